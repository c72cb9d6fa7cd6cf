"""The job behind a public application, found before any scope is open: one query tells its employer and its rules."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from hiretrack.errors import DomainError, NotFound

OPENING = """
    SELECT job.employer_id, job.title, coalesce(nullif(job.company, ''), employer.name), job.country, job.questions,
           employer.reply_promise_days, employer.privacy_policy_url
    FROM jobs_published job JOIN employers_employer employer ON employer.id = job.employer_id
    WHERE job.id = %s AND (job.closes_at IS NULL OR job.closes_at > now())
"""
WAS_OPEN = "SELECT job_is_closed(%(job)s) OR EXISTS (SELECT FROM jobs_published WHERE id = %(job)s)"


@dataclass(frozen=True, slots=True)
class Opening:
    """A published job that still takes applications."""

    job_id: uuid.UUID
    employer_id: uuid.UUID
    title: str
    company: str
    country: str
    questions: list[dict[str, Any]]
    reply_promise_days: int
    privacy_policy_url: str


def find_opening(job_id: uuid.UUID) -> Opening:
    """Raises `NotFound`, or `DomainError` (job_closed, 410) once the job has left the public pages."""
    with connection.cursor() as cursor:
        cursor.execute(OPENING, [job_id])
        row = cursor.fetchone()
        if row is not None:
            return Opening(job_id, *_decoded(row))
        cursor.execute(WAS_OPEN, {"job": job_id})
        was_open = cursor.fetchone()[0]
    if was_open:
        raise DomainError(_("This job takes no more applications."), code="job_closed", title="Job closed", status=410)
    raise NotFound


def _decoded(row: tuple[Any, ...]) -> list[Any]:
    # Django leaves jsonb as text for its own JSONField to read.
    import json

    values = list(row)
    values[4] = json.loads(values[4]) if isinstance(values[4], str) else values[4]
    return values
