"""Pages of long lists: no count, and no join before it is known which rows are shown."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from unfold.paginator import InfinitePaginator


class KeysFirst(InfinitePaginator):
    """Reads the keys of a page, then its rows.

    Under row-level security PostgreSQL takes an employer's rows for a few, and joins all of them before it sorts them
    and takes fifty; without a join it walks along the order's index.
    """

    def page(self, number: Any) -> Page[Any]:
        valid = self.validate_number(number)
        start = (valid - 1) * self.per_page
        rows: QuerySet[Any] = self.object_list
        keys = list(rows.values_list("pk", flat=True)[start : start + self.per_page])
        return self._get_page(_by_keys(rows, keys), valid, self)


def _by_keys(rows: QuerySet[Any], keys: list[Any]) -> QuerySet[Any]:
    """These rows as `rows` shows and orders them; what chose them need not be asked again."""
    found = rows.all()
    found.query.where = type(found.query.where)()
    return found.filter(pk__in=keys)
