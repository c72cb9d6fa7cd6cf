from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.celery import PlatformTask
from hiretrack.notifications import alerts, delivery, overdue


@shared_task(base=PlatformTask, name="notifications.deliver")
def deliver(message_id: str, employer_id: str | None) -> str | None:
    """Send one message, if it is due and nobody else has it."""
    return delivery.deliver(uuid.UUID(message_id), uuid.UUID(employer_id) if employer_id else None)


@shared_task(base=PlatformTask, name="notifications.sweep")
def sweep() -> int:
    """Send again what is due."""
    waiting = delivery.due()
    for message_id, employer_id in waiting:
        deliver.delay(str(message_id), str(employer_id) if employer_id else None)
    return len(waiting)


@shared_task(base=PlatformTask, name="notifications.send_job_alerts")
def send_job_alerts() -> int:
    """Look for new jobs for the alerts that are due."""
    return alerts.send_due()


@shared_task(base=PlatformTask, name="notifications.tell_of_overdue")
def tell_of_overdue() -> int:
    """Tell recruiters of answers that are overdue."""
    return overdue.tell_of_overdue()
