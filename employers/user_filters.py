"""Filters of the users' list."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from employers.choices import BACK_OFFICE_ROLES
from employers.models import User
from employers.queries import without_two_factor


class RoleFilter(SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [(role.value, role.label) for role in BACK_OFFICE_ROLES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:  # noqa: ARG002
        return queryset.filter(roles__contains=[self.value()]) if self.value() else queryset


class SecondFactorFilter(SimpleListFilter):
    title = _("two-factor sign-in")
    parameter_name = "two_factor"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [("on", _("On")), ("off", _("Off"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:  # noqa: ARG002
        if self.value() == "off":
            return queryset.filter(without_two_factor())
        return queryset.exclude(without_two_factor()) if self.value() == "on" else queryset
