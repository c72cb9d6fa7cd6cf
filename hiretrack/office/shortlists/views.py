"""The page of a job's shortlist, and the part of it that finds people to add."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from hiretrack.errors import NotFound
from hiretrack.office.pages import OfficePage, OfficeView
from hiretrack.office.shortlists import listing
from jobs.models import Job
from shortlists import queries
from shortlists.choices import FEWEST_COMPARED, MAX_NOTES, MOST_COMPARED, ComparisonState
from shortlists.queries.comparisons import ORDERING

LONGEST = 200
NEWEST = 5


class OfJob(OfficeView):
    permission = "shortlists.view_shortlist"
    write_permission = "shortlists.change_shortlist"

    @cached_property
    def job(self) -> Job:
        """Raises `NotFound`."""
        columns = ("id", "title", "status", "location", "department", "fair_review", "questions", "employer_id")
        found: Job | None = Job.objects.only(*columns).filter(pk=self.kwargs["job_id"]).first()
        if found is None:
            raise NotFound
        return found


class ShortlistPage(OfJob, OfficePage):
    """With `?part=list` the list alone, as it is now."""

    title = _("Shortlist")

    def get_template_names(self) -> list[str]:
        return ["office/shortlists/list.html" if self._is_part else "office/shortlists/page.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = list_context(self.job, may_write=self.may_write)
        if self._is_part:
            return shown
        return super().get_context_data(**kwargs) | shown | found_context(self.job, self._words) | self._around()

    def _around(self) -> dict[str, Any]:
        return {
            "is_fullwidth": "1",
            "title": self.job.title,
            "fewest": FEWEST_COMPARED,
            "most": MOST_COMPARED,
            "comparisons": newest_comparisons(self.job.pk),
            "may_compare": self.allows("shortlists.view_comparison"),
        }

    @property
    def _is_part(self) -> bool:
        return self.request.GET.get("part") == "list"

    @property
    def _words(self) -> str:
        return self.request.GET.get("q", "").strip()[:LONGEST]


class CandidatesPart(OfJob, OfficePage):
    """Who could be added: those found by `q`; without words, the best matches and the newest applications."""

    template_name = "office/shortlists/found.html"

    def get_context_data(self, **_kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:LONGEST]
        return found_context(self.job, words) | {"job": self.job, "may_write": self.may_write}


def list_context(job: Job, *, may_write: bool) -> dict[str, Any]:
    return {"job": job, "shortlist": listing.ranked(job.pk), "may_write": may_write, "longest_note": MAX_NOTES}


def list_html(job: Job, *, may_write: bool) -> str:
    return render_to_string("office/shortlists/list.html", list_context(job, may_write=may_write))


def found_context(job: Job, words: str) -> dict[str, Any]:
    matches = [] if words else listing.best_matches(job.pk)
    suggested = [one.applicant_id for one in matches]
    return {"words": words, "matches": matches, "found": listing.applicants_found(job.pk, words, but=suggested)}


def newest_comparisons(job_id: uuid.UUID) -> list[dict[str, Any]]:
    """With their state in words."""
    order = [f"-{name}" for name, _way in ORDERING]
    rows = queries.comparisons(job_id).order_by(*order)[:NEWEST]
    return [_told(queries.shown_comparison(row)) for row in rows]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"label": ComparisonState(row["state"]).label}
