"""What a job's pipeline board shows: counts, cards, and what has changed since it was looked at."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, ExpressionWrapper, Func, IntegerField, OuterRef, Q, QuerySet
from django.utils import timezone

from applicants.fairness import shown
from applicants.models import Applicant
from applicants.queries import Wanted
from applicants.queries import matching as matching_applicants
from applications.choices import ApplicationStatus
from applications.models import Application, ApplicationStage
from applications.queries.filtering import current, found_by
from applications.queries.lookup import with_stage_times
from applications.queries.shown import BY_HIDDEN, with_alias
from hiretrack.errors import NotFound
from jobs.models import Job

Row = dict[str, Any]
Rows = QuerySet[Application, Row]

MOST_COUNTED = 5000
"""A column's count goes no further: more is shown as `5,000+`."""
LATE_COMMIT = dt.timedelta(seconds=30)
"""A row carries the time of its writing, and is there to see once its transaction ends."""
CARD = (
    "id", "job_id", "applicant_id", "status", "source", "answer_by", "told_status", "tell_at", "created_at",
    "in_stage_since",
)  # fmt: skip
STEP = ("application_id", "from_status", "status", "changed_at", "changed_by_id", "changed_by__name")


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Empty values don't filter."""

    q: str = ""
    tag: str = ""
    source: str = ""
    overdue: bool = False

    def __bool__(self) -> bool:
        return bool(self.q or self.tag or self.source or self.overdue)


def on_board(job_id: uuid.UUID, wanted: BoardFilter) -> QuerySet[Application]:
    rows = current().filter(job_id=job_id)
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.overdue:
        rows = rows.filter(answer_by__lt=timezone.now())
    if wanted.q or wanted.tag:
        people = matching_applicants(Wanted(q=wanted.q, tag=wanted.tag), Applicant.objects.all())
        rows = rows.filter(found_by(wanted.q, people.values("pk")) if wanted.q else Q(applicant__in=people))
    return rows


def counts(job_id: uuid.UUID, wanted: BoardFilter) -> dict[str, int]:
    """Applications by status, in one query; unless filtered never more than one above `MOST_COUNTED` each."""
    none = dict.fromkeys(ApplicationStatus.values, 0)
    if not wanted:
        return none | (_capped(job_id) or {})
    grouped = on_board(job_id, wanted).order_by().values_list("status").annotate(n=Count("pk"))
    return none | dict(grouped)


def _capped(job_id: uuid.UUID) -> dict[str, int] | None:
    columns = {status: _counted(status) for status in ApplicationStatus.values}
    found: Any = Job.objects.filter(pk=job_id).values(**columns).first()
    return found


def _counted(status: str) -> Func:
    rows = current().filter(job_id=OuterRef("pk"), status=status).order_by().values("pk")
    return Func(ArraySubquery(rows[: MOST_COUNTED + 1]), function="CARDINALITY", output_field=IntegerField())


def staged(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Ready to be sorted and cut: each with `in_stage_since`."""
    return with_stage_times(rows)


def cards(rows: QuerySet[Application], *more: str) -> Rows:
    """`staged` rows as cards, with the columns of `more`; a hidden identity is masked."""
    knocked = ExpressionWrapper(Q(answers__contains=[{"knocked_out": True}]), output_field=BooleanField())
    about = {name: shown(name, hidden="identity_hidden", path="applicant__") for name in ("name", "headline")}
    return rows.values(*CARD, *more, knocked_out=knocked, **about)


def changed(
    job_id: uuid.UUID, *, ids: Collection[uuid.UUID] = (), since: dt.datetime | None = None, limit: int
) -> list[uuid.UUID]:
    """Applications of the job among `ids`, or written since; those that a merge let go too."""
    rows = Application.objects.filter(job_id=job_id)
    rows = rows.filter(updated_at__gte=since - LATE_COMMIT) if since else rows.filter(pk__in=list(ids))
    return list(rows.order_by("-updated_at").values_list("pk", flat=True)[:limit])


def last_steps(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Row]:
    """By application: the last line of its transition log, with who wrote it."""
    steps = ApplicationStage.objects.filter(application__in=ids)
    newest = steps.order_by("application_id", "-changed_at", "-id").distinct("application_id")
    rows = newest.values(*STEP, by_hidden=BY_HIDDEN)
    return {row["application_id"]: dict(with_alias(row)) for row in rows}


def status_now(job_id: uuid.UUID, application_id: uuid.UUID) -> str:
    """Of the job's application, locked until the end of the transaction. Raises `NotFound`."""
    rows = Application.objects.select_for_update(of=("self",)).filter(pk=application_id, job_id=job_id)
    status = rows.order_by().values_list("status", flat=True).first()
    if status is None:
        raise NotFound
    return status
