"""The pipeline: this module alone changes an application's status.

`move` takes one application a step further, `move_many` a batch; both go by the table of TRANSITIONS. `take_back` goes
against it: it undoes a bulk move, while nobody has been told and nothing has happened since.

A step whose mail waits is held back from the candidate, who until then sees what was before (`telling`).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.choices import REOPEN, TRANSITIONS, UNANSWERED, ApplicationStatus, Skipped
from applications.models import Application, ApplicationStage, BulkMoveItem
from applications.queries import known
from applications.services.revealing import KNOWN_FROM, hold_people
from applications.services.telling import AT_ONCE, UNTOLD, held_back, overtake, telling_of
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import entry, record_many
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound

MAX_NOTE = 2000
MAX_REASON = 500
NOW = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a move leads and what is written down with it; the candidate's mail waits until `mails_at`."""

    status: str
    note: str = ""
    rejection_reason: str = ""
    mails_at: dt.datetime | None = None

    @property
    def changes(self) -> dict[str, Any]:
        return {"rejection_reason": self.rejection_reason} if self.status == ApplicationStatus.REJECTED else {}


class Moved(NamedTuple):
    """`known`: where the candidate believed it to be."""

    row: Application
    seen: str
    known: str
    status: str


def move(
    *,
    application_id: uuid.UUID,
    status: str,
    expected_status: str | None = None,
    note: str = "",
    rejection_reason: str = "",
    notes: str | None = None,
    mail_delay: dt.timedelta = NOW,
) -> Application:
    """Take an application to `status`: row, stage and journal entry in the caller's transaction and employer scope.

    `expected_status` is what the caller saw; `note` goes to the stage log, `notes` replaces the recruiters' notes.
    Raises `DomainError` (status_conflict, with the current status in `extra`) when another was faster or the pipeline
    has no such step, `DomainError` (application_superseded), `NotFound`, `Invalid`.
    """
    check(status, note, rejection_reason)
    row = _seen(application_id)
    seen = ApplicationStatus(row.status)
    if row.identity_hidden and status in KNOWN_FROM:
        hold_people([application_id])
    if (expected_status or seen) != seen or status not in TRANSITIONS[seen]:
        raise _conflict(seen, status)
    step = Step(status, note, rejection_reason, timezone.now() + mail_delay if mail_delay else None)
    return _change(row, step, {} if notes is None else {"notes": notes})


def reopen(*, application_id: uuid.UUID, note: str = "") -> Application:
    """Take a rejected application back into screening; the reply promise begins again. Raises like `move`."""
    row = _seen(application_id)
    seen = ApplicationStatus(row.status)
    if seen not in REOPEN:
        raise _conflict(seen, "reopened")
    return _change(row, Step(REOPEN[seen], note), {"rejection_reason": ""})


def withdraw(*, application_id: uuid.UUID, note: str = "") -> Application:
    """The applicant steps back, or has told a recruiter so. Raises like `move`.

    It goes by what the applicant knows: a step that is held back, a rejection too, stands in nobody's way.
    """
    wanted = ApplicationStatus.WITHDRAWN
    row = _seen(application_id, lock=True)
    if not row.is_held(timezone.now()):
        return move(application_id=application_id, status=wanted, note=note)
    check(wanted, note, "")
    if wanted not in TRANSITIONS[ApplicationStatus(row.told_status)]:
        raise _conflict(row.told_status, wanted)
    return _change(row, Step(wanted, note), {"rejection_reason": ""})


def obstacle(seen: str, status: str, *, superseded: bool) -> Skipped | None:
    """Why an application in `seen` cannot be moved to `status`; None when it can."""
    if superseded:
        return Skipped.SUPERSEDED
    if seen == status:
        return Skipped.ALREADY_THERE
    return None if status in TRANSITIONS[ApplicationStatus(seen)] else Skipped.WRONG_STAGE


def move_many(*, seen: Mapping[uuid.UUID, str], step: Step) -> dict[uuid.UUID, ApplicationStage]:
    """Take each application that still has the status in which it was seen to `step`; the stages of those moved.

    A few statements however many there are, in the caller's transaction and employer scope. Rows are locked in the
    order of their keys, so that two such moves take turns. The table must allow every step; `obstacle` tells.
    """
    if step.status in KNOWN_FROM:
        hold_people(seen)
    rows = [row for row in _locked(Q(pk__in=seen, superseded_by=None)) if row.status == seen[row.pk]]
    if not rows:
        return {}
    now = timezone.now()
    promise = _promise(step.status, now, rows[0].employer_id)
    answer_by = promise and Coalesce(known("answer_by"), Value(promise))
    changes = {"status": step.status, "answer_by": answer_by, "updated_at": now, **step.changes}
    telling = held_back(step.mails_at, status=known("status"), answer_by=known("answer_by"))
    Application.objects.filter(pk__in=[row.pk for row in rows]).update(**changes, **telling)
    return log_steps([Moved(row, row.status, row.known_status(now), step.status) for row in rows], step, now)


def take_back(*, items: Sequence[BulkMoveItem], note: str) -> set[uuid.UUID]:
    """Put moved `items` of one bulk move back to where they were; the ids of the applications this was possible for.

    The one way past TRANSITIONS. It is open only to an application whose last step is the very step that is undone.
    Statements, transaction and locks as for `move_many`.
    """
    by_application = {item.application_id: item for item in items}
    hold_people(by_application)
    locked = _locked(Q(pk__in=by_application, superseded_by=None))
    last = _last_stages(by_application)
    rows = [row for row in locked if last[row.pk] == by_application[row.pk].stage_id]
    if not rows:
        return set()
    taken, now = {row.pk: by_application[row.pk] for row in rows}, timezone.now()
    back = [Moved(row, row.status, row.known_status(now), taken[row.pk].from_status) for row in rows]
    was = BulkMoveItem.objects.filter(bulk_move=items[0].bulk_move_id, application=OuterRef("pk"))
    restored = {"status": Subquery(was.values("from_status")[:1]), "answer_by": Subquery(was.values("answer_by")[:1])}
    for telling in (AT_ONCE, UNTOLD):
        pks = [moved.row.pk for moved in back if known_after(moved) == telling]
        changes = {**restored, **telling, "rejection_reason": "", "updated_at": now}
        Application.objects.filter(pk__in=pks).update(**changes)
    ApplicationStage.objects.filter(pk__in=[item.stage_id for item in taken.values()]).update(undone=True)
    log_steps(back, Step("", note), now, undone=True)
    return set(taken)


def known_after(moved: Moved) -> dict[str, Any]:
    """What a step taken back leaves of what is held back: nobody is told by it of what they did not know before."""
    return AT_ONCE if moved.known == moved.status else UNTOLD


def _last_stages(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    steps = ApplicationStage.objects.filter(application__in=application_ids)
    newest = steps.order_by("application_id", "-changed_at", "-id").distinct("application_id")
    return dict(newest.values_list("application_id", "pk"))


def check(status: str, note: str, rejection_reason: str) -> None:
    """Raises `Invalid` for a step that no application can take."""
    errors = list(_wrong_with(status, note, rejection_reason))
    if errors:
        raise Invalid(_("The application cannot be moved so."), errors=errors)


def _wrong_with(status: str, note: str, rejection_reason: str) -> Iterator[FieldError]:
    if status not in ApplicationStatus.values:
        wanted = _("One of %(choices)s.") % {"choices": ", ".join(ApplicationStatus.values)}
        yield FieldError("/status", "invalid_choice", wanted)
    for name, text, most in (("note", note, MAX_NOTE), ("rejection_reason", rejection_reason, MAX_REASON)):
        if len(text) > most:
            yield FieldError(f"/{name}", "max_length", _("At most %(count)d characters.") % {"count": most})
    if rejection_reason and status != ApplicationStatus.REJECTED:
        yield FieldError("/rejection_reason", "not_allowed", _("Only a rejection has a reason."))


def _seen(application_id: uuid.UUID, *, lock: bool = False) -> Application:
    rows = Application.objects.filter(pk=application_id)
    row: Application | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound
    if row.superseded_by_id is not None:
        raise DomainError(
            _("The person's other application for this job goes on instead."),
            code="application_superseded",
            title="The application is superseded",
            extra={"superseded_by_id": str(row.superseded_by_id)},
        )
    return row


def _conflict(seen: str, wanted: str) -> DomainError:
    return DomainError(
        _("The application is in %(seen)s; from there it cannot be %(wanted)s.") % {"seen": seen, "wanted": wanted},
        code="status_conflict",
        title="The application's status does not allow this",
        extra={"current_status": str(seen)},
    )


def _change(row: Application, step: Step, more: Mapping[str, Any]) -> Application:
    now, seen = timezone.now(), row.status
    known_status, known_answer_by = row.known_status(now), row.known_answer_by(now)
    promise = _promise(step.status, now, row.employer_id)
    values = {
        "status": step.status,
        # A promise whose end nobody was told of goes on.
        "answer_by": promise and (known_answer_by or promise),
        "updated_at": now,
        **step.changes,
        **held_back(step.mails_at, status=known_status, answer_by=known_answer_by),
        **more,
    }
    # Claimed by what was seen: of two at once the second changes no row.
    if not Application.objects.filter(pk=row.pk, status=seen, superseded_by=None).update(**values):
        raise _conflict(_seen(row.pk).status, step.status)
    for name, value in values.items():
        setattr(row, name, value)
    row.identity_hidden = row.identity_hidden and step.status not in KNOWN_FROM
    log_steps([Moved(row, seen, known_status, step.status)], step, now)
    return row


def _locked(which: Q) -> list[Application]:
    rows = Application.objects.select_for_update(of=("self",)).filter(which).order_by("pk")
    return list(rows.only("employer_id", "job_id", "applicant_id", "status", "told_status", "tell_at"))


def _promise(status: str, now: dt.datetime, employer_id: uuid.UUID) -> dt.datetime | None:
    """When an answer is due that was not promised yet: the promise is kept once the candidate hears something, and
    begins anew for a reopened application."""
    if status not in UNANSWERED:
        return None
    days = Employer.objects.values_list("reply_promise_days", flat=True).get(pk=employer_id)
    return now + dt.timedelta(days=days)


def log_steps(
    steps: Sequence[Moved], step: Step, now: dt.datetime, *, undone: bool = False
) -> dict[uuid.UUID, ApplicationStage]:
    """Stage and journal entry of each; the stages by application."""
    actor = current_actor()
    made = [
        ApplicationStage(
            employer_id=moved.row.employer_id,
            application=moved.row,
            from_status=moved.seen,
            status=moved.status,
            changed_at=now,
            changed_by_id=actor.user_id if actor.kind is ActorKind.USER else None,
            note=step.note,
            undone=undone,
        )
        for moved in steps
    ]
    overtake([moved.row.pk for moved in steps if moved.known != moved.seen], now)
    for stage, moved in zip(made, steps, strict=True):
        telling_of(stage, known=moved.known, until=step.mails_at)
    ApplicationStage.objects.bulk_create(made)
    record_many([_entry(stage, step.mails_at) for stage in made])
    return {stage.application_id: stage for stage in made}


def _entry(stage: ApplicationStage, mails_at: dt.datetime | None) -> AuditLog:
    """`stage_id` tells a reader later whether this is still the last thing that happened."""
    row = stage.application
    waits = {"mails_at": mails_at.isoformat()} if mails_at else {}
    return entry(
        "application.status.changed",
        entity=row,
        employer_id=row.employer_id,
        job_id=str(row.job_id),
        applicant_id=str(row.applicant_id),
        from_status=str(stage.from_status),
        status=str(stage.status),
        stage_id=str(stage.pk),
        **({"undone": True} if stage.undone else {}),
        **waits,
    )
