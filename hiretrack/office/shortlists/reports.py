"""A comparison's page, its report in a frame and as a PDF, making it again and deleting it."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiretrack.errors import DomainError, NotFound
from hiretrack.office.pages import OfficeCommand, OfficePage, OfficeView
from hiretrack.office.shortlists import listing
from hiretrack.office.shortlists.comparing import compare_url, comparison_url
from jobs.models import Job
from shortlists import queries, services
from shortlists.api import reports
from shortlists.choices import ComparisonState, ReportFormat, Section
from shortlists.models import ComparedApplicant, Comparison, ComparisonReport
from shortlists.report.pages import content_security_policy

NOT_THERE = (ComparisonState.QUEUED, ComparisonState.RUNNING)
COLOURS = {
    ComparisonState.READY: "o-is-good",
    ComparisonState.FAILED: "o-is-bad",
    ComparisonState.REMOVED: "o-is-bad",
    ComparisonState.RUNNING: "o-is-info",
    ComparisonState.QUEUED: "o-is-info",
}


class OfComparison(OfficeView):
    permission = "shortlists.view_comparison"
    write_permission = "shortlists.add_comparison"

    @cached_property
    def comparison(self) -> Comparison:
        """Raises `NotFound`."""
        rows = Comparison.objects.select_related("job", "run", "created_by")
        found: Comparison | None = rows.filter(pk=self.kwargs["comparison_id"]).first()
        if found is None:
            raise NotFound
        return found


class ComparisonPage(OfComparison, OfficePage):
    """Asks for itself again while the report is being made."""

    template_name = "office/shortlists/comparison.html"
    title = gettext_lazy("Comparison")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.comparison
        told = queries.shown_comparison(queries.comparison(row.pk))
        state = ComparisonState(told["state"])
        return super().get_context_data(**kwargs) | {
            "title": row.title,
            "comparison": row,
            "state": state,
            "state_colour": COLOURS.get(state, ""),
            "is_open": state in NOT_THERE,
            "progress": told["progress"],
            "error": told["error"],
            "people": people_of(row),
            "sections": [part.label for part in Section if part in row.config.get("sections", Section.values)],
            "compare_url": compare_url(row.job_id, told["applicant_ids"]),
            "may_delete": self.allows("shortlists.delete_comparison"),
            **_report(row, state),
        }


def _report(row: Comparison, state: ComparisonState) -> dict[str, Any]:
    """Whether it may be shown, and whether there is a PDF of it."""
    if state != ComparisonState.READY:
        return {"refused": "", "has_pdf": False}
    try:
        reports.content_of(row.pk, ReportFormat.HTML)
    except DomainError as error:
        return {"refused": error.detail, "has_pdf": False}
    has_pdf = ComparisonReport.objects.filter(comparison=row, pdf__isnull=False).exists()
    return {"refused": "", "has_pdf": has_pdf, "is_shown": True}


def people_of(row: Comparison) -> list[dict[str, str]]:
    """Name and page of each, masked as on the shortlist of the job."""
    members = ComparedApplicant.objects.filter(comparison=row).order_by("position", "id").select_related("applicant")
    people = [member.applicant for member in members]
    applied = listing.applications_of(row.job_id, [one.pk for one in people])
    return [
        {
            "name": listing.shown(one, applied.get(one.pk)).name,
            "url": listing.page_of(one.pk, applied[one.pk].pk if one.pk in applied else None),
        }
        for one in people
    ]


class ReportFrame(OfComparison):
    """The report for a frame of its comparison's page: nothing in it runs or loads. `?as=pdf` downloads the PDF;
    503 explains what the server lacks, where it can make none."""

    def get(self, request: HttpRequest, comparison_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        wanted = ReportFormat.PDF if request.GET.get("as") == "pdf" else ReportFormat.HTML
        try:
            content = reports.content_of(self.comparison.pk, wanted)
        except NotFound:
            raise
        except DomainError as error:
            return HttpResponse(error.detail, status=error.status, content_type="text/plain; charset=utf-8")
        answer = HttpResponse(content, headers=reports.headers_for(wanted))
        return _download(answer, self.comparison) if wanted == ReportFormat.PDF else _framed(answer)


def _framed(answer: HttpResponse) -> HttpResponse:
    # The page around it may print it: that needs its origin, and no script of its own ever runs.
    policy = content_security_policy().replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    answer["Content-Security-Policy"] = policy.replace("; sandbox", "; sandbox allow-same-origin allow-modals")
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _download(answer: HttpResponse, row: Comparison) -> HttpResponse:
    # Without the title: a file's name is seen where its content is not.
    answer["Content-Disposition"] = f'attachment; filename="comparison-{row.created_at:%Y-%m-%d}.pdf"'
    return answer


class MakeAgain(OfComparison, OfficeCommand):
    """The same people and sections anew; the older one stays until it is deleted."""

    made: uuid.UUID | None = None

    def run(self, request: HttpRequest, **_ids: Any) -> str:  # noqa: ARG002
        row = self.comparison
        members = ComparedApplicant.objects.filter(comparison=row).order_by("position", "id")
        made = services.create_comparison(
            job_id=row.job_id,
            title=row.title,
            applicant_ids=list(members.values_list("applicant_id", flat=True)),
            sections=row.config.get("sections", ()),
        )
        self.made = made.pk
        return _("The report is being made.")

    def back_to(self, **ids: Any) -> str:
        return comparison_url(self.made or ids["comparison_id"])


class DeleteComparison(OfComparison, OfficeCommand):
    write_permission = "shortlists.delete_comparison"
    job: Job | None = None

    def run(self, request: HttpRequest, **_ids: Any) -> str:  # noqa: ARG002
        self.job = self.comparison.job
        services.delete_comparison(comparison_id=self.comparison.pk)
        return _("The comparison is deleted.")

    def back_to(self, **ids: Any) -> str:
        return resolve_url("office:shortlist", self.job.pk) if self.job else comparison_url(ids["comparison_id"])
