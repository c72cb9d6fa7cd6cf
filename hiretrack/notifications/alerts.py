"""Job alerts that are due: looked at once in each window, and a mail queued where something new was found."""

from __future__ import annotations

import datetime as dt
import uuid

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from applicants.choices import AlertFrequency
from applicants.models import JobAlert
from hiretrack.celery import enqueue
from hiretrack.notifications.catalogue import JOB_ALERT
from hiretrack.notifications.digests import VALID, found
from hiretrack.notifications.models import Message
from hiretrack.notifications.preferences import wants_mail
from hiretrack.tenancy import all_tenants, public_scope

log = structlog.get_logger(__name__)
EVERY = {AlertFrequency.DAILY: dt.timedelta(days=1), AlertFrequency.WEEKLY: dt.timedelta(days=7)}
FARTHEST_BACK = dt.timedelta(days=31)
"""An alert that rested for a year does not begin again with a year's jobs."""
SETTLED = dt.timedelta(minutes=1)
"""A job that is being published shows up a moment after its `published_at`: windows end that much before now."""
BATCH = 100
FIRST = uuid.UUID(int=0)


def send_due() -> int:
    """Look at every due alert; how many mails were queued. Several workers at once share them."""
    queued, after = 0, FIRST
    while True:
        with all_tenants(reason="job alerts that are due"):
            alerts = _claimed(after)
            queued += sum(_looked_at(alert) for alert in alerts)
        if len(alerts) < BATCH:
            return queued
        after = alerts[-1].pk


def _claimed(after: uuid.UUID) -> list[JobAlert]:
    """Locked until the transaction's end; those that another worker holds are passed over."""
    now = timezone.now()
    due = Q()
    for frequency, every in EVERY.items():
        looked = Q(last_sent_at__lte=now - every) | Q(last_sent_at=None, created_at__lte=now - every)
        due |= Q(frequency=frequency) & looked
    rows = JobAlert.objects.filter(due, is_active=True, pk__gt=after, user__is_active=True)
    return list(rows.select_related("user").select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:BATCH])


def _looked_at(alert: JobAlert) -> bool:
    """One alert that cannot be read must not keep the others waiting; it is looked at again next time."""
    try:
        with transaction.atomic():
            return _look(alert)
    except Exception:
        log.exception("job_alert_failed", alert_id=str(alert.pk))
        return False


def _look(alert: JobAlert) -> bool:
    until = timezone.now() - SETTLED
    since = max(alert.last_sent_at or alert.created_at, until - FARTHEST_BACK)
    with public_scope():
        is_new = found(alert, since, until)[:1].exists()
    JobAlert.objects.filter(pk=alert.pk).update(last_sent_at=until)
    may_write = alert.user.email_verified_at is not None and wants_mail(JOB_ALERT, alert.user)
    if is_new and may_write:
        _queue(alert, since, until)
    return is_new and may_write


def _queue(alert: JobAlert, since: dt.datetime, until: dt.datetime) -> None:
    from hiretrack.notifications.tasks import deliver

    message = Message(
        kind=JOB_ALERT,
        # The same window makes the same cause: a second message for it is refused by the table.
        cause_id=uuid.uuid5(alert.pk, since.isoformat()),
        entity_id=alert.pk,
        details={"since": since.isoformat(), "until": until.isoformat(), "user_id": str(alert.user_id)},
        recipient=alert.user.email,
        expires_at=timezone.now() + VALID,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    enqueue(deliver, str(message.pk), None)
