"""Anonymous counts of job pages: how many saw one, how many began to apply, and what had brought them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import QuerySet
from django.utils import timezone

from hiretrack.tenancy import employer_scope, public_scope
from hiretrack.tenancy.expiry import expire
from jobs.models import PageEvent
from jobs.queries import employer_of_published

KEPT = dt.timedelta(days=400)
"""A year, and as much more as comparing with last year's month needs."""
BATCH = 5000


def note_visit(*, job_id: uuid.UUID, kind: str, source: str = "", referrer_host: str = "") -> None:
    """Count a visit of a published job; of any other it leaves no trace, and the caller hears no difference."""
    with public_scope():
        employer_id = employer_of_published(job_id)
    if employer_id is None:
        return
    with employer_scope(employer_id):
        PageEvent(job_id=job_id, kind=kind, source=source, referrer_host=referrer_host).save(force_insert=True)


def expire_page_events() -> int:
    """Delete what is older than `KEPT`; how many there were."""
    return expire(_old, reason="page events past their time", batch=BATCH)


def _old() -> QuerySet[PageEvent]:
    rows: QuerySet[PageEvent] = PageEvent.objects.filter(at__lt=timezone.now() - KEPT)
    return rows.order_by("at")
