"""What the buttons of a shortlist do. Each is one call of a service; whoever was slower is told, and loses nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from hiretrack.errors import DomainError, FieldError, Invalid
from hiretrack.office.board.forms import given
from hiretrack.office.pages import OfficeCommand
from hiretrack.office.shortlists import listing
from hiretrack.office.shortlists.forms import AddForm, EntryForm, OrderForm, StepForm
from hiretrack.office.shortlists.views import OfJob, list_html
from shortlists import services
from shortlists.models import Shortlist, ShortlistEntry
from shortlists.services.replacing import Wanted


class ShortlistCommand(OfJob, OfficeCommand):
    """A script gets the list as it is after it, and its version."""

    def back_to(self, **ids: Any) -> str:
        return resolve_url("office:shortlist", ids["job_id"])

    def news(self, message: str) -> dict[str, Any]:
        version = Shortlist.objects.filter(job=self.job).values_list("version", flat=True).first() or 0
        return {"message": message, "version": version, "list": list_html(self.job, may_write=True)}


class SaveOrder(ShortlistCommand):
    """The whole list in a new order; refused when somebody has changed it since the recruiter saw it."""

    def run(self, request: HttpRequest, **_ids: Any) -> dict[str, Any]:
        said = given(OrderForm(request.POST))
        rows = {entry.row.applicant_id: entry.row for entry in listing.ranked(self.job.pk).entries}
        # Checked while the list is held: the rows read here are those of that version, or it is refused.
        services.replace_entries(
            job_id=self.job.pk,
            entries=[Wanted(pk, rows[pk].score, rows[pk].notes) for pk in said["ids"] if pk in rows],
            check=lambda version: self._check(version, said, set(rows)),
        )
        return self.news(_("The order is saved."))

    def _check(self, version: int, said: dict[str, Any], people: set[uuid.UUID]) -> None:
        if version != said["version"]:
            raise changed_meanwhile(self.job.pk)
        if set(said["ids"]) != people:
            why = _("The order names other people than the list has. Load the page again.")
            raise Invalid(why, errors=[FieldError("/ids", "invalid", why)])


class Step(ShortlistCommand):
    """One place up or down, by the buttons of a page without scripts."""

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        said = given(StepForm(request.POST))
        to = {"up": max(said["rank"] - 1, 1), "down": said["rank"] + 1, "first": 1}[said["step"]]
        entry = services.change_entry(
            job_id=self.job.pk,
            applicant_id=ids["applicant_id"],
            changes={"rank": to},
            check=lambda row: self._check(row, said["rank"]),
        )
        return self.news(_("Now at place %(rank)d.") % {"rank": entry.rank})

    def _check(self, entry: ShortlistEntry, seen: int) -> None:
        if entry.rank != seen:
            raise changed_meanwhile(self.job.pk)


class ChangeEntry(ShortlistCommand):
    """Notes and score; another recruiter's are never overwritten unseen."""

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        said = given(EntryForm(request.POST))
        changes = {"notes": said["notes"], "score": said["score"]}
        services.change_entry(
            job_id=self.job.pk,
            applicant_id=ids["applicant_id"],
            changes=changes,
            check=lambda row: self._check(row, said["mark"]),
        )
        return self.news(_("Saved."))

    def _check(self, entry: ShortlistEntry, mark: str) -> None:
        if listing.mark_of(entry) != mark:
            score = "–" if entry.score is None else f"{entry.score:g}"
            now = _("It says now: “%(notes)s” (score %(score)s).") % {"notes": entry.notes, "score": score}
            raise changed_meanwhile(self.job.pk, now)


class Remove(ShortlistCommand):
    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:  # noqa: ARG002
        services.remove_entry(job_id=self.job.pk, applicant_id=ids["applicant_id"])
        return self.news(_("Taken off the shortlist."))


class Add(ShortlistCommand):
    """At the end of the list; with a place, score and notes, what takes a removal back."""

    def run(self, request: HttpRequest, **_ids: Any) -> dict[str, Any]:
        said = given(AddForm(request.POST))
        entry = services.add_entry(
            job_id=self.job.pk,
            applicant_id=said["applicant_id"],
            place=said["place"],
            score=said["score"],
            notes=said["notes"],
        )
        return self.news(_("Put on the shortlist at place %(rank)d.") % {"rank": entry.rank})


def changed_meanwhile(job_id: uuid.UUID, now: str = "") -> DomainError:
    said = _("Nothing of yours was saved.")
    return DomainError(" ".join(filter(None, (listing.last_change(job_id), said, now))), code="conflict")
