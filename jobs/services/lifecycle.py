"""Publishing and closing. `choices.TRANSITIONS` says what may follow what."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack.audit.services import record
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.choices import TRANSITIONS, JobStatus
from jobs.models import Job
from jobs.publishing import check_publishable
from jobs.services.writing import lock_job

BATCH = 500


@transaction.atomic
def publish_job(*, job_id: uuid.UUID) -> Job:
    """Publish a draft, or open a closed job again; it counts as posted now.

    Raises `NotFound`, 409 `job_status_conflict` when it is published already, and 422 `job_incomplete` that names
    every missing field.
    """
    job = lock_job(job_id)
    previous = _check_transition(job, JobStatus.PUBLISHED)
    check_publishable(job)
    job.status, job.published_at, job.closed_at = JobStatus.PUBLISHED, timezone.now(), None
    job.save(update_fields=["status", "published_at", "closed_at", "updated_at"])
    record("job.published", entity=job, from_status=previous)
    return job


@transaction.atomic
def close_job(*, job_id: uuid.UUID, reason: str = "closed") -> Job:
    """Take a published job from every public place. Raises `NotFound` and 409 `job_status_conflict`."""
    job = lock_job(job_id)
    previous = _check_transition(job, JobStatus.CLOSED)
    job.status, job.closed_at = JobStatus.CLOSED, timezone.now()
    job.save(update_fields=["status", "closed_at", "updated_at"])
    record("job.closed", entity=job, from_status=previous, reason=reason)
    return job


def close_due_jobs() -> int:
    """Close every published job whose `closes_at` has passed, each in its employer's scope; how many it were."""
    with all_tenants(reason="closing of jobs whose time has come"):
        due = Job.objects.filter(status=JobStatus.PUBLISHED, closes_at__lte=timezone.now()).order_by("closes_at")
        waiting = list(due.values_list("employer_id", "pk")[:BATCH])
    return sum(_close_if_due(employer_id, job_id) for employer_id, job_id in waiting)


def _close_if_due(employer_id: uuid.UUID, job_id: uuid.UUID) -> bool:
    with employer_scope(employer_id):
        # Meanwhile somebody may have closed it or given it more time; another worker may hold it right now.
        due = Job.objects.filter(pk=job_id, status=JobStatus.PUBLISHED, closes_at__lte=timezone.now())
        if due.select_for_update(skip_locked=True, of=("self",)).first() is None:
            return False
        close_job(job_id=job_id, reason="closes_at")
        return True


def _check_transition(job: Job, status: JobStatus) -> str:
    if status not in TRANSITIONS[JobStatus(job.status)]:
        raise DomainError(
            _("The job is %(status)s; it cannot become %(wanted)s now.") % {"status": job.status, "wanted": status},
            code="job_status_conflict",
            title=_("The job's status does not allow this"),
            extra={"current_status": job.status},
        )
    return job.status
