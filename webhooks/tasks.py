from __future__ import annotations

from celery import shared_task

from hiretrack.celery import PlatformTask, Urgency
from webhooks import delivery, retention


@shared_task(base=PlatformTask, name="webhooks.send", urgency=Urgency.NOW)
def send() -> int:
    """Send what is due: after each event, and every few seconds for retries and what a crash left behind."""
    return delivery.send_due()


@shared_task(base=PlatformTask, name="webhooks.expire_deliveries", urgency=Urgency.LATER)
def expire_deliveries() -> int:
    """Forget deliveries that nobody asks about any more."""
    return retention.expire_deliveries()
