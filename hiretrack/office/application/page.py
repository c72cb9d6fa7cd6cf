"""What the page of one application shows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants import fairness
from applications.choices import REOPEN, ApplicationStatus, moves_from
from applications.models import Application
from hiretrack.errors import NotFound
from shortlists.models import Match, ShortlistEntry
from shortlists.queries.matches import match_of

MOST_OTHERS = 10
FACTS = ("name", "email", "phone", "location", "headline")
OPEN_FACTS = ("location", "headline")
"""What of the sender's own words is shown while fair review hides who they are."""
PARTED = ("job", "applicant", "applicant__cv", "cv", "cover_letter_file", "employer", "superseded_by")


def application_of(application_id: uuid.UUID) -> Application:
    """With all that the page needs of it. Raises `NotFound`."""
    row: Application | None = Application.objects.select_related(*PARTED).filter(pk=application_id).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class Moves:
    """The buttons: one step on, the two ways out, and the way back."""

    forward: list[ApplicationStatus]
    may_reject: bool
    may_withdraw: bool
    may_reopen: bool

    @property
    def any(self) -> bool:
        return bool(self.forward or self.may_reject or self.may_withdraw or self.may_reopen)


def moves_of(row: Application) -> Moves:
    out = {ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}
    after = moves_from(row.status) if row.superseded_by_id is None else []
    return Moves(
        forward=[status for status in after if status not in out],
        may_reject=ApplicationStatus.REJECTED in after,
        may_withdraw=ApplicationStatus.WITHDRAWN in after,
        may_reopen=row.status in REOPEN and row.superseded_by_id is None,
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """What the candidate believes while a step is held back from them; `at` is missing when it is for good."""

    believed: str
    at: Any


def telling_of(row: Application) -> Telling | None:
    if not row.is_held(timezone.now()) or row.superseded_by_id is not None:
        return None
    return Telling(str(ApplicationStatus(row.told_status).label), row.tell_at)


def differences(row: Application) -> list[tuple[str, str]]:
    """What the sender said of themselves that is not what the applicant's record says."""
    labels = {"name": _("Name"), "email": _("E-mail"), "phone": _("Phone"), "location": _("Location")}
    names = OPEN_FACTS if row.identity_hidden else FACTS
    said = {name: str(row.submitted.get(name) or "") for name in names}
    return [
        (labels.get(name, _("Headline")), _open(row, value))
        for name, value in said.items()
        if value and value != getattr(row.applicant, name)
    ]


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    words: str
    knocked_out: bool


def answers_of(row: Application) -> list[Answer]:
    """Knock-outs first. What is no list of answers shows nothing."""
    given = [one for one in row.answers if isinstance(one, dict)] if isinstance(row.answers, list) else []
    answers = [
        Answer(str(one.get("question", "")), _open(row, _spoken(one.get("answer"))), bool(one.get("knocked_out")))
        for one in given
    ]
    return sorted(answers, key=lambda answer: not answer.knocked_out)


def _spoken(answer: Any) -> str:
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer if answer is not None else "")


def letter_of(row: Application) -> str:
    return _open(row, row.cover_letter)


def _open(row: Application, text: str) -> str:
    return fairness.blotted(text, row.applicant) if row.identity_hidden else text


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score with its weight, and lines of evidence: (label, words)."""

    name: str
    weight: int
    score: int
    evidence: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fit:
    score: int
    parts: list[Part]
    at: Any


def fit_of(row: Application) -> Fit | None:
    """How well the applicant fits the job, explained; None when nobody has computed it."""
    match = match_of(row.job_id, row.applicant_id)
    return explained(match) if match is not None else None


def explained(match: Match) -> Fit:
    evidence = match.evidence if isinstance(match.evidence, dict) else {}
    told = {name: _told(evidence.get(name)) for name in ("keywords", "title", "location")}
    parts = [
        Part(_("Skills"), 40, match.keywords, told["keywords"]),
        Part(_("Title"), 35, match.title, told["title"]),
        Part(_("Location"), 25, match.location, told["location"]),
    ]
    return Fit(match.score, parts, match.computed_at)


def _told(evidence: Any) -> list[tuple[str, str]]:
    labels = {
        "matched": _("Found"),
        "missing": _("Not found"),
        "ours": _("The job"),
        "theirs": _("The candidate"),
        "words": _("In common"),
        "rule": _("Why"),
    }
    rules = {
        "remote": _("The job can be done from anywhere"),
        "same_city": _("The same town"),
        "same_region": _("The same region"),
        "same_country": _("The same country"),
        "elsewhere": _("Another country or far away"),
        "unknown": _("Too little is known"),
    }
    given = dict(evidence) if isinstance(evidence, dict) else {}
    given["rule"] = rules.get(str(given.get("rule", "")), given.get("rule"))
    lines = [(label, _spoken(given.get(name))) for name, label in labels.items()]
    return [(label, words) for label, words in lines if words]


@dataclass(frozen=True, slots=True)
class Listed:
    """The job's shortlist as far as this page needs it."""

    is_on: bool
    size: int
    shortlist_id: uuid.UUID | None


def shortlist_of(row: Application) -> Listed:
    rows = ShortlistEntry.objects.filter(shortlist__job_id=row.job_id, superseded_by=None)
    found = list(rows.values_list("applicant_id", "shortlist_id"))
    ids = [applicant_id for applicant_id, _shortlist in found]
    return Listed(row.applicant_id in ids, len(ids), found[0][1] if found else None)


def others_of(row: Application) -> list[Application]:
    """The person's other applications here; none while fair review hides who it is: another page may name them."""
    if row.identity_hidden:
        return []
    rows: QuerySet[Application] = Application.objects.filter(applicant=row.applicant_id, superseded_by=None)
    return list(rows.exclude(pk=row.pk).select_related("job").order_by("-created_at", "-id")[:MOST_OTHERS])
