"""What the page of a shortlist shows. Names are masked where fair review hides them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants import fairness
from applicants.models import Applicant
from applications.choices import ApplicationStatus
from applications.models import Application
from applications.queries import board
from hiretrack.audit.models import AuditLog
from hiretrack.office.board.telling import moment
from shortlists.models import Shortlist, ShortlistEntry
from shortlists.queries import matches

MOST_FOUND = 10
OUT = (ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN)
COLOURS = {
    ApplicationStatus.HIRED: "o-is-good",
    ApplicationStatus.OFFER: "o-is-brand",
    ApplicationStatus.INTERVIEW: "o-is-brand",
    ApplicationStatus.REJECTED: "o-is-bad",
    ApplicationStatus.WITHDRAWN: "o-is-bad",
}


@dataclass(frozen=True, slots=True)
class Stage:
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    row: ShortlistEntry
    person: fairness.Shown
    application: Application | None
    match: int | None

    @property
    def stage(self) -> Stage | None:
        return stage_of(self.application)

    @property
    def url(self) -> str:
        return page_of(self.row.applicant_id, self.application.pk if self.application else None)

    @property
    def mark(self) -> str:
        return mark_of(self.row)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A job's shortlist. Version 0: nobody was ever on it."""

    version: int = 0
    updated_at: Any = None
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be added."""

    applicant_id: uuid.UUID
    name: str
    headline: str
    stage: Stage | None
    score: int | None
    url: str


def mark_of(row: ShortlistEntry) -> str:
    """Of what a recruiter wrote about an entry: whoever saves on top of another's words is told."""
    return hashlib.sha256(f"{row.score}|{row.notes}".encode()).hexdigest()[:16]


def page_of(applicant_id: uuid.UUID, application_id: uuid.UUID | None) -> str:
    """The application's page; the candidate's, where they have not applied."""
    if application_id:
        return reverse("admin:applications_application_change", args=[application_id])
    return reverse("admin:applicants_applicant_change", args=[applicant_id])


def stage_of(application: Application | None) -> Stage | None:
    return _stage(application.status) if application else None


def _stage(status: str) -> Stage:
    known = ApplicationStatus(status)
    return Stage(str(known.label), COLOURS.get(known, "o-is-info"))


def ranked(job_id: uuid.UUID) -> Ranked:
    """In four statements, whoever is on it."""
    shortlist: Shortlist | None = Shortlist.objects.filter(job_id=job_id).first()
    if shortlist is None:
        return Ranked()
    standing = ShortlistEntry.objects.filter(shortlist=shortlist, superseded_by=None).order_by("rank", "id")
    rows = list(standing.select_related("applicant", "added_by").defer("applicant__search", "applicant__cv_text"))
    people = [row.applicant_id for row in rows]
    applied, scores = applications_of(job_id, people), matches.scores(job_id, people)
    made = [_entry(row, applied.get(row.applicant_id), scores.get(row.applicant_id)) for row in rows]
    return Ranked(shortlist.version, shortlist.updated_at, made)


def applications_of(job_id: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, Application]:
    """By applicant: the one that goes on."""
    rows = Application.objects.filter(job_id=job_id, applicant_id__in=people, superseded_by=None)
    return {row.applicant_id: row for row in rows.only("id", "applicant_id", "status", "identity_hidden")}


def _entry(row: ShortlistEntry, application: Application | None, match: int | None) -> Entry:
    return Entry(row, shown(row.applicant, application), application, match)


def shown(applicant: Applicant, application: Application | None) -> fairness.Shown:
    """Hidden as such, or for this job."""
    hidden = applicant.identity_hidden or (application is not None and application.identity_hidden)
    return fairness.person(applicant, hidden=hidden)


def applicants_found(job_id: uuid.UUID, words: str, *, but: Collection[uuid.UUID] = ()) -> list[Candidate]:
    """Newest applications of the job that match and are not on its list, without those of `but`."""
    rows = board.on_board(job_id, board.BoardFilter(q=words)).exclude(_is_on_list(job_id, "applicant_id"))
    rows = rows.exclude(applicant_id__in=but)
    found = list(board.cards(board.staged(rows)).order_by("-created_at", "-id")[:MOST_FOUND])
    scores = matches.scores(job_id, [row["applicant_id"] for row in found]) if found else {}
    return [
        Candidate(
            applicant_id=row["applicant_id"],
            name=row["name"],
            headline=row["headline"],
            stage=_stage(row["status"]),
            score=scores.get(row["applicant_id"]),
            url=page_of(row["applicant_id"], row["id"]),
        )
        for row in found
    ]


def best_matches(job_id: uuid.UUID) -> list[Candidate]:
    """The best scored who are neither on the list nor out; they need not have applied."""
    out = Application.objects.filter(
        job_id=job_id, applicant_id=OuterRef("applicant_id"), superseded_by=None, status__in=OUT
    )
    rows = matches.best(job_id).filter(applicant__merged_into=None, applicant__erased_at=None)
    rows = rows.exclude(_is_on_list(job_id, "applicant_id")).exclude(Exists(out)).select_related("applicant")
    found = list(rows.defer("evidence", "applicant__search", "applicant__cv_text")[:MOST_FOUND])
    applied = applications_of(job_id, [row.applicant_id for row in found]) if found else {}
    return [_suggested(row.applicant, applied.get(row.applicant_id), row.score) for row in found]


def _suggested(applicant: Applicant, application: Application | None, score: int) -> Candidate:
    person = shown(applicant, application)
    return Candidate(
        applicant_id=applicant.pk,
        name=person.name,
        headline=person.headline,
        stage=stage_of(application),
        score=score,
        url=page_of(applicant.pk, application.pk if application else None),
    )


def _is_on_list(job_id: uuid.UUID, column: str) -> Exists:
    standing = ShortlistEntry.objects.filter(shortlist__job_id=job_id, superseded_by=None)
    return Exists(standing.filter(applicant_id=OuterRef(column)))


def last_change(job_id: uuid.UUID) -> str:
    """Who changed the list last and when, in words."""
    shortlist = Shortlist.objects.filter(job_id=job_id).values_list("pk", flat=True).first()
    entries = AuditLog.objects.filter(entity_type="shortlists.shortlist", entity_id=shortlist)
    last = entries.order_by("-created_at", "-id").values_list("actor_name", "created_at").first()
    if last is None:
        return _("The list was changed meanwhile (%(when)s).") % {"when": moment(timezone.now())}
    return _("%(who)s changed the list meanwhile (%(when)s).") % {"who": last[0], "when": moment(last[1])}


def chosen_of(given: Iterable[str]) -> list[uuid.UUID]:
    """The ids that an address names, each once, in their order; what is none is left out."""
    found: dict[uuid.UUID, None] = {}
    for text in ",".join(given).split(",")[:100]:
        try:
            found[uuid.UUID(text.strip())] = None
        except ValueError:
            continue
    return list(found)
