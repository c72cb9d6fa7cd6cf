from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application


class AnswerFilter(admin.SimpleListFilter):
    """By the reply promise."""

    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [("late", _("Overdue")), ("open", _("Promised"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:  # noqa: ARG002
        if self.value() == "late":
            return queryset.filter(answer_by__lt=timezone.now())
        return queryset.filter(answer_by__isnull=False) if self.value() == "open" else queryset
