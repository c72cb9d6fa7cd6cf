"""A job and its employer for the pages, and what to say when the job is not there."""

from __future__ import annotations

import uuid
from typing import Any

from employers.models import Employer
from hiretrack.errors import DomainError, NotFound
from jobs import queries
from jobs.queries import Likeness

SIMILAR = 4


class JobClosed(DomainError):
    """The job takes no more applications. `page` is what its page shows instead; problem documents don't tell it."""

    def __init__(self, *, employer: Employer, similar: list[dict[str, Any]]) -> None:
        super().__init__("This job takes no more applications.", code="job_closed", title="Job closed", status=410)
        self.page = {"employer": employer, "similar": similar}


def public_job(job_id: uuid.UUID) -> dict[str, Any]:
    """The published job. Raises `NotFound`, or `JobClosed` once it has been closed."""
    row = queries.public_job(job_id)
    if row is None:
        raise closed_job(job_id)
    return row


def public_job_page(job_id: uuid.UUID) -> tuple[dict[str, Any], Employer]:
    """The published job with its employer, in one query. Raises as `public_job` does."""
    found = queries.public_page(job_id)
    if found is None:
        raise closed_job(job_id)
    return found


def closed_job(job_id: uuid.UUID) -> DomainError:
    """Why there is no such published job."""
    like = queries.closed_job(job_id)
    if like is None:
        return NotFound()
    similar = similar_jobs(like) or queries.similar_jobs(like, most=SIMILAR, elsewhere=True)
    return JobClosed(employer=Employer.objects.get(pk=like.employer_id), similar=similar)


def similar_jobs(like: Likeness) -> list[dict[str, Any]]:
    """Others at the same employer. Its pages show no other employer's jobs while one is open there."""
    return queries.similar_jobs(like, most=SIMILAR)


def employer_by_slug(slug: str) -> Employer:
    """Raises `NotFound`."""
    employer = Employer.objects.filter(slug=slug).first()
    if employer is None:
        raise NotFound
    return employer


def employer_of(job: dict[str, Any]) -> Employer:
    return Employer.objects.get(pk=job["employer"]["id"])
