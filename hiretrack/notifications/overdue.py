"""Reply promises that have passed: told once for each application and promise."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from applications.choices import UNANSWERED
from applications.models import Application
from hiretrack.notifications.catalogue import REPLY_OVERDUE
from hiretrack.notifications.centre import News, notify
from hiretrack.notifications.models import Notification
from hiretrack.notifications.reactions import recruiters_of
from hiretrack.tenancy import all_tenants, employer_scope

BATCH = 200
RECENT = dt.timedelta(days=7)
"""Older ones have been told of; whoever hears of none (by preference) leaves no trace of that."""


def tell_of_overdue() -> int:
    """How many applications were told of. A promise that is made anew, by reopening, is another one."""
    return sum(_tell(employer_id, rows) for employer_id in _employers() for rows in _batches(employer_id))


def _batches(employer_id: uuid.UUID) -> Iterator[Sequence[dict[str, Any]]]:
    with employer_scope(employer_id):
        rows = list(_untold(employer_id))
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _tell(employer_id: uuid.UUID, rows: Sequence[dict[str, Any]]) -> int:
    with employer_scope(employer_id):
        for row in rows:
            notify(_news(row), recruiters_of(row["job_id"], employer_id))
    return len(rows)


def _employers() -> list[uuid.UUID]:
    with all_tenants(reason="reply promises that are overdue"):
        return list(_overdue().order_by().values_list("employer_id", flat=True).distinct())


def _overdue() -> QuerySet[Application]:
    waiting = Application.objects.filter(superseded_by=None, status__in=UNANSWERED)
    now = timezone.now()
    return waiting.filter(answer_by__lt=now, answer_by__gt=now - RECENT)


def _untold(employer_id: uuid.UUID) -> QuerySet[Application, Any]:
    told = Notification.objects.filter(
        employer_id=employer_id,
        entity_id=OuterRef("pk"),
        kind=REPLY_OVERDUE,
        created_at__gte=OuterRef("answer_by"),
    )
    rows = _overdue().filter(~Exists(told)).order_by("answer_by", "pk")
    return rows.values("pk", "job_id", "answer_by")


def _news(row: dict[str, Any]) -> News:
    return News(REPLY_OVERDUE, uuid.uuid5(row["pk"], row["answer_by"].isoformat()), row["pk"])
