from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.audit import services
from hiretrack.celery import PlatformTask


@shared_task(base=PlatformTask, name="audit.dispatch")
def dispatch(entry_id: str) -> bool:
    """Tell the listeners of one journal entry."""
    return services.dispatch_entry(uuid.UUID(entry_id))


@shared_task(base=PlatformTask, name="audit.sweep")
def sweep() -> int:
    """Dispatch again what was committed but never dispatched."""
    waiting = services.undispatched()
    for entry_id in waiting:
        dispatch.delay(str(entry_id))
    return len(waiting)
