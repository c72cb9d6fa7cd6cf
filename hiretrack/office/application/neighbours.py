"""Previous and next in the list that the reader came from: found by keys, the list itself is never read.

Which list that is, and in what order, says Django's `_changelist_filters`; it holds the list's own parameters. Without
it, the list is that of the job.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import SuspiciousOperation
from django.db.models import F, OrderBy, Q, QuerySet
from django.http import HttpRequest, QueryDict

from applications.models import Application

FILTERS = "_changelist_filters"
MOST_COUNTED = 1000

Order = Sequence[tuple[str, bool]]
"""(lookup, whether descending)"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an application stands in the list. `number` is missing where counting would be dear."""

    filters: str
    previous: uuid.UUID | None = None
    next: uuid.UUID | None = None
    number: int | None = None
    total: int | None = None

    @property
    def is_capped(self) -> bool:
        return self.total is not None and self.total >= MOST_COUNTED


class _List(ChangeList):
    """The list's rows and their order, without reading any."""

    def get_results(self, request: HttpRequest) -> None:
        """Nothing is shown."""


def place_of(request: HttpRequest, application: Application) -> Place:
    filters = request.GET.get(FILTERS) or QueryDict(f"job__id__exact={application.job_id}").urlencode()
    found = _list_of(request, filters)
    if found is None:
        return Place(filters)
    order = _order(found.queryset)
    here = found.root_queryset.filter(pk=application.pk).values(*[name for name, _ in order]).first()
    if here is None:
        return Place(filters)
    rows = found.queryset
    after, before = _beyond(order, here), _beyond(_reversed(order), here)
    number, total = _counted(rows, before, application) if not found.query else (None, None)
    return Place(
        filters,
        previous=_first(rows.filter(before), _reversed(order)),
        next=_first(rows.filter(after), order),
        number=number,
        total=total,
    )


def _list_of(request: HttpRequest, filters: str) -> Any:
    """As the list itself would make it of these parameters; None when they make no sense."""
    page: Any = admin.site._registry[Application]
    asked = HttpRequest()
    asked.method, asked.user, asked.session = "GET", request.user, request.session
    asked.GET = QueryDict(filters)
    # As Django does it: the order's numbers count the column of check boxes.
    columns = [*(["action_checkbox"] if page.get_actions(asked) else []), *page.get_list_display(asked)]
    try:
        return _List(
            asked, Application, columns, page.get_list_display_links(asked, columns),
            page.get_list_filter(asked), page.date_hierarchy, page.get_search_fields(asked),
            page.get_list_select_related(asked), page.list_per_page, page.list_max_show_all, page.list_editable, page,
            page.get_sortable_by(asked), page.search_help_text,
        )  # fmt: skip
    except (IncorrectLookupParameters, DisallowedModelAdminLookup, SuspiciousOperation):
        return None


def _order(rows: QuerySet[Application]) -> Order:
    """Of the list, ending in the key."""
    order = []
    for term in rows.query.order_by:
        if isinstance(term, OrderBy):
            expression: Any = term.expression
            order.append((expression.name, term.descending))
        else:
            order.append((str(term).lstrip("-"), str(term).startswith("-")))
    return order


def _reversed(order: Order) -> Order:
    return [(name, not descending) for name, descending in order]


def _beyond(order: Order, here: Mapping[str, Any]) -> Q:
    """Rows that come later than `here`, whose values of the order's columns these are."""
    condition, same = Q(pk__in=[]), Q()
    for name, descending in order:
        value = here[name]
        condition |= same & _later(name, value, descending=descending)
        same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    name, descending = order[0]
    # Says again what follows from the rest: by this part alone an index is entered at the right place.
    return condition & _not_earlier(name, here[name], descending=descending)


def _later(name: str, value: Any, *, descending: bool) -> Q:
    """PostgreSQL puts nulls last, or first where it sorts downwards."""
    if descending:
        return Q(**{f"{name}__isnull": False}) if value is None else Q(**{f"{name}__lt": value})
    if value is None:
        return Q(pk__in=[])
    return Q(**{f"{name}__gt": value}) | (Q(**{f"{name}__isnull": True}) if _is_nullable(name) else Q())


def _not_earlier(name: str, value: Any, *, descending: bool) -> Q:
    if value is None or _is_nullable(name):
        return Q()
    return Q(**{f"{name}__{'lte' if descending else 'gte'}": value})


def _is_nullable(name: str) -> bool:
    return name == "answer_by"


def _first(rows: QuerySet[Application], order: Order) -> uuid.UUID | None:
    ordered = rows.order_by(*[F(name).desc() if descending else F(name).asc() for name, descending in order])
    return ordered.values_list("pk", flat=True).first()


def _counted(rows: QuerySet[Application], before: Q, application: Application) -> tuple[int | None, int | None]:
    """(place, length), each counted to a thousand; (None, None) for one that has left the list."""
    if not rows.filter(pk=application.pk).exists():
        return None, None
    number, total = (part.order_by().values("pk")[:MOST_COUNTED].count() for part in (rows.filter(before), rows))
    return (number + 1, total) if number < MOST_COUNTED else (None, None)
