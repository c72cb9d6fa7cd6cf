"""Making, changing, copying and deleting jobs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack.audit.services import record
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, FieldError, Forbidden, Invalid, NotFound
from hiretrack.tenancy import require_scope
from jobs.choices import JobStatus
from jobs.models import Job
from jobs.publishing import check_publishable
from jobs.services import fairness
from jobs.validation import WRITABLE, clean, closing_problems


@transaction.atomic
def create_job(*, employer_id: uuid.UUID | None = None, **fields: Any) -> Job:
    """A draft by whoever acts. `employer_id` is the scope's own; a platform admin's scope has none and must name it.

    Raises `Invalid` with everything that is wrong with the fields.
    """
    refuse_unknown(fields)
    if employer_id is None and require_scope().employer_id is None:
        raise Forbidden(_("Jobs are made by an employer's own people."))
    values = clean({name: _default(name) for name in WRITABLE} | fields)
    refuse(list(closing_problems(values["closes_at"])))
    owner: dict[str, Any] = {"employer_id": employer_id, "created_by_id": current_actor().user_id}
    job = Job(**values, **owner)
    job.save(force_insert=True)
    record("job.created", entity=job)
    return job


@transaction.atomic
def update_job(*, job_id: uuid.UUID, changes: Mapping[str, Any]) -> Job:
    """Change the named fields. A published job must stay publishable.

    Without a difference nothing is written. Raises `NotFound`, and `Invalid` with everything that is wrong.
    """
    refuse_unknown(changes)
    if "fair_review" in changes:
        fairness.prepare_switch(job_id=job_id, fair_review=changes["fair_review"])
    job = lock_job(job_id)
    values = clean({name: getattr(job, name) for name in WRITABLE} | dict(changes))
    changed = sorted(name for name in WRITABLE if getattr(job, name) != values[name])
    if not changed:
        return job
    if "closes_at" in changed:
        refuse(list(closing_problems(values["closes_at"])))
    for name in changed:
        setattr(job, name, values[name])
    if job.is_published:
        check_publishable(job)
    job.save(update_fields=[*changed, "updated_at"])
    record("job.updated", entity=job, fields=changed, status=job.status)
    return job


@transaction.atomic
def duplicate_job(*, job_id: uuid.UUID) -> Job:
    """A draft with the same content. A closing time that has passed stays behind."""
    original = found(job_id)
    values = {name: getattr(original, name) for name in WRITABLE}
    if values["closes_at"] is not None and values["closes_at"] <= timezone.now():
        values["closes_at"] = None
    title = _("%(title)s (copy)") % {"title": values["title"][:192]}
    copy = Job(**values | {"title": title}, employer_id=original.employer_id, created_by_id=current_actor().user_id)
    copy.save(force_insert=True)
    record("job.duplicated", entity=copy, original=str(original.pk))
    return copy


@transaction.atomic
def delete_job(*, job_id: uuid.UUID) -> None:
    """Delete a draft that nobody has applied for. Raises `NotFound`, and 409 `job_not_deletable` for any other."""
    # The lock also holds off an application that is being made: its foreign key waits for this row.
    job = lock_job(job_id)
    if job.status != JobStatus.DRAFT or job.applications.exists():
        raise DomainError(
            _("Only a draft without applications can be deleted; close the job instead."),
            code="job_not_deletable",
            title=_("The job cannot be deleted"),
            extra={"current_status": job.status},
        )
    record("job.deleted", entity=job)
    job.delete()


def found(job_id: uuid.UUID) -> Job:
    """The scope's job. Raises `NotFound`."""
    job: Job | None = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job


def lock_job(job_id: uuid.UUID) -> Job:
    """The scope's job, kept from other writers until the transaction ends. Raises `NotFound`."""
    job: Job | None = Job.objects.select_for_update(of=("self",)).select_related("employer").filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job


def refuse(errors: list[FieldError]) -> None:
    if errors:
        raise Invalid(_("The job is not valid."), errors=errors)


def refuse_unknown(fields: Mapping[str, Any]) -> None:
    unknown = sorted(set(fields) - WRITABLE)
    if unknown:
        raise TypeError(f"A job has no writable field {', '.join(unknown)}.")


def _default(name: str) -> Any:
    field: Any = Job._meta.get_field(name)
    return field.get_default()
