"""What waits for a recruiter, each count with the list of the rows behind it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationStatus
from applications.models import Application
from applications.queries import current
from jobs.choices import JobStatus
from jobs.models import Job

MOST = 1_000
"""Beyond this a tile says that there are more: counting on would read every row behind it."""
MOST_JOBS = 40
SHOWN = (
    ApplicationStatus.NEW,
    ApplicationStatus.SCREENING,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFER,
    ApplicationStatus.HIRED,
)


@dataclass(frozen=True, slots=True)
class Tile:
    """`tone` is how urgent a count above zero looks: info, warn or bad."""

    title: Promise
    hint: Promise
    count: int
    link: str
    icon: str
    tone: str

    @property
    def number(self) -> str:
        return f"{MOST:,}+" if self.count > MOST else f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class JobRow:
    job: Job
    counts: Mapping[str, int]
    overdue: int
    stages: list[tuple[Any, int, str]] = field(default_factory=list)


def listed(**filters: Any) -> str:
    """The address of the applications' list with these filters."""
    return f"{reverse('admin:applications_application_changelist')}?{urlencode(filters)}"


def tiles() -> list[Tile]:
    """One bounded query each."""
    late = Q(answer_by__lt=timezone.now())
    return [
        Tile(
            _("New applications"), _("Nobody has looked at them yet"), _bounded(status=ApplicationStatus.NEW),
            listed(status__exact="new"), "mark_email_unread", "info",
        ),
        Tile(
            _("Overdue answers"), _("The reply promise is broken"), _bounded(late), listed(answer="late"),
            "alarm", "bad",
        ),
        Tile(
            _("In interview"), _("Waiting for a decision after an interview"),
            _bounded(status=ApplicationStatus.INTERVIEW), listed(status__exact="interview"), "forum", "info",
        ),
        Tile(
            _("Offers out"), _("Waiting for the candidate's yes"), _bounded(status=ApplicationStatus.OFFER),
            listed(status__exact="offer"), "handshake", "warn",
        ),
    ]  # fmt: skip


def _bounded(*conditions: Q, **equal: Any) -> int:
    """At most one more than `MOST`."""
    return current().filter(*conditions, **equal).order_by()[: MOST + 1].count()


def open_jobs() -> list[JobRow]:
    """The published jobs that have been open longest get no preference: newest first, with their counts. Three queries
    however many."""
    jobs = list(Job.objects.filter(status=JobStatus.PUBLISHED).order_by("-created_at", "-id")[:MOST_JOBS])
    counts = _per_stage(jobs)
    late = _late(jobs)
    return [_row(job, counts.get(job.pk, {}), late.get(job.pk, 0)) for job in jobs]


def _row(job: Job, counts: Mapping[str, int], overdue: int) -> JobRow:
    stages = [
        (stage, counts.get(stage, 0), listed(job__id__exact=job.pk, status__exact=stage.value)) for stage in SHOWN
    ]
    return JobRow(job, counts, overdue, stages)


def _per_stage(jobs: list[Job]) -> dict[uuid.UUID, dict[str, int]]:
    found: dict[uuid.UUID, dict[str, int]] = {}
    for job_id, status, number in _of(jobs).values_list("job_id", "status").annotate(Count("pk")):
        found.setdefault(job_id, {})[status] = number
    return found


def _late(jobs: list[Job]) -> dict[uuid.UUID, int]:
    late = _of(jobs).filter(answer_by__lt=timezone.now())
    return dict(late.values_list("job_id").annotate(Count("pk")))


def _of(jobs: list[Job]) -> QuerySet[Application]:
    return current().filter(job__in=jobs).order_by()


def since(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)
