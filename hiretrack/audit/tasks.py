from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.audit import services
from hiretrack.audit.dispatch import dispatch_entries, undispatched
from hiretrack.celery import PlatformTask, Urgency


@shared_task(base=PlatformTask, name="audit.dispatch", urgency=Urgency.NOW)
def dispatch(entry_ids: list[str], employer_id: str | None) -> int:
    """Tell the listeners of up to 500 journal entries of one employer, or of the platform."""
    return dispatch_entries([uuid.UUID(pk) for pk in entry_ids], uuid.UUID(employer_id) if employer_id else None)


@shared_task(base=PlatformTask, name="audit.sweep", urgency=Urgency.NOW)
def sweep() -> int:
    """Send again what was committed but never dispatched."""
    left = undispatched()
    for employer_id, ids in left.items():
        services.send_dispatch(employer_id, ids)
    return sum(len(ids) for ids in left.values())
