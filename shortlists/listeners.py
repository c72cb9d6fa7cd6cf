"""Matching follows what the journal tells. Each listener marks what is stale, which no lost message undoes, and sends
for the work; telling it twice computes the same scores twice."""

from __future__ import annotations

import uuid

from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.celery import enqueue
from shortlists import services

OF_APPLICANT = {"skills", "headline", "location", "cv", "name", "links", "email", "phone"}
"""Names are no facts, but are left out of what the facts are read from."""
OF_JOB = {"title", "description_md", "tags", "location", "country", "remote", "company"}


def register() -> None:
    listen("applicant.created", read_applicant)
    listen("applicant.updated", read_applicant)
    listen("applicant.merged", read_both)
    listen("applicant.unmerged", read_both)
    listen("upload.scanned", read_cv)
    listen("application.created", score_application)
    listen("job.updated", score_job)
    listen("job.published", score_job)
    listen("shortlist.entry.added", score_list)
    listen("shortlist.updated", score_list)


def read_applicant(entry: AuditLog) -> None:
    fields = entry.metadata.get("fields")
    if fields is None or OF_APPLICANT & set(fields):
        _applicant(entry, entry.entity_id)


def read_both(entry: AuditLog) -> None:
    _applicant(entry, entry.entity_id)
    _applicant(entry, uuid.UUID(entry.metadata["merged_id"]))


def read_cv(entry: AuditLog) -> None:
    for applicant_id in services.holders_of_cv(upload_id=entry.entity_id):
        _applicant(entry, applicant_id)


def score_application(entry: AuditLog) -> None:
    for applicant_id in services.applicant_of(application_id=entry.entity_id):
        _applicant(entry, applicant_id)


def score_job(entry: AuditLog) -> None:
    fields = entry.metadata.get("fields")
    if fields is not None and not OF_JOB & set(fields):
        return
    services.mark_job(job_id=entry.entity_id)
    _send_job(entry.entity_id)


def score_list(entry: AuditLog) -> None:
    job_id = uuid.UUID(entry.metadata["job_id"])
    services.mark_unscored(job_id=job_id)
    _send_job(job_id)


def _applicant(entry: AuditLog, applicant_id: uuid.UUID) -> None:
    from shortlists.tasks import match_applicant

    if entry.employer_id:
        services.mark_applicant(applicant_id=applicant_id, employer_id=entry.employer_id)
        enqueue(match_applicant, str(applicant_id))


def _send_job(job_id: uuid.UUID) -> None:
    from shortlists.tasks import match_job

    enqueue(match_job, str(job_id))
