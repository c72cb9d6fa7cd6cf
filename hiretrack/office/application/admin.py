"""The list of applications; an application's own page is `views.ApplicationPage`."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesCheckboxFilter, ChoicesDropdownFilter
from unfold.decorators import display

from applications import queries
from applications.choices import ApplicationStatus
from applications.models import Application
from employers.admin_pages import KeysFirst
from employers.admin_scope import OwnEmployerAdmin
from hiretrack.office.application.filters import AnswerFilter, KnockOutFilter, ReachedFilter, TagFilter
from hiretrack.office.bulk.actions import BULK_ACTIONS
from hiretrack.office.transfer.exporting.actions import export_selected
from shortlists.models import Match

STATUS_COLOURS = {
    ApplicationStatus.NEW: "info",
    ApplicationStatus.SCREENING: "warning",
    ApplicationStatus.INTERVIEW: "primary",
    ApplicationStatus.OFFER: "primary",
    ApplicationStatus.HIRED: "success",
    ApplicationStatus.REJECTED: "danger",
}
UNSCORED = -1
"""Sorts behind every score, whichever way PostgreSQL sorts its nulls."""


@admin.register(Application)
class ApplicationAdmin(OwnEmployerAdmin):
    list_display = (
        "shown_person", "job", "shown_status", "shown_score", "source", "days_in_stage", "shown_answer_by", "applied",
    )  # fmt: skip
    list_filter = (
        ("status", ChoicesCheckboxFilter),
        ("job", AutocompleteSelectFilter),
        AnswerFilter,
        ReachedFilter,
        ("source", ChoicesDropdownFilter),
        KnockOutFilter,
        TagFilter,
    )
    list_filter_submit = True
    list_before_template = "office/transfer/applications.html"
    actions = (*BULK_ACTIONS, export_selected)
    search_fields = ("applicant__name", "applicant__email", "job__title")
    search_help_text = _("Names, job titles and words of the CV; “phrases”, OR and -not work")
    ordering: ClassVar = ["-created_at", "-id"]
    paginator = KeysFirst
    show_full_result_count = False
    list_per_page = 50
    empty_hint = _(
        "They come in through your careers page: publish a job and share its link, or add people on its board."
    )

    @admin.display(description=_("applicant"))
    def shown_person(self, row: Application) -> str:
        return row.person.name

    @display(description=_("status"), ordering="status", label=STATUS_COLOURS)
    def shown_status(self, row: Application) -> tuple[str, str]:
        return row.status, str(ApplicationStatus(row.status).label)

    @admin.display(description=_("score"), ordering="score")
    def shown_score(self, row: Any) -> str:
        return "" if row.score == UNSCORED else str(row.score)

    @admin.display(description=_("days in stage"), ordering="in_stage_since")
    def days_in_stage(self, row: Any) -> int:
        return (timezone.now() - row.in_stage_since).days

    @display(description=_("answer by"), ordering="answer_by", label={"late": "danger", "promised": "info"})
    def shown_answer_by(self, row: Application) -> tuple[str, str] | str:
        if row.answer_by is None:
            return "–"
        late = row.answer_by < timezone.now()
        return "late" if late else "promised", date_format(timezone.localdate(row.answer_by), "SHORT_DATE_FORMAT")

    @admin.display(description=_("applied"), ordering="created_at")
    def applied(self, row: Application) -> str:
        return date_format(timezone.localdate(row.created_at), "SHORT_DATE_FORMAT")

    def get_sortable_by(self, request: HttpRequest) -> list[Any]:
        # Over all jobs these two are computed for each application before the first can be shown.
        costly = set() if "job__id__exact" in request.GET else {"shown_score", "days_in_stage"}
        return [name for name in self.list_display if name not in costly]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        rows = queries.with_stage_times(super().get_queryset(request)).select_related("applicant", "job")
        found = Match.objects.filter(job=OuterRef("job_id"), applicant=OuterRef("applicant_id"))
        return rows.annotate(score=Coalesce(Subquery(found.values("score")[:1]), UNSCORED))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Application], search_term: str
    ) -> tuple[QuerySet[Application], bool]:
        # Lists and choices show what goes on; the page of a superseded application stays readable.
        rows = queryset.filter(superseded_by=None)
        return (queries.found(search_term, rows) if search_term.strip() else rows), False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        from hiretrack.office.application.views import ApplicationPage

        try:
            answer: Any = ApplicationPage.as_view()(request, application_id=uuid.UUID(object_id))
        except ValueError as error:
            raise Http404 from error
        page: HttpResponse = answer
        return page

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: made for name, made in super().get_actions(request).items() if name != "delete_selected"}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
