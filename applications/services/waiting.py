"""The last step of one application while its candidate does not know of it: told now, never told, or undone.

Kept untold, the decision stands for the employer, and the candidate goes on seeing what was before, for good, unless
they are told later or a further step follows. Undone, the application is back where it was, and nobody was ever told.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from applications.choices import UNANSWERED, ApplicationStatus
from applications.models import Application, ApplicationStage
from applications.services.moves import MAX_NOTE, Moved, Step, known_after, log_steps
from applications.services.telling import hold_for_good
from hiretrack.audit.services import record
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound

MARGIN = dt.timedelta(seconds=10)
"""So long before the mail leaves it is not called back any more: it may be in writing."""


def tell_now(*, application_id: uuid.UUID) -> Application:
    """Let the candidate know at once, by mail too. Raises `NotFound`, `DomainError` (nothing_withheld)."""
    row, stage = _withheld(application_id)
    now = timezone.now()
    # Who took a step back and tells of where that led has it happen after all.
    ApplicationStage.objects.filter(pk=stage.pk).update(tell_at=now, undone=False)
    _change(row, tell_at=now, updated_at=now)
    record("application.told_early", entity=row, stage_id=str(stage.pk), status=str(stage.status))
    return row


def keep_untold(*, application_id: uuid.UUID) -> Application:
    """Cancel the waiting mail and never tell of the step, which stands. Raises like `tell_now`."""
    row, stage = _withheld(application_id)
    if row.tell_at is None:
        return row
    _check_margin(row)
    hold_for_good({stage.pk: row.pk}, timezone.now())
    _change(row, tell_at=None, updated_at=timezone.now())
    record("application.kept_untold", entity=row, stage_id=str(stage.pk), status=str(stage.status))
    return row


def undo_untold(*, application_id: uuid.UUID, note: str = "") -> Application:
    """Put the application back to where it was before the step, with its reply promise. Raises like `tell_now`.

    Where the candidate did not know of that either, they still don't, until they are told.
    """
    if len(note) > MAX_NOTE:
        raise Invalid("The note is too long.", errors=[FieldError("/note", "max_length", f"At most {MAX_NOTE}.")])
    row, stage = _withheld(application_id)
    _check_margin(row)
    if stage.undone:
        raise _too_late("The step before was taken back already.")
    now, before = timezone.now(), ApplicationStatus(stage.from_status)
    moved = Moved(row, row.status, row.known_status(now), before)
    restored = {"status": before, "answer_by": row.told_answer_by if before in UNANSWERED else None}
    ApplicationStage.objects.filter(pk=stage.pk).update(undone=True)
    _change(row, **restored, **known_after(moved), rejection_reason="", updated_at=now)
    log_steps([moved], Step("", note), now, undone=True)
    return row


def _withheld(application_id: uuid.UUID) -> tuple[Application, ApplicationStage]:
    """The application, locked, and its last step."""
    rows = Application.objects.select_for_update(of=("self",)).filter(pk=application_id)
    row: Application | None = rows.first()
    if row is None:
        raise NotFound
    stage = ApplicationStage.objects.filter(application=row).order_by("-changed_at", "-id").first()
    is_held = row.superseded_by_id is None and row.is_held(timezone.now())
    if stage is None or not stage.withheld or not stage.from_status or not is_held:
        raise _too_late("The candidate knows of every step of this application.")
    return row, stage


def _check_margin(row: Application) -> None:
    if row.tell_at is not None and row.tell_at <= timezone.now() + MARGIN:
        raise _too_late("The mail is leaving right now; it cannot be called back.")


def _too_late(detail: str) -> DomainError:
    return DomainError(detail, code="nothing_withheld", title="Nothing is held back from the candidate")


def _change(row: Application, **values: Any) -> None:
    Application.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
