"""The history of scans is kept while somebody may still ask what happened."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from hiretrack.tenancy.expiry import expire
from jobs.sourcing.choices import OPEN
from jobs.sourcing.models import Scan

KEPT = dt.timedelta(days=90)


def expire_scans() -> int:
    """Delete the scans that began before `KEPT` and have ended; how many."""
    return expire(_old, reason="scans past their time")


def _old() -> QuerySet[Scan]:
    rows: QuerySet[Scan] = Scan.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(state__in=OPEN)
    return rows.order_by("created_at")
