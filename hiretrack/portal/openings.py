"""A job and its employer for the pages, and what to say when the job is not there."""

from __future__ import annotations

import uuid
from typing import Any

from employers.models import Employer
from hiretrack.errors import DomainError, NotFound
from jobs import queries


def public_job(job_id: uuid.UUID) -> dict[str, Any]:
    """The published job. Raises `NotFound`, or `DomainError` (job_closed) once it has been closed."""
    row = queries.public_job(job_id)
    if row is None:
        raise closed_job(job_id)
    return row


def closed_job(job_id: uuid.UUID) -> DomainError:
    """Why there is no such published job."""
    if not queries.is_closed(job_id):
        return NotFound()
    return DomainError("This job takes no more applications.", code="job_closed", title="Job closed", status=410)


def employer_of(job: dict[str, Any]) -> Employer:
    return Employer.objects.get(pk=job["employer"]["id"])
