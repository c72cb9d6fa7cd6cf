"""The lists of shortlists and comparisons; their pages are `views.ShortlistPage` and `reports.ComparisonPage`."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from applicants import fairness
from applications.models import Application
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
FIRST = 3
"""Names that stand in a list's row."""


class ListOnly(OwnEmployerAdmin):
    """Nothing is added, changed or deleted here: pages of their own do."""

    actions = ()
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50
    list_filter: ClassVar = [("job", AutocompleteSelectFilter)]
    list_filter_submit = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Shortlist)
class ShortlistAdmin(ListOnly):
    list_display = ("named", "people", "changed")
    search_fields = ("job__title",)
    search_help_text = _("Part of a job's title")
    ordering: ClassVar = ["-updated_at", "-id"]
    empty_hint = _("Put candidates on the shortlist of their job: on an application's page, or from a job's shortlist.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shortlist]:
        standing = ShortlistEntry.objects.filter(shortlist=OuterRef("pk"), superseded_by=None)
        names = ArraySubquery(_names(standing, "shortlist__job").order_by("rank", "id").values("shown_name")[:FIRST])
        count = Count("entries", filter=Q(entries__superseded_by=None))
        rows = super().get_queryset(request).select_related("job").defer("job__search")
        return rows.annotate(people_count=count, first_names=names)

    @display(description=_("Job"), header=True, ordering="job__title")
    def named(self, row: Shortlist) -> list[str]:
        return _job_of(row)

    @admin.display(description=_("Candidates"), ordering="people_count")
    def people(self, row: Any) -> str:
        return _told(row.first_names, row.people_count)

    @admin.display(description=_("Changed"), ordering="updated_at")
    def changed(self, row: Shortlist) -> str:
        return date_format(localtime(row.updated_at), "SHORT_DATETIME_FORMAT")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = Shortlist.objects.filter(pk=_uuid(object_id)).first()
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return redirect("office:shortlist", row.job_id)


@admin.register(Comparison)
class ComparisonAdmin(ListOnly):
    list_display = ("named", "job", "people", "state", "created_by", "made")
    search_fields = ("title", "job__title")
    search_help_text = _("Part of a title")
    ordering: ClassVar = ["-created_at", "-id"]
    empty_hint = _("Select two to six candidates on a job's shortlist and compare them; the report is kept here.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comparison]:
        members = ComparedApplicant.objects.filter(comparison=OuterRef("pk"))
        names = ArraySubquery(_names(members, "comparison__job").order_by("position", "id").values("shown_name"))
        rows = super().get_queryset(request).select_related("job", "run", "created_by").defer("job__search")
        return rows.annotate(names=names)

    @admin.display(description=_("Title"), ordering="title")
    def named(self, row: Comparison) -> str:
        return row.title

    @admin.display(description=_("Candidates"))
    def people(self, row: Any) -> str:
        return ", ".join(row.names)

    @display(description=_("State"), label=STATE_COLOURS)
    def state(self, row: Comparison) -> tuple[str, str]:
        state = state_of(row, row.run.state if row.run else None)
        return state, str(ComparisonState(state).label)

    @admin.display(description=_("Made"), ordering="created_at")
    def made(self, row: Comparison) -> str:
        return date_format(localtime(row.created_at), "SHORT_DATETIME_FORMAT")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        from hiretrack.office.shortlists.reports import ComparisonPage

        answer: Any = ComparisonPage.as_view()(request, comparison_id=_uuid(object_id))
        page: HttpResponse = answer
        return page


def _names(rows: QuerySet[Any], job: str) -> QuerySet[Any]:
    """Each with `shown_name`: hidden as such, or for the job."""
    own = Application.objects.filter(applicant=OuterRef("applicant"), job=OuterRef(job))
    hidden = Q(applicant__identity_hidden=True) | Q(Exists(own.filter(identity_hidden=True, superseded_by=None)))
    marked = rows.annotate(hidden_here=ExpressionWrapper(hidden, output_field=BooleanField()))
    return marked.annotate(shown_name=fairness.shown("name", hidden="hidden_here", path="applicant__"))


def _told(names: list[str], count: int) -> str:
    if not count:
        return str(_("Nobody"))
    more = count - len(names)
    told = ", ".join(names)
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {
        "names": told, "more": more,
    } if more else told  # fmt: skip


def _job_of(row: Shortlist) -> list[str]:
    return [row.job.title, " · ".join(filter(None, (row.job.department, row.job.location)))]


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error
