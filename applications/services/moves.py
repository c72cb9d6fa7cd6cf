"""The pipeline: `move` is the one function that changes an application's status."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from applications.choices import REOPEN, TRANSITIONS, UNANSWERED, ApplicationStatus
from applications.models import Application, ApplicationStage
from hiretrack.audit.services import record
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound

MAX_NOTE = 2000
MAX_REASON = 500


def move(
    *,
    application_id: uuid.UUID,
    status: str,
    expected_status: str | None = None,
    note: str = "",
    rejection_reason: str = "",
    notes: str | None = None,
) -> Application:
    """Take an application to `status`: row, stage and journal entry in the caller's transaction and employer scope.

    `expected_status` is what the caller saw; `note` goes to the stage log, `notes` replaces the recruiters' notes.
    Raises `DomainError` (status_conflict, with the current status in `extra`) when another was faster or the pipeline
    has no such step, `NotFound`, `Invalid`.
    """
    _check(status, note, rejection_reason)
    row = _seen(application_id)
    seen = ApplicationStatus(row.status)
    if (expected_status or seen) != seen or status not in TRANSITIONS[seen]:
        raise _conflict(seen, status)
    changes = {} if notes is None else {"notes": notes}
    if status == ApplicationStatus.REJECTED:
        changes["rejection_reason"] = rejection_reason
    return _change(row, ApplicationStatus(status), note, changes)


def reopen(*, application_id: uuid.UUID, note: str = "") -> Application:
    """Take a rejected application back into screening; the reply promise begins again. Raises like `move`."""
    row = _seen(application_id)
    seen = ApplicationStatus(row.status)
    if seen not in REOPEN:
        raise _conflict(seen, "reopened")
    return _change(row, REOPEN[seen], note, {"rejection_reason": ""})


def withdraw(*, application_id: uuid.UUID, note: str = "") -> Application:
    """The applicant steps back, or has told a recruiter so. Raises like `move`."""
    return move(application_id=application_id, status=ApplicationStatus.WITHDRAWN, note=note)


def _check(status: str, note: str, rejection_reason: str) -> None:
    errors = []
    if status not in ApplicationStatus.values:
        errors.append(FieldError("/status", "invalid_choice", f"One of {', '.join(ApplicationStatus.values)}."))
    if len(note) > MAX_NOTE:
        errors.append(FieldError("/note", "max_length", f"At most {MAX_NOTE} characters."))
    if len(rejection_reason) > MAX_REASON:
        errors.append(FieldError("/rejection_reason", "max_length", f"At most {MAX_REASON} characters."))
    if rejection_reason and status != ApplicationStatus.REJECTED:
        errors.append(FieldError("/rejection_reason", "not_allowed", "Only a rejection has a reason."))
    if errors:
        raise Invalid("The application cannot be moved so.", errors=errors)


def _seen(application_id: uuid.UUID) -> Application:
    row = Application.objects.select_related("employer").filter(pk=application_id).first()
    if row is None:
        raise NotFound
    return row


def _conflict(seen: str, wanted: str) -> DomainError:
    return DomainError(
        f"The application is in {seen}; from there it cannot be {wanted}.",
        code="status_conflict",
        title="The application's status does not allow this",
        extra={"current_status": str(seen)},
    )


def _change(row: Application, status: ApplicationStatus, note: str, changes: dict[str, Any]) -> Application:
    now, seen = timezone.now(), row.status
    values = {"status": status, "answer_by": _answer_by(row, status, now), "updated_at": now, **changes}
    # Claimed by what was seen: of two at once the second changes no row.
    if not Application.objects.filter(pk=row.pk, status=seen).update(**values):
        raise _conflict(_seen(row.pk).status, status)
    for name, value in values.items():
        setattr(row, name, value)
    _log(row, seen, note, now)
    return row


def _answer_by(row: Application, status: str, now: dt.datetime) -> dt.datetime | None:
    """The promise is kept once the candidate hears something; it begins anew for a reopened application."""
    if status not in UNANSWERED:
        return None
    return row.answer_by or now + dt.timedelta(days=row.employer.reply_promise_days)


def _log(row: Application, seen: str, note: str, now: dt.datetime) -> None:
    actor = current_actor()
    ApplicationStage(
        employer_id=row.employer_id,
        application=row,
        from_status=seen,
        status=row.status,
        changed_at=now,
        changed_by_id=actor.user_id if actor.kind is ActorKind.USER else None,
        note=note,
    ).save(force_insert=True)
    record(
        "application.status.changed",
        entity=row,
        job_id=str(row.job_id),
        applicant_id=str(row.applicant_id),
        from_status=str(seen),
        status=str(row.status),
    )
