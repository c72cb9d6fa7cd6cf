"""Applications that a recruiter makes, for somebody who is known or becomes so."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants import fairness
from applicants.models import Applicant
from applicants.person import Person
from applicants.queries import resolved
from applicants.services import upsert_applicant
from applications.choices import ADDED_BY_EMPLOYER, STARTS, UNANSWERED, ApplicationStatus, Source
from applications.models import Application, ApplicationStage
from applications.services.received import take_files
from employers.models import Employer
from hiretrack.audit.services import record
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound
from hiretrack.tenancy import employer_scope
from jobs.choices import JobStatus
from jobs.models import Job
from jobs.questions import check_answers


@dataclass(frozen=True, slots=True)
class Added:
    """What a recruiter gives. `answers` are checked like a candidate's, when there are any."""

    source: str = Source.RECRUITER
    status: str = ApplicationStatus.NEW
    notes: str = ""
    referrer: str = ""
    cover_letter: str = ""
    answers: Sequence[Mapping[str, Any]] = ()
    cv_upload_id: uuid.UUID | None = None
    cover_letter_upload_id: uuid.UUID | None = None

    @property
    def upload_ids(self) -> list[uuid.UUID]:
        return [pk for pk in (self.cv_upload_id, self.cover_letter_upload_id) if pk is not None]


def add_application(
    *, job_id: uuid.UUID, data: Added, applicant_id: uuid.UUID | None = None, person: Person | None = None
) -> Application:
    """The job is published, or closed already. Either `applicant_id` or `person` says whose application it is.

    Raises `Invalid`, `DomainError` (job_status_conflict for a draft; already_applied, with the application's id
    unless fair review hides who applied).
    """
    job = _job(job_id)
    if data.status not in STARTS:
        raise _wrong("/status", "invalid_choice", f"An application begins in one of {', '.join(STARTS)}.")
    with employer_scope(job.employer_id):
        answers = check_answers(job.questions, list(data.answers)) if data.answers else []
        applicant = _applicant(applicant_id, person)
        told = applicant_id is not None and applicant.identity_hidden and not job.fair_review
        fairness.refuse_hidden(told, _("An application for a job without fair review would tell who it is."))
        texts = take_files(data)
        row = _inserted(job, applicant, data, answers)
        if data.cv_upload_id is not None:
            # The first CV of a person becomes the one that searches read.
            blank = Applicant.objects.filter(pk=applicant.pk, cv=None)
            blank.update(cv_id=data.cv_upload_id, cv_text=texts[data.cv_upload_id])
        _log(row)
    return row


def already_applied(application_id: uuid.UUID | None) -> DomainError:
    return DomainError(
        "There is an application of this person for this job.",
        code="already_applied",
        title="Already applied",
        extra={"application_id": str(application_id)} if application_id else {},
    )


def _job(job_id: uuid.UUID) -> Job:
    job: Job | None = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise _wrong("/job_id", "not_found", "There is no such job.")
    if job.status == JobStatus.DRAFT:
        raise DomainError(
            "The job is a draft: publish it first.",
            code="job_status_conflict",
            title="The job's status does not allow this",
            extra={"current_status": str(job.status)},
        )
    return job


def _applicant(applicant_id: uuid.UUID | None, person: Person | None) -> Applicant:
    if person is not None and applicant_id is None:
        try:
            return upsert_applicant(person=person)
        except Invalid as error:
            error.errors = [replace(one, pointer=f"/applicant{one.pointer}") for one in error.errors]
            raise
    if applicant_id is None or person is not None:
        raise _wrong("/applicant_id", "one_of", "Give either applicant_id or applicant.")
    try:
        # Held, so that no merge or erasure comes between.
        return resolved(applicant_id, rows=Applicant.objects.select_for_update(of=("self",), no_key=True))
    except NotFound as error:
        raise _wrong("/applicant_id", "not_found", "There is no such applicant.") from error


def _inserted(job: Job, applicant: Applicant, data: Added, answers: list[dict[str, Any]]) -> Application:
    now = timezone.now()
    row = Application(
        employer_id=job.employer_id,
        job=job,
        applicant=applicant,
        status=data.status,
        source=data.source,
        notes=data.notes,
        referrer=data.referrer,
        cover_letter=data.cover_letter,
        answers=answers,
        cv_id=data.cv_upload_id,
        cover_letter_file_id=data.cover_letter_upload_id,
        answer_by=_promise(job, data, now),
        created_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        known = Application.objects.get(job=job, applicant=applicant, superseded_by=None)
        # Under fair review its id would tell who that application is of.
        raise already_applied(None if known.identity_hidden else known.pk) from error
    return row


def _promise(job: Job, data: Added, now: dt.datetime) -> dt.datetime | None:
    if data.source in ADDED_BY_EMPLOYER or data.status not in UNANSWERED:
        return None
    days = Employer.objects.values_list("reply_promise_days", flat=True).get(pk=job.employer_id)
    return now + dt.timedelta(days=days)


def _log(row: Application) -> None:
    actor = current_actor()
    by = actor.user_id if actor.kind is ActorKind.USER else None
    stage = ApplicationStage(application=row, status=row.status, changed_at=row.created_at, changed_by_id=by)
    stage.save(force_insert=True)
    record(
        "application.created",
        entity=row,
        job_id=str(row.job_id),
        applicant_id=str(row.applicant_id),
        status=str(row.status),
        source=str(row.source),
    )


def _wrong(pointer: str, code: str, detail: str) -> Invalid:
    return Invalid(detail, errors=[FieldError(pointer, code, detail)])
