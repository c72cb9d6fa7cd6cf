"""Filters of the job list whose choices come from the employer's own jobs."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from unfold.contrib.filters.admin import DropdownFilter

from jobs.models import Job

MOST = 200
"""More than anybody reads in a drop-down; the search finds the others."""


class _OwnValues(DropdownFilter):
    """The values of one column, as they stand in the employer's jobs."""

    column: ClassVar[str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        if getattr(request.user, "is_superuser", False):
            # Values of every employer of an installation are no choice.
            return []
        rows = Job.objects.exclude(**{self.column: ""}).order_by(self.column)
        return [(value, self.named(value)) for value in rows.values_list(self.column, flat=True).distinct()[:MOST]]

    def named(self, value: str) -> str:
        return value

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class DepartmentFilter(_OwnValues):
    title = _("department")
    parameter_name = column = "department"


class CountryFilter(_OwnValues):
    title = _("country")
    parameter_name = column = "country"

    def named(self, value: str) -> str:
        return str(countries.name(value) or value)
