"""Two to six candidates side by side, and asking for a report of them."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.office.application.delays import Delay
from hiretrack.office.board.forms import given
from hiretrack.office.pages import OfficeCommand, OfficePage
from hiretrack.office.shortlists import listing
from hiretrack.office.shortlists.forms import LONGEST_TITLE, ReportForm
from hiretrack.office.shortlists.side import Column, side_by_side
from hiretrack.office.shortlists.views import OfJob, newest_comparisons
from shortlists import services
from shortlists.choices import FEWEST_COMPARED, MOST_COMPARED, Section


class ComparePage(OfJob, OfficePage):
    """`?ids=` names the applicants, with commas or again and again; who is unknown is left out."""

    title = gettext_lazy("Side by side")
    template_name = "office/shortlists/compare.html"
    permission = "shortlists.view_comparison"
    write_permission = "applications.change_application"

    @cached_property
    def ids(self) -> list[uuid.UUID]:
        return listing.chosen_of(self.request.GET.getlist("ids"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        compared = side_by_side(self.job.pk, self.job.questions or [], self.ids[:MOST_COMPARED])
        ids = [column.applicant_id for column in compared.columns]
        return super().get_context_data(**kwargs) | {
            "is_fullwidth": "1",
            "title": self.job.title,
            "job": self.job,
            "compared": compared,
            "columns": [(column, self._without(ids, column)) for column in compared.columns],
            "is_enough": len(ids) >= FEWEST_COMPARED,
            "left_out": len(self.ids) - len(ids),
            **self._adding(ids),
            **self._report(),
        }

    def _adding(self, ids: list[uuid.UUID]) -> dict[str, Any]:
        """Others of the shortlist, while there is room."""
        standing = listing.ranked(self.job.pk).entries
        others = [entry for entry in standing if entry.row.applicant_id not in ids]
        room = len(ids) < MOST_COMPARED
        return {"ids": ",".join(map(str, ids)), "others": others if room else [], "fewest": FEWEST_COMPARED}

    def _report(self) -> dict[str, Any]:
        return {
            "sections": Section.choices,
            "chosen_sections": self.request.GET.getlist("sections") or Section.values,
            "given_title": self.request.GET.get("title", ""),
            "longest_title": LONGEST_TITLE,
            "may_report": self.allows("shortlists.add_comparison"),
            "comparisons": newest_comparisons(self.job.pk),
            "delays": Delay.choices,
            "limits": {"reason": MAX_REASON, "note": MAX_NOTE},
        }

    def _without(self, ids: list[uuid.UUID], column: Column) -> str:
        """The same page without this column, while two are left."""
        rest = [pk for pk in ids if pk != column.applicant_id]
        return compare_url(self.job.pk, rest) if len(rest) >= FEWEST_COMPARED else ""


class MakeReport(OfJob, OfficeCommand):
    permission = "shortlists.view_comparison"
    write_permission = "shortlists.add_comparison"
    made: uuid.UUID | None = None

    def run(self, request: HttpRequest, **_ids: Any) -> str:
        job_id = self.job.pk
        said = given(ReportForm(request.POST))
        made = services.create_comparison(
            job_id=job_id, title=said["title"], applicant_ids=self._ids(), sections=said["sections"]
        )
        self.made = made.pk
        return _("The report is being made.")

    def back_to(self, **ids: Any) -> str:
        if self.made:
            return comparison_url(self.made)
        kept = {"title": self.request.POST.get("title", ""), "sections": self.request.POST.getlist("sections")}
        return f"{compare_url(ids['job_id'], self._ids())}&{urlencode(kept, doseq=True)}#s-report"

    def _ids(self) -> list[uuid.UUID]:
        return listing.chosen_of(self.request.POST.getlist("ids"))


def compare_url(job_id: uuid.UUID, ids: list[uuid.UUID]) -> str:
    return f"{resolve_url('office:compare', job_id)}?ids={','.join(map(str, ids))}"


def comparison_url(comparison_id: uuid.UUID) -> str:
    return resolve_url("admin:shortlists_comparison_change", comparison_id)
