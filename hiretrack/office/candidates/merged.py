"""Merges of a candidate that can be undone, and what parting the records again does."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from applicants.merging import unmerge_applicant
from applicants.merging.fields import stored
from applicants.models import Applicant, ApplicantMerge
from applications.models import Application
from hiretrack.office.candidates.fields import label
from hiretrack.office.candidates.scope import OfAnApplicant
from hiretrack.office.pages import OfficeCommand


@dataclass(frozen=True, slots=True)
class Undoable:
    """`returning` are fields that go back to what they were, `edited` those that somebody has changed since."""

    merge: ApplicantMerge
    name: str
    is_latest: bool
    returning: list[str]
    edited: list[str]
    applications: list[str]
    shortlists: int


def undoable(person: Applicant) -> list[Undoable]:
    """The latest first: they are undone in that order. In two queries."""
    rows = ApplicantMerge.objects.filter(survivor=person, undone_at=None).select_related("merged", "merged_by")
    merges = list(rows.order_by("-merged_at", "-id"))
    moved = {pk for merge in merges for pk in merge.moved.get("applications", {}).get("applications", ())}
    titles = _titles(person, moved) if moved else {}
    return [_shown(person, merge, titles, is_latest=place == 0) for place, merge in enumerate(merges)]


def _titles(person: Applicant, moved: set[str]) -> dict[str, str]:
    rows = Application.objects.filter(pk__in=moved, applicant=person).values_list("pk", "job__title")
    return {str(pk): title for pk, title in rows}


def _shown(person: Applicant, merge: ApplicantMerge, titles: dict[str, str], *, is_latest: bool) -> Undoable:
    kept = {name: stored(person, name) == change["after"] for name, change in merge.fields.items() if name != "user"}
    entries = merge.moved.get("shortlists", {}).get("entries", {})
    ours = merge.moved.get("applications", {}).get("applications", ())
    return Undoable(
        merge,
        name=_("another record") if person.identity_hidden else merge.merged.name,
        is_latest=is_latest,
        returning=[label(name) for name, is_kept in kept.items() if is_kept],
        edited=[label(name) for name, is_kept in kept.items() if not is_kept],
        applications=[titles[pk] for pk in ours if pk in titles],
        shortlists=len(entries.get("moved", ())) + len(entries.get("united", ())),
    )


class Unmerge(OfAnApplicant, OfficeCommand):
    """The latest merge of a survivor is undone."""

    write_permission = "applicants.change_applicant"

    def run(self, request: HttpRequest, **ids: uuid.UUID) -> str | dict[str, Any]:  # noqa: ARG002
        with self.own_employer(ids["applicant_id"]):
            unmerge_applicant(applicant_id=ids["applicant_id"])
        return _("The records are two again.")
