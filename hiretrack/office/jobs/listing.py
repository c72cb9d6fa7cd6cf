"""The job list: what it shows, and how it is searched and filtered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import F, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import display
from unfold.views import ChangeList

from employers.admin_scope import OwnEmployerAdmin
from hiretrack.office.jobs.counts import CappedPaginator, counted, told
from hiretrack.office.jobs.filters import CountryFilter, DepartmentFilter
from jobs.choices import JobStatus
from jobs.models import Job
from jobs.search import Fold, Matches, words

COLOURS = {JobStatus.DRAFT: "info", JobStatus.PUBLISHED: "success", JobStatus.CLOSED: "default"}


class JobChangeList(ChangeList):
    """With the statuses as tabs above the list."""

    @property
    def status_tabs(self) -> list[dict[str, Any]]:
        now = self.params.get("status__exact", "")
        chosen = str(now[-1] if isinstance(now, list) and now else now or "")
        tabs = [("", _("All")), *((status.value, status.label) for status in JobStatus)]
        return [
            {
                "label": label,
                "url": self.get_query_string({"status__exact": value or None}, ["p"]),
                "on": value == chosen,
            }
            for value, label in tabs
        ]


class JobListing(OwnEmployerAdmin):
    list_display = ("named", "badge", "applications_count", "overdue_count", "age", "views")
    list_filter: ClassVar = [
        ("status", ChoicesDropdownFilter),
        DepartmentFilter,
        ("employment_type", ChoicesDropdownFilter),
        CountryFilter,
        ("remote", BooleanRadioFilter),
        ("fair_review", BooleanRadioFilter),
    ]
    list_filter_submit = True
    list_before_template = "office/jobs/tabs.html"
    search_fields = ("title",)
    search_help_text = _('Words, "phrases", OR and -not; or part of a title')
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    list_per_page = 50
    paginator = CappedPaginator

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[JobChangeList]:  # noqa: ARG002
        return JobChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        rows: QuerySet[Job] = super().get_queryset(request).select_related("employer", "created_by")
        here = request.resolver_match
        return counted(rows) if here and here.url_name == "jobs_job_changelist" else rows

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[Job],
        search_term: str,
    ) -> tuple[QuerySet[Job], bool]:
        term = search_term.strip()[:200]
        if not term:
            return queryset, False
        in_title = queryset.alias(_title=Fold("title"))
        return in_title.filter(Q(Matches(F("search"), words(term))) | Q(_title__contains=Fold(Value(term)))), False

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [*self.list_filter, "employer"] if _sees_all(request) else self.list_filter

    def get_sortable_by(self, request: HttpRequest) -> Any:
        # Counting for every job of every employer would take a platform admin's list minutes.
        return ("named", "badge", "age") if _sees_all(request) else super().get_sortable_by(request)

    @display(description=_("Job"), header=True, ordering="title")
    def named(self, job: Job) -> list[str]:
        fair = str(_("Fair review")) if job.fair_review else ""
        place = job.location or (str(_("Remote")) if job.remote else "")
        return [job.title, " · ".join(filter(None, (job.department, place, fair)))]

    @display(description=_("Status"), label=COLOURS, ordering="status")
    def badge(self, job: Job) -> tuple[str, str]:
        return job.status, str(JobStatus(job.status).label)

    @admin.display(description=_("Applications"), ordering="arrived")
    def applications_count(self, job: Any) -> str:
        fresh = _fresh(job) if job.fresh else ""
        return format_html('<span class="j-counts">{}{}{}</span>', fresh, _arrived(job), _board(job))

    @admin.display(description=_("Overdue answers"), ordering="overdue")
    def overdue_count(self, job: Any) -> str:
        if not job.overdue:
            return "–"
        address = applications_url(job.pk, answer="late")
        return format_html('<a class="o-tag o-is-bad" href="{}">{}</a>', address, told(job.overdue))

    @admin.display(description=_("Age"), ordering="published_at")
    def age(self, job: Job) -> str:
        if job.published_at is None:
            return "–"
        days = ((job.closed_at or timezone.now()) - job.published_at).days
        if not days:
            return str(_("today"))
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}

    @admin.display(description=_("Views, 30 days"), ordering="seen")
    def views(self, job: Any) -> str:
        return told(job.seen)


def applications_url(job_id: Any, **filters: str) -> str:
    """The list of the job's applications, filtered further."""
    query = "&".join(f"{name}={value}" for name, value in {"job__id__exact": job_id, **filters}.items())
    return f"{reverse('admin:applications_application_changelist')}?{query}"


def _fresh(job: Any) -> str:
    address = applications_url(job.pk, status__exact="new")
    return format_html(
        '<a class="o-tag o-is-brand" href="{}">{}</a>', address, gettext("%(count)s new") % {"count": told(job.fresh)}
    )


def _arrived(job: Any) -> str:
    number = told(job.arrived)
    label = gettext("%(count)s applications for %(title)s") % {"count": number, "title": job.title}
    return format_html('<a class="o-link" href="{}" aria-label="{}">{}</a>', applications_url(job.pk), label, number)


def _board(job: Any) -> str:
    if not (address := board_url(job.pk)):
        return ""
    return format_html(
        '<a class="j-board" href="{}" title="{}"><span class="material-symbols-outlined" aria-hidden="true">view_kanban'
        '</span><span class="o-hidden-label">{}</span></a>',
        address, gettext("Board"), gettext("Board of %(title)s") % {"title": job.title},
    )  # fmt: skip


def board_url(job_id: Any) -> str:
    try:
        return reverse("office:board", args=[job_id])
    except NoReverseMatch:
        return ""


def _sees_all(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
