"""What the public's list and the employer's own have in common."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import QuerySet, Value

from jobs.search import Fold, Spoken

Rows = QuerySet[Any, dict[str, Any]]
Row = dict[str, Any]

SALARY = ("salary_min", "salary_max", "salary_currency", "salary_period")
SHOWN = (
    "id", "title", "company", "department", "location", "country", "remote", "languages", "tags", "employment_type",
    *SALARY, "published_at", "closes_at", "updated_at",
)  # fmt: skip
_CODES = ("country", "salary_currency", "salary_period")


class Wanted(Protocol):
    """The filters that both lists have; empty values don't filter."""

    @property
    def department(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def remote(self) -> bool | None: ...
    @property
    def employment_type(self) -> str: ...


def filtered(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    """In the words of the indexes. A location is found by any part of its name, a language also by its base."""
    if wanted.department:
        rows = rows.alias(_department=Fold("department")).filter(_department=Fold(Value(wanted.department)))
    if wanted.location:
        rows = rows.alias(_location=Fold("location")).filter(_location__contains=Fold(Value(wanted.location)))
    if wanted.language:
        rows = rows.alias(_spoken=Spoken("languages")).filter(_spoken__contains=[wanted.language.lower()])
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    if wanted.employment_type:
        rows = rows.filter(employment_type=wanted.employment_type)
    return rows if wanted.remote is None else rows.filter(remote=wanted.remote)


def shown(row: Row) -> Row:
    """The members that every answer about a job has. A code that is not there is null, not an empty text."""
    item = {name: row[name] for name in SHOWN}
    for name in _CODES:
        item[name] = item[name] or None
    return item
