"""Shortlists and comparisons in the back office, to read; the API changes them."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from employers.admin_scope import OwnEmployerAdmin
from shortlists.choices import ComparisonState
from shortlists.models import ComparedApplicant, Comparison, Shortlist, ShortlistEntry
from shortlists.models.comparisons import state_of

STATE_COLOURS = {
    ComparisonState.READY: "success",
    ComparisonState.FAILED: "danger",
    ComparisonState.REMOVED: "danger",
    ComparisonState.RUNNING: "info",
    ComparisonState.QUEUED: "info",
}


class ReadOnlyMixin:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EntryInline(ReadOnlyMixin, TabularInline):
    model = ShortlistEntry
    fk_name = "shortlist"
    fields = ("rank", "applicant", "score", "notes", "added_by", "added_at")
    readonly_fields = fields
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShortlistEntry]:
        rows = super().get_queryset(request).filter(superseded_by=None)
        return rows.select_related("applicant", "added_by").order_by("rank", "id")


@admin.register(Shortlist)
class ShortlistAdmin(ReadOnlyMixin, OwnEmployerAdmin):
    list_display = ("job", "people", "updated_at")
    search_fields = ("job__title",)
    fields = ("job", "created_at", "updated_at")
    ordering: ClassVar = ["-updated_at", "-id"]
    inlines: ClassVar = [EntryInline]
    paginator = InfinitePaginator
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shortlist]:
        standing = Count("entries", filter=Q(entries__superseded_by=None))
        return super().get_queryset(request).select_related("job").annotate(people_count=standing)

    @admin.display(description=_("people"), ordering="people_count")
    def people(self, row: Any) -> int:
        count: int = row.people_count
        return count


class MemberInline(ReadOnlyMixin, TabularInline):
    model = ComparedApplicant
    fields = ("position", "applicant")
    readonly_fields = fields
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[ComparedApplicant]:
        return super().get_queryset(request).select_related("applicant")


@admin.register(Comparison)
class ComparisonAdmin(ReadOnlyMixin, OwnEmployerAdmin):
    list_display = ("title", "job", "state", "created_by", "created_at")
    search_fields = ("title", "job__title")
    fields = ("title", "job", "state", "created_by", "created_at", "ready_at", "removed_at")
    readonly_fields = fields
    ordering: ClassVar = ["-created_at", "-id"]
    inlines: ClassVar = [MemberInline]
    paginator = InfinitePaginator
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comparison]:
        return super().get_queryset(request).select_related("job", "run", "created_by")

    @display(description=_("state"), label=STATE_COLOURS)
    def state(self, row: Comparison) -> tuple[str, str]:
        state = state_of(row, row.run.state if row.run else None)
        return state, ComparisonState(state).label
