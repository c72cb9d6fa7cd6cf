"""The history of scans is kept while somebody may still ask what happened."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from hiretrack.tenancy import all_tenants
from jobs.sourcing.choices import OPEN
from jobs.sourcing.models import Scan

KEPT = dt.timedelta(days=90)
BATCH, MOST_BATCHES = 1000, 50


def expire_scans() -> int:
    """Delete the scans that began before `KEPT` and have ended, in transactions of a thousand; how many."""
    gone = 0
    for _ in range(MOST_BATCHES):
        deleted = _expire_some()
        gone += deleted
        if deleted < BATCH:
            break
    return gone


def _expire_some() -> int:
    with all_tenants(reason="scans past their time"):
        old = Scan.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(state__in=OPEN)
        ids = list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH])
        Scan.objects.filter(pk__in=ids).delete()
    return len(ids)
