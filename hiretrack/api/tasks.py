from __future__ import annotations

from celery import shared_task

from hiretrack.api import idempotency
from hiretrack.celery import PlatformTask, Urgency


@shared_task(base=PlatformTask, name="api.expire_idempotency_keys", urgency=Urgency.LATER)
def expire_idempotency_keys() -> int:
    """Forget stored answers that are past their 24 hours."""
    return idempotency.expire()
