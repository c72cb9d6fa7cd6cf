"""What narrows the list of applications. The same parameters say which list previous and next go through."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RadioFilter
from unfold.contrib.filters.admin.text_filters import TextFilter

from applicants.models import Applicant
from applicants.queries import Wanted, matching
from applications import queries
from applications.choices import PIPELINE
from applications.models import Application

Rows = QuerySet[Application]


class AnswerFilter(RadioFilter):
    """By the reply promise."""

    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("late", _("Overdue")), ("open", _("Promised"))]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        if self.value() == "late":
            return queryset.filter(answer_by__lt=timezone.now())
        return queryset.filter(answer_by__isnull=False) if self.value() == "open" else queryset


class ReachedFilter(RadioFilter):
    """By how far it came, whatever became of it then: what the funnel counts."""

    title = _("came as far as")
    parameter_name = "reached"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(stage.value, stage.label) for stage in PIPELINE[1:]]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        stage = self.value()
        return queries.reached(stage, queryset) if stage in PIPELINE else queryset


class KnockOutFilter(RadioFilter):
    """By answers that rule somebody out."""

    title = _("knock-out answers")
    parameter_name = "knocked_out"
    FOUND: ClassVar = {"answers__contains": [{"knocked_out": True}]}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("With")), ("no", _("Without"))]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        if self.value() == "yes":
            return queryset.filter(**self.FOUND)
        return queryset.exclude(**self.FOUND) if self.value() == "no" else queryset


class TagFilter(TextFilter):
    """By a tag of the applicant."""

    title = _("tag")
    parameter_name = "tag"

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        tag = str(self.value() or "").strip()
        return queryset.filter(applicant__in=matching(Wanted(tag=tag), Applicant.objects.all())) if tag else queryset
