"""Reads of uploads. All but `home_of` stay within the open scope."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload

# Given its task this long, a waiting file is offered again.
OVERDUE_AFTER = dt.timedelta(seconds=60)
# A policy expires after minutes; an applicant may take a day to finish the form.
ABANDONED_AFTER = dt.timedelta(hours=2)
UNCLAIMED_AFTER = dt.timedelta(days=2)
# A candidate's own file whose account is gone.
_NOBODYS = Q(employer=None, uploaded_by=None)


def home_of(upload_id: uuid.UUID) -> uuid.UUID | None:
    """The employer of an upload that a visitor made and nobody has claimed; None for every other one.

    A visitor has no token to tell the employer from, so a narrow database function answers from the id alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT upload_home(%s)", [upload_id])
        row = cursor.fetchone()
    return row[0] if row else None


def overdue_scans() -> QuerySet[Upload]:
    before = timezone.now() - OVERDUE_AFTER
    waiting = Upload.objects.filter(scan_status=ScanStatus.PENDING, completed_at__lt=before)
    return waiting.exclude(_NOBODYS).order_by("completed_at")


def leftovers() -> QuerySet[Upload]:
    """Never completed, or completed and never taken by an application, applicant or profile, or of nobody any more."""
    now = timezone.now()
    waiting = Upload.objects.filter(claimed_at=None)
    abandoned = waiting.filter(completed_at=None, created_at__lt=now - ABANDONED_AFTER)
    unclaimed = waiting.filter(created_at__lt=now - UNCLAIMED_AFTER)
    return (abandoned | unclaimed | Upload.objects.filter(_NOBODYS)).order_by("created_at")
