from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.background.services import carry_out
from hiretrack.celery import LongTask, PlatformTask, Urgency
from hiretrack.notifications import alerts, delivery, feedback, mailings, overdue, recruiting


@shared_task(base=PlatformTask, name="notifications.deliver", urgency=Urgency.NOW)
def deliver(message_id: str, employer_id: str | None) -> str | None:
    """Send one message, if it is due and nobody else has it."""
    return delivery.deliver(uuid.UUID(message_id), uuid.UUID(employer_id) if employer_id else None)


@shared_task(base=PlatformTask, name="notifications.sweep", urgency=Urgency.NOW)
def sweep() -> int:
    """Send again what is due."""
    waiting = delivery.due()
    for message_id, employer_id in waiting:
        deliver.delay(str(message_id), str(employer_id) if employer_id else None)
    return len(waiting)


@shared_task(base=PlatformTask, name="notifications.send_job_alerts", urgency=Urgency.LATER)
def send_job_alerts() -> int:
    """Look for new jobs for the alerts that are due."""
    return alerts.send_due()


@shared_task(base=PlatformTask, name="notifications.tell_of_overdue", urgency=Urgency.LATER)
def tell_of_overdue() -> int:
    """Tell recruiters of answers that are overdue."""
    return overdue.tell_of_overdue()


@shared_task(base=LongTask, name="notifications.write_mailing", bind=True)
def write_mailing(self: LongTask, run_id: str) -> None:
    """Write the mails of one mailing."""
    carry_out(task=self, run_id=uuid.UUID(run_id), work=lambda run: mailings.write_batches(task=self, run=run))


@shared_task(base=PlatformTask, name="notifications.sweep_mailings", urgency=Urgency.LATER)
def sweep_mailings() -> int:
    """Send again the mailings that lost their message."""
    return mailings.resend_mailings()


@shared_task(base=PlatformTask, name="notifications.forget_provider_events", urgency=Urgency.LATER)
def forget_provider_events() -> int:
    """Drop what providers have told of long ago."""
    return feedback.forget_old_events()


@shared_task(base=PlatformTask, name="notifications.send_digests", urgency=Urgency.LATER)
def send_digests() -> int:
    """Queue the recruiters' digests that are due."""
    return recruiting.queue_due()
