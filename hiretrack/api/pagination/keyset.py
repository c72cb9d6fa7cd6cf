"""Lists cut by the last row's sort values, so that page 1,000 costs what page 1 does.

Rows inserted or removed meanwhile neither repeat others nor hide them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.expressions import OrderBy

from hiretrack.api.pagination import cursors


@dataclass(frozen=True, slots=True)
class Key:
    """A column to sort by; rows without a value come last, whichever the direction."""

    name: str
    descending: bool
    nullable: bool = False

    def order(self) -> OrderBy:
        last = True if self.nullable else None
        return F(self.name).desc(nulls_last=last) if self.descending else F(self.name).asc(nulls_last=last)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def after(self, value: Any) -> Q | None:
        """Rows behind `value`; None when there can be none."""
        if value is None:
            return None
        behind = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return behind | Q(**{f"{self.name}__isnull": True}) if self.nullable else behind


class Rows(Func):
    """`(a, b) < (x, y)`: one index condition, where the spelled-out form with OR is a filter."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, *parts: Any, operator: str) -> None:
        super().__init__(*parts)
        self.operator = operator

    def as_sql(self, compiler: Any, *_connection: Any, **_given: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        half = len(self.source_expressions) // 2
        compiled = [compiler.compile(part) for part in self.source_expressions]
        left = ", ".join(sql for sql, _ in compiled[:half])
        right = ", ".join(sql for sql, _ in compiled[half:])
        return f"({left}) {self.operator} ({right})", [value for _, values in compiled for value in values]


def keys_of(queryset: QuerySet[Any], ordering: Iterable[Sequence[str]]) -> list[Key]:
    """`("name", "desc")` pairs as keys. A nullable model field is noticed; an annotation says `"nulls"` third."""
    return [Key(name, way == "desc", bool(more) or _nullable(queryset, name)) for name, way, *more in ordering]


def _nullable(queryset: QuerySet[Any], name: str) -> bool:
    try:
        return bool(getattr(queryset.model._meta.get_field(name), "null", False))
    except FieldDoesNotExist:
        return False


def behind(keys: Sequence[Key], values: Sequence[Any]) -> Q | Rows:
    """The condition that holds for the rows after the one with `values`."""
    ways = {key.descending for key in keys}
    if len(ways) == 1 and len(keys) > 1 and not any(key.nullable for key in keys):
        names = [F(key.name) for key in keys]
        return Rows(*names, *map(Value, values), operator="<" if ways.pop() else ">")
    return _spelled_out(keys, values)


def _spelled_out(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    cases: list[Q] = []
    for index, key in enumerate(keys):
        after = key.after(values[index])
        if after is not None:
            equal = [earlier.same(value) for earlier, value in zip(keys[:index], values, strict=False)]
            cases.append(reduce(and_, [*equal, after]))
    return reduce(or_, cases, Q(pk__in=[])) if cases else Q(pk__in=[])


class KeysetPagination:
    """`paginate` cuts a queryset of model instances or of `.values()` dicts.

    The rows must carry every column of `ordering`, and its last column must be unique. A rank that is computed by
    PostgreSQL must be cast to double precision, else the value that comes back is not the one that was compared.
    """

    def paginate(
        self, queryset: QuerySet[Any], *, ordering: Iterable[Sequence[str]], view: Any
    ) -> tuple[list[Any], str | None]:
        """The page that `view.page` (its `limit` and `cursor`) asks for, and the cursor of the next one."""
        keys = keys_of(queryset, ordering)
        bound_to = view.page_binding(" ".join(f"{key.name}{'-' if key.descending else '+'}" for key in keys))
        limit, cursor = view.page_limit, view.page_cursor
        rows = queryset.order_by(*[key.order() for key in keys])
        if cursor is not None:
            rows = rows.filter(behind(keys, cursors.decode(cursor, bound_to=bound_to, count=len(keys))))
        found = list(rows[: limit + 1])
        if len(found) <= limit:
            return found, None
        last = [_value(found[limit - 1], key.name) for key in keys]
        return found[:limit], cursors.encode(last, bound_to=bound_to)


def _value(row: Model | Mapping[str, Any], name: str) -> Any:
    return row[name] if isinstance(row, Mapping) else getattr(row, name)
