from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.celery import HEADER_EMPLOYER, PlatformTask, TenantTask, Urgency
from hiretrack.uploads import services
from hiretrack.uploads.homes import Home
from hiretrack.uploads.logos import services as logos


@shared_task(base=TenantTask, name="uploads.scan", urgency=Urgency.NOW, bind=True, own_steps=True)
def scan(self: TenantTask, upload_id: str) -> str | None:
    """Scan one upload and read its text."""
    with self.scope() as scope:
        employer_id = scope.employer_id
    assert employer_id is not None  # noqa: S101 - a TenantTask's scope is an employer's
    status = services.scan(upload_id=uuid.UUID(upload_id), employer_id=employer_id)
    return status and str(status)


@shared_task(base=PlatformTask, name="uploads.scan_own", urgency=Urgency.NOW)
def scan_own(upload_id: str, owner_id: str) -> str | None:
    """Scan a file that belongs to a candidate and to no employer."""
    status = services.scan(upload_id=uuid.UUID(upload_id), owner_id=uuid.UUID(owner_id))
    return status and str(status)


def queue_scan(upload_id: uuid.UUID, home: Home) -> None:
    """Send the scan now, for work outside the scope of the upload's home."""
    if home.employer_id is None:
        scan_own.apply_async([str(upload_id), str(home.owner_id)])
    else:
        scan.apply_async([str(upload_id)], headers={HEADER_EMPLOYER: str(home.employer_id)})


@shared_task(base=PlatformTask, name="uploads.sweep_overdue", urgency=Urgency.NOW)
def sweep_overdue() -> int:
    """Queue lost scans again."""
    return services.sweep_overdue()


@shared_task(base=PlatformTask, name="uploads.sweep_leftovers", urgency=Urgency.LATER)
def sweep_leftovers() -> int:
    """Delete files that nobody completed or took."""
    return services.sweep_leftovers()


@shared_task(base=PlatformTask, name="uploads.sweep_incoming", urgency=Urgency.LATER)
def sweep_incoming() -> int:
    """Remove what browsers have put again after it was taken over or erased."""
    return services.sweep_incoming()


@shared_task(base=PlatformTask, name="uploads.sweep_logos", urgency=Urgency.LATER)
def sweep_logos(employer_id: str | None = None) -> int:
    """Remove logos that no employer shows any more; without an employer, of all of them."""
    if employer_id is None:
        logos.follow_site()
    return logos.sweep_logos(employer_id=uuid.UUID(employer_id) if employer_id else None)
