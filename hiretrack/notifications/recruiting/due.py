"""One message for each recruiter and period. It is unique by both, so that two beats that race, or a worker that dies
and comes again, make one mail; whether there is anything to tell is looked at when it is written."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from employers.models import User
from hiretrack.celery import enqueue
from hiretrack.notifications.catalogue import DAILY_DIGEST, NOTICES, WEEKLY_DIGEST
from hiretrack.notifications.models import Message, NotificationPreference
from hiretrack.notifications.reactions import RECRUITING
from hiretrack.notifications.recruiting.periods import window
from hiretrack.tenancy import all_tenants, employer_scope

VALID = dt.timedelta(hours=20)
"""Yesterday's digest that could not be sent all day is overtaken by the next."""
BATCH = 500
FIRST = uuid.UUID(int=0)


def queue_due() -> int:
    """How many messages were queued. Which of them say something is seen when they are written."""
    return sum(_queue(kind) for kind in (DAILY_DIGEST, WEEKLY_DIGEST))


def _queue(kind: str) -> int:
    since, until = window(kind, timezone.now())
    queued, after = 0, FIRST
    while True:
        with all_tenants(reason="recruiters' digests that are due"):
            users = list(_recruiters(kind, until).filter(pk__gt=after)[:BATCH])
        for employer_id in {user.employer_id for user in users if user.employer_id}:
            here = [user for user in users if user.employer_id == employer_id]
            queued += _queue_at(employer_id, [_message(kind, user, since, until) for user in here])
        if len(users) < BATCH:
            return queued
        after = users[-1].pk


def _recruiters(kind: str, until: dt.datetime) -> QuerySet[User]:
    """Of all employers: who wants it, was there when the period ended, and has none for it yet."""
    made = Message.objects.filter(kind=kind, employer=OuterRef("employer"), entity_id=OuterRef("pk"))
    rows = User.objects.filter(
        ~Exists(made.filter(created_at__gte=until)),
        _want(kind),
        employer__isnull=False,
        is_active=True,
        email_verified_at__isnull=False,
        roles__overlap=RECRUITING,
        created_at__lt=until,
    )
    return rows.order_by("pk")


def _want(kind: str) -> Q:
    said = NotificationPreference.objects.filter(kind=kind, employer=OuterRef("employer"), user=OuterRef("pk"))
    if NOTICES[kind].email:
        return ~Q(Exists(said.filter(email=False)))
    return Q(Exists(said.filter(email=True)))


def _queue_at(employer_id: uuid.UUID, rows: Sequence[Message]) -> int:
    from hiretrack.notifications.tasks import deliver

    with employer_scope(employer_id):
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            enqueue(deliver, str(row.pk), str(employer_id))
    return len(rows)


def _message(kind: str, user: User, since: dt.datetime, until: dt.datetime) -> Message:
    return Message(
        kind=kind,
        cause_id=uuid.uuid5(user.pk, f"{kind}:{until.isoformat()}"),
        entity_id=user.pk,
        details={"since": since.isoformat(), "until": until.isoformat(), "user_id": str(user.pk)},
        recipient=user.email,
        expires_at=timezone.now() + VALID,
    )
