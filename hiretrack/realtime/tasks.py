from __future__ import annotations

from celery import shared_task

from hiretrack.celery import PlatformTask, Urgency
from hiretrack.realtime import listeners


@shared_task(base=PlatformTask, name="realtime.tell_candidates", urgency=Urgency.NOW)
def tell_candidates() -> int:
    """Tell open pages of candidates of the steps that were held back until now."""
    return listeners.tell_candidates()
