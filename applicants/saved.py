"""Jobs that a candidate has saved, in their open person scope. This app knows no jobs: the caller has looked it up."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applicants.models import SavedJob
from applicants.profiles.services import locked_profile, person_id
from hiretrack.audit.services import record
from hiretrack.errors import DomainError

MOST = 500
LONGEST = 200


def saved_jobs() -> QuerySet[SavedJob]:
    rows: QuerySet[SavedJob] = SavedJob.objects.order_by("-created_at", "-id")
    return rows


def is_saved(job_id: uuid.UUID) -> bool:
    return saved_jobs().filter(job=job_id).exists()


def save_job(*, job_id: uuid.UUID, title: str, company: str) -> None:
    """Saving it again changes nothing. Raises `DomainError` (limit_reached) when there are `MOST` already."""
    # Held until the end, so that two clicks at once cannot both find nothing.
    locked_profile()
    if is_saved(job_id):
        return
    if saved_jobs().count() >= MOST:
        raise DomainError(_("At most %(count)d saved jobs; remove some first.") % {"count": MOST}, code="limit_reached")
    row = SavedJob(user_id=person_id(), job_id=job_id, title=title[:LONGEST], company=company[:LONGEST])
    row.save(force_insert=True)
    record("saved_job.added", entity=row)


def unsave_job(*, job_id: uuid.UUID) -> None:
    """Doing it again changes nothing."""
    for row in saved_jobs().filter(job=job_id):
        record("saved_job.removed", entity=row)
        row.delete()
