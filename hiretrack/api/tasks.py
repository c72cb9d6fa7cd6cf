from __future__ import annotations

from celery import shared_task

from hiretrack.api import idempotency
from hiretrack.celery import PlatformTask


@shared_task(base=PlatformTask, name="api.expire_idempotency_keys")
def expire_idempotency_keys() -> int:
    """Forget stored answers that are past their 24 hours."""
    return idempotency.expire()
