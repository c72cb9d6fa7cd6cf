"""Applications in the back office: the list with its moves, and the page of one application."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from applications import queries, services
from applications.admin.filters import AnswerFilter
from applications.admin.moving import MoveMixin
from applications.admin.page import page_of
from applications.choices import ApplicationStatus
from applications.models import Application
from employers.admin_scope import OwnEmployerAdmin

STATUS_COLOURS = {
    ApplicationStatus.NEW: "info",
    ApplicationStatus.SCREENING: "warning",
    ApplicationStatus.INTERVIEW: "primary",
    ApplicationStatus.OFFER: "primary",
    ApplicationStatus.HIRED: "success",
    ApplicationStatus.REJECTED: "danger",
}


@admin.register(Application)
class ApplicationAdmin(MoveMixin, OwnEmployerAdmin):
    list_display = ("applicant", "job", "shown_status", "source", "days_in_stage", "shown_answer_by", "created_at")
    list_filter = ("status", ("job", AutocompleteSelectFilter), AnswerFilter, "source")
    list_filter_submit = True
    search_fields = ("applicant__name", "applicant__email", "job__title")
    search_help_text = _("Names, job titles and words of the CV; “phrases”, OR and -not work")
    fields = ("notes",)
    ordering: ClassVar = ["-created_at", "-id"]
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50
    change_form_outer_before_template = "admin/applications/before.html"
    change_form_outer_after_template = "admin/applications/after.html"

    class Media:
        css: ClassVar = {"all": ("css/applications.css",)}

    @display(description=_("status"), ordering="status", label=STATUS_COLOURS)
    def shown_status(self, row: Application) -> tuple[str, str]:
        return row.status, ApplicationStatus(row.status).label

    @admin.display(description=_("days in stage"))
    def days_in_stage(self, row: Any) -> int:
        return (timezone.now() - row.in_stage_since).days

    @display(description=_("answer by"), ordering="answer_by", label={"late": "danger", "promised": "info"})
    def shown_answer_by(self, row: Application) -> tuple[str, str] | str:
        if row.answer_by is None:
            return "–"
        late = row.answer_by < timezone.now()
        return "late" if late else "promised", f"{row.answer_by:%Y-%m-%d}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return queries.with_stage_times(super().get_queryset(request)).select_related("applicant", "job")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Application], search_term: str
    ) -> tuple[QuerySet[Application], bool]:
        # Lists and choices show what goes on; the page of a superseded application stays readable.
        rows = queryset.filter(superseded_by=None)
        return (queries.found(search_term, rows) if search_term.strip() else rows), False

    def get_urls(self) -> list[URLPattern]:
        move = path("<uuid:pk>/move/", self.admin_site.admin_view(self.move_view), name="applications_application_move")
        return [move, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        shown = page_of(row, may_move=self.has_change_permission(request, row)) if row else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **shown})

    def save_model(self, request: HttpRequest, obj: Application, form: Any, change: bool) -> None:  # noqa: FBT001
        services.annotate(application_id=obj.pk, notes=form.cleaned_data["notes"])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
