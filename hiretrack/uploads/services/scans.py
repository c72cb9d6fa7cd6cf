"""The scan of an upload, its verdict, and the sweeper of scans that were lost."""

from __future__ import annotations

import uuid

from django.db.models import F
from django.utils import timezone

from hiretrack.audit.services import record
from hiretrack.errors import DomainError
from hiretrack.observability import metrics
from hiretrack.tenancy import all_tenants
from hiretrack.uploads import storage
from hiretrack.uploads.choices import MAX_IMPORT_BYTES, TRANSITIONS, ScanStatus, Verdict
from hiretrack.uploads.homes import Home
from hiretrack.uploads.models import Upload
from hiretrack.uploads.queries import overdue_scans
from hiretrack.uploads.scanning import inspect

MAX_SCAN_ATTEMPTS = 5
"""A file that ends the scanner's process this often is given up as `error`."""


def scan(
    *, upload_id: uuid.UUID, employer_id: uuid.UUID | None = None, owner_id: uuid.UUID | None = None
) -> ScanStatus | None:
    """Scan one completed upload; None when there is nothing (more) to do. Raises `Unavailable` to be tried again.

    A candidate's own file has an owner instead of an employer. Opens its own scopes: no transaction is held while the
    store and the scanners work.
    """
    home = Home(employer_id, owner_id)
    with home.scope():
        row = _begun(upload_id)
    if row is None:
        return None
    verdict = _verdict(row)
    with home.scope():
        return conclude(upload_id=upload_id, verdict=verdict)


def _begun(upload_id: uuid.UUID) -> Upload | None:
    waiting = Upload.objects.filter(pk=upload_id, scan_status=ScanStatus.PENDING, completed_at__isnull=False)
    waiting.update(scan_attempts=F("scan_attempts") + 1)
    return waiting.first()


def _verdict(row: Upload) -> Verdict:
    if row.scan_attempts > MAX_SCAN_ATTEMPTS:
        return Verdict(ScanStatus.ERROR, "The file ended the scanner several times.")
    try:
        content = storage.read(row.path, at_most=MAX_IMPORT_BYTES)
        return inspect(content, content_type=row.content_type, sha256=row.sha256)
    except storage.ObjectMissing:
        return Verdict(ScanStatus.ERROR, "The file is gone from the object store.")
    except DomainError:
        # The store or a scanner was away: that says nothing about the file.
        with row.home.scope():
            Upload.objects.filter(pk=row.pk).update(scan_attempts=F("scan_attempts") - 1)
        raise


def conclude(*, upload_id: uuid.UUID, verdict: Verdict) -> ScanStatus | None:
    """Write a verdict, unless another scan has already written one."""
    before = [status for status, after in TRANSITIONS.items() if verdict.status in after]
    changed = Upload.objects.filter(pk=upload_id, scan_status__in=before).update(
        scan_status=verdict.status,
        scan_detail=verdict.detail[:200],
        text=verdict.text,
        scanned_at=timezone.now(),
    )
    if not changed:
        return None
    record("upload.scanned", entity=Upload.objects.get(pk=upload_id), scan_status=verdict.status)
    metrics.count("hiretrack_scans", outcome=verdict.status)
    return verdict.status


def sweep_overdue(*, limit: int = 200) -> int:
    """Queue scans again that a crash or an absent broker lost."""
    from hiretrack.uploads.tasks import queue_scan

    with all_tenants(reason="sweep of uploads that wait for their scan"):
        waiting = list(overdue_scans().values_list("pk", "employer_id", "uploaded_by_id")[:limit])
    for upload_id, employer_id, owner_id in waiting:
        queue_scan(upload_id, Home(employer_id, owner_id))
    return len(waiting)
