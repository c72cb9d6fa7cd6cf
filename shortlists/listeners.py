"""Scores follow what the journal tells. A listener marks what is stale, which no lost message undoes and which may be
told twice; the work is done by whoever has the turn (`services.turns`), however many entries there are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from shortlists import services
from shortlists.services.feed import marking

OF_APPLICANT = {"skills", "headline", "location", "cv", "name", "links", "email", "phone"}
"""Names are no facts, but are left out of what the facts are read from."""
OF_JOB = {"title", "description_md", "tags", "location", "country", "remote", "company"}
OF_OPENING = OF_JOB | {"salary_min", "salary_max", "salary_currency", "salary_period"}
OF_PROFILE = {
    "headline", "summary", "skills", "location", "desired_title", "desired_locations", "remote_preference",
    "minimum_salary", "salary_currency", "resume",
}  # fmt: skip


def register() -> None:
    listen("applicant.created", read_applicant)
    listen("applicant.updated", read_applicant)
    listen("applicant.merged", read_both)
    listen("applicant.unmerged", read_both)
    listen("upload.scanned", read_cv)
    listen("application.created", score_application)
    listen("job.updated", score_job)
    listen("job.published", score_job)
    for action in ("job.updated", "job.published", "job.closed"):
        listen(action, offer_job)
    for action in ("board.scanned", "board.updated", "listing.hidden", "listing.unhidden"):
        listen(action, offer_listings)
    for action in ("profile.created", "profile.updated", "profile.replaced"):
        listen(action, read_profile)
    listen("experience.*", read_experience)
    listen("shortlist.entry.added", score_list)
    listen("shortlist.entry.removed", score_list)
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
    if entry.employer_id is None:
        _people(marking.holders_of_resume(upload_id=entry.entity_id))


def score_application(entry: AuditLog) -> None:
    for applicant_id in services.applicant_of(application_id=entry.entity_id):
        _applicant(entry, applicant_id)


def score_job(entry: AuditLog) -> None:
    fields = entry.metadata.get("fields")
    if fields is None or OF_JOB & set(fields):
        services.mark_job(job_id=entry.entity_id)
        services.SCORES.ask()


def score_list(entry: AuditLog) -> None:
    if entry.employer_id:
        services.mark_shortlist(job_id=uuid.UUID(entry.metadata["job_id"]), employer_id=entry.employer_id)
        services.SCORES.ask()


def offer_job(entry: AuditLog) -> None:
    fields = entry.metadata.get("fields")
    if entry.employer_id and (fields is None or OF_OPENING & set(fields)):
        services.mark_opening(job_id=entry.entity_id, employer_id=entry.employer_id)
        services.FEED.ask()


def offer_listings(entry: AuditLog) -> None:  # noqa: ARG001 - which ones is seen by comparing
    services.FOUND.ask()


def read_profile(entry: AuditLog) -> None:
    fields = entry.metadata.get("fields")
    if fields is None or OF_PROFILE & set(fields):
        _people(marking.owner_of_profile(profile_id=entry.entity_id))


def read_experience(entry: AuditLog) -> None:
    """One that was removed can only be told by whoever removed it: people write their own."""
    _people(marking.owner_of_experience(experience_id=entry.entity_id) or [entry.actor_id])


def _people(ids: Iterable[uuid.UUID | None]) -> None:
    if known := [pk for pk in ids if pk is not None]:
        services.mark_people(known)
        services.FEED.ask()


def _applicant(entry: AuditLog, applicant_id: uuid.UUID) -> None:
    if entry.employer_id:
        services.mark_applicant(applicant_id=applicant_id, employer_id=entry.employer_id)
        services.SCORES.ask()
