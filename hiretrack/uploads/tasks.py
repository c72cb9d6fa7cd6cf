from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.celery import HEADER_EMPLOYER, PlatformTask, TenantTask
from hiretrack.uploads import services


@shared_task(base=TenantTask, name="uploads.scan", bind=True, own_steps=True)
def scan(self: TenantTask, upload_id: str) -> str | None:
    """Scan one upload and read its text."""
    with self.scope() as scope:
        employer_id = scope.employer_id
    assert employer_id is not None  # noqa: S101 - a TenantTask's scope is an employer's
    status = services.scan(upload_id=uuid.UUID(upload_id), employer_id=employer_id)
    return status and str(status)


def queue_scan(upload_id: uuid.UUID, employer_id: uuid.UUID) -> None:
    """Send the scan now, for work outside the employer's scope."""
    scan.apply_async([str(upload_id)], headers={HEADER_EMPLOYER: str(employer_id)})


@shared_task(base=PlatformTask, name="uploads.sweep_overdue")
def sweep_overdue() -> int:
    """Queue lost scans again."""
    return services.sweep_overdue()


@shared_task(base=PlatformTask, name="uploads.sweep_leftovers")
def sweep_leftovers() -> int:
    """Delete files that nobody completed or took."""
    return services.sweep_leftovers()
