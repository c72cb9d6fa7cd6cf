"""Applications follow their applicant: merged, parted, erased, exported, and a reason to be kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from applicants.models import Applicant
from applications.choices import ApplicationStatus
from applications.models import Application, ApplicationNote, ApplicationStage, BulkMove, BulkMoveItem
from applications.queries.known import held, with_known

FURTHER = {
    status: place
    for place, status in enumerate(("new", "screening", "interview", "offer", "hired"), start=1)
}  # fmt: skip
"""Whatever goes on is further than what was rejected or withdrawn."""
SHORTEST_NAME = 4
"""A shorter one stands in every other word."""
OPEN = (ApplicationStatus.NEW, ApplicationStatus.SCREENING, ApplicationStatus.INTERVIEW, ApplicationStatus.OFFER)


class ApplicationsOfApplicant:
    """See `applicants.dependents.Dependent`."""

    name = "applications"

    def merge(self, *, survivor: Applicant, merged: Applicant) -> dict[str, Any]:
        rows = _locked(survivor, merged)
        superseded = superseded_among(rows)
        for loser, winner in superseded.items():
            Application.objects.filter(pk=loser).update(superseded_by=winner, updated_at=timezone.now())
        moved = [row.pk for row in rows if row.applicant_id == merged.pk]
        Application.objects.filter(pk__in=moved).update(applicant=survivor, updated_at=timezone.now())
        return {
            "applications": [str(pk) for pk in moved],
            "superseded": {str(loser): str(winner) for loser, winner in superseded.items()},
        }

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: Any) -> None:
        now = timezone.now()
        _locked(survivor, merged)
        # Back first: two of one person for one job may not both be current, not even for a moment.
        still = Application.objects.filter(pk__in=moved["applications"], applicant=survivor)
        still.update(applicant=merged, updated_at=now)
        for loser, winner in moved["superseded"].items():
            Application.objects.filter(pk=loser, superseded_by=winner).update(superseded_by=None, updated_at=now)

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        _locked(applicant)
        rows = Application.objects.filter(applicant=applicant)
        files = [pk for row in rows.values_list("cv_id", "cover_letter_file_id") for pk in row if pk]
        ApplicationStage.objects.filter(application__applicant=applicant).exclude(note="").update(note="")
        ApplicationNote.objects.filter(application__applicant=applicant).delete()
        rows.update(
            submitted={}, cover_letter="", answers=[], notes="", rejection_reason="", referrer="", cv=None,
            cover_letter_file=None, answer_by=None, told_answer_by=None, updated_at=timezone.now(),
        )  # fmt: skip
        _erase_bulk_moves(applicant)
        return files

    def export(self, *, applicant: Applicant) -> dict[str, Any]:
        """A step that is held back is no part of it yet: the document is for the person."""
        stages = defaultdict(list)
        told = ("from_status", "status", "changed_at", "note")
        steps = ApplicationStage.objects.filter(application__applicant=applicant)
        for row in steps.exclude(held("application__"), withheld=True).values("application_id", *told):
            stages[row["application_id"]].append({name: row[name] for name in told})
        log = _note_log(applicant)
        rows = _told(Application.objects.filter(applicant=applicant).order_by("created_at", "pk"))
        return {
            "applications": [
                _exported(row, stages[row["id"]]) | {"note_log": log[row["id"]]} for row in rows.values(*_EXPORTED)
            ]
        }


def _note_log(applicant: Applicant) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """What was written about the person, by application; by whom is the writers' own data."""
    log = defaultdict(list)
    rows = ApplicationNote.objects.filter(application__applicant=applicant).order_by("created_at", "pk")
    for row in rows.values("application_id", "body", "created_at", "edited_at"):
        log[row.pop("application_id")].append(row)
    return log


def _erase_bulk_moves(applicant: Applicant) -> None:
    """The words of a bulk move stay while it is about somebody else, too, and don't name this person."""
    others = BulkMoveItem.objects.filter(bulk_move=OuterRef("pk"), application__applicant__erased_at=None)
    own = BulkMove.objects.filter(items__application__applicant=applicant).values("pk")
    about_nobody_else = ~Exists(others.exclude(application__applicant=applicant))
    over = Q(about_nobody_else, pk__in=own) | _naming(applicant)
    BulkMove.objects.filter(over).update(note="", rejection_reason="")


def _naming(applicant: Applicant) -> Q:
    words = [word for word in (applicant.name, applicant.email, applicant.phone) if len(word) >= SHORTEST_NAME]
    return Q(
        *(Q(**{f"{field}__icontains": word}) for field in ("note", "rejection_reason") for word in words),
        _connector=Q.OR,
    )


def _told(rows: QuerySet[Application]) -> QuerySet[Application]:
    reason = Case(When(held(), then=Value("")), default=F("rejection_reason"))
    return with_known(rows).annotate(known_reason=reason)


def _exported(row: dict[str, Any], stages: list[dict[str, Any]]) -> dict[str, Any]:
    names = {"known_status": "status", "known_reason": "rejection_reason"}
    return {names.get(name, name): value for name, value in row.items()} | {"stages": stages}


_EXPORTED = (
    "id", "job_id", "job__title", "known_status", "source", "referrer", "cover_letter", "answers", "submitted", "notes",
    "known_reason", "cv_id", "cover_letter_file_id", "superseded_by_id", "created_at",
)  # fmt: skip


def _locked(*people: Applicant) -> list[Application]:
    rows = Application.objects.select_for_update(of=("self",)).filter(applicant__in=people)
    return list(rows.order_by("pk"))


def superseded_among(rows: list[Application]) -> dict[uuid.UUID, uuid.UUID]:
    """{who stands back: who goes on} where two are for the same job."""
    by_job: dict[uuid.UUID, list[Application]] = defaultdict(list)
    for row in rows:
        if row.superseded_by_id is None:
            by_job[row.job_id].append(row)
    pairs = [sorted(same, key=_place) for same in by_job.values() if len(same) > 1]
    return {loser.pk: first.pk for first, *others in pairs for loser in others}


def _place(row: Application) -> tuple[int, dt.datetime, uuid.UUID]:
    """The furthest first, and of two as far the older."""
    return -FURTHER.get(row.status, 0), row.created_at, row.pk


def alive(since: dt.datetime) -> Q:
    """An application goes on, or was made or moved since."""
    own = Application.objects.filter(applicant=OuterRef("pk"))
    going_on = Q(status__in=OPEN, superseded_by=None)
    moved = ApplicationStage.objects.filter(application__applicant=OuterRef("pk"), changed_at__gte=since)
    return Q(Exists(own.filter(going_on | Q(created_at__gte=since)))) | Q(Exists(moved))
