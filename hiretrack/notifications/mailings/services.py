"""Starting, stopping and watching a mailing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from employers.queries import own_employer
from hiretrack.audit.services import record
from hiretrack.background.choices import OPEN, RunState
from hiretrack.background.endings import on_end
from hiretrack.background.models import TaskRun
from hiretrack.background.services import start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import enqueue
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, Forbidden, Invalid, NotFound
from hiretrack.notifications.choices import MAILING, MessageState
from hiretrack.notifications.mail_templates.placeholders import check
from hiretrack.notifications.mailings.appointments import Appointment, check_appointment
from hiretrack.notifications.mailings.writing import cause_of
from hiretrack.notifications.models import Mailing, MailingRefusal, Message
from hiretrack.tenancy import ScopeKind, new_id, require_scope

KIND = "notifications.mailing"
MOST = 2_000
WAIT = dt.timedelta(minutes=5)
"""In which whoever has sent it can still think better of it."""


def register() -> None:
    on_end(stop_with_its_run)


@transaction.atomic
def start_mailing(
    *,
    application_ids: Collection[uuid.UUID],
    subject: str,
    body: str,
    owner_id: uuid.UUID | None,
    mailing_id: uuid.UUID | None = None,
    appointment: Appointment | None = None,
) -> Mailing:
    """Have it written to each of these applicants; who is erased or refuses such is left out. Of a `mailing_id` that
    there is already, that mailing: a form sent twice writes once. Raises `Invalid`, `Forbidden`."""
    if require_scope().kind is not ScopeKind.EMPLOYER:
        raise Forbidden(_("Applicants are written to by their employer: a platform admin has none."))
    # Locked, so that of the same form twice at once the second sees the first.
    own_employer(lock=True)
    if mailing_id and (there := Mailing.objects.filter(pk=mailing_id).first()):
        return there
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    check(MAILING, subject=subject, body=body)
    if appointment is not None:
        check_appointment(appointment)
    reachable = _reachable(application_ids, refusals_count=appointment is None)
    row = Mailing(id=mailing_id or new_id(), subject=subject, body=body, application_ids=reachable)
    row.left_out = len(application_ids) - len(reachable)
    return _started(row, appointment, owner_id)


def _started(row: Mailing, appointment: Appointment | None, owner_id: uuid.UUID | None) -> Mailing:
    actor = current_actor()
    if appointment is not None:
        row.appointment = replace(appointment, series=appointment.series or row.pk).packed()
    row.sends_at = timezone.now() + WAIT
    row.actor_name, row.created_by_id = actor.name[:200], actor.user_id
    row.run = start_run(kind=KIND, owner_id=owner_id)
    row.save(force_insert=True)
    record("mailing.started", entity=row, applications=len(row.application_ids), invites=appointment is not None)
    _send_run(row.run)
    return row


def _reachable(application_ids: Collection[uuid.UUID], *, refusals_count: bool) -> list[uuid.UUID]:
    """One application of each person. Who refuses messages to several still gets invitations. Raises `Invalid` for
    none, and for too many."""
    rows = Application.objects.filter(pk__in=application_ids, superseded_by=None, applicant__erased_at=None)
    if refusals_count:
        rows = rows.exclude(applicant__in=MailingRefusal.objects.values("applicant"))
    found = list(rows.order_by("applicant_id", "-created_at").distinct("applicant_id").values_list("pk", flat=True))
    if not found:
        raise Invalid(_("There is nobody to write to: these people were erased, or want no more messages from you."))
    if len(found) > MOST:
        said = _("At most %(most)s people at once. Narrow the list by a filter or a search first.")
        raise Invalid(said % {"most": f"{MOST:,}"})
    return found


@transaction.atomic
def change_appointment(
    *,
    mailing_id: uuid.UUID,
    appointment: Appointment,
    subject: str,
    body: str,
    owner_id: uuid.UUID | None,
    new_mailing_id: uuid.UUID | None = None,
) -> Mailing:
    """Write to the same people again: their calendars put `appointment` in the place of the mailing's own, or take it
    out when it is cancelled. Raises `NotFound`, `Invalid`, and `DomainError` (appointment_changed) when somebody has
    done that already."""
    own_employer(lock=True)
    if new_mailing_id and (there := Mailing.objects.filter(pk=new_mailing_id).first()):
        return there
    row = Mailing.objects.filter(pk=mailing_id).first()
    before = Appointment.unpacked(row.appointment) if row else None
    if row is None or before is None:
        raise NotFound
    if not may_change(row):
        said = _("This appointment was changed or cancelled since: look at the newest message.")
        raise DomainError(said, code="appointment_changed", title="Not the newest")
    return start_mailing(
        application_ids=row.application_ids,
        subject=subject,
        body=body,
        owner_id=owner_id,
        mailing_id=new_mailing_id,
        appointment=replace(appointment, series=before.series, number=before.number + 1),
    )


def may_change(row: Mailing) -> bool:
    """Whether it invites, nothing has followed it, and it was not stopped."""
    one = Appointment.unpacked(row.appointment)
    if one is None or one.is_cancelled or row.stopped_at is not None:
        return False
    series = Mailing.objects.filter(appointment__series=str(one.series))
    return not series.filter(appointment__number__gt=one.number).exists()


@transaction.atomic
def stop_mailing(*, mailing_id: uuid.UUID) -> int:
    """Let nothing leave that has not left yet; how many mails that were. Raises `NotFound`, `DomainError` (stopped)."""
    row = Mailing.objects.select_for_update(of=("self",)).filter(pk=mailing_id).first()
    if row is None:
        raise NotFound
    if row.stopped_at is not None:
        raise DomainError(_("It was stopped before."), code="mailing_stopped", title="Stopped already")
    return _stop(row)


def stop_with_its_run(run: TaskRun) -> None:
    """Who cancels the task that writes it wants nobody written to."""
    if run.kind != KIND or run.state != RunState.CANCELLED:
        return
    row = Mailing.objects.select_for_update(of=("self",)).filter(run=run, stopped_at=None).first()
    if row is not None:
        _stop(row)


def _stop(row: Mailing) -> int:
    row.stopped_at = timezone.now()
    row.save(update_fields=["stopped_at"])
    waiting = _mails(row).filter(state=MessageState.QUEUED)
    stopped: int = waiting.update(state=MessageState.CANCELLED, content="", error="the mailing was stopped")
    record("mailing.stopped", entity=row, stopped=stopped)
    return stopped


def progress(row: Mailing) -> Counter[str]:
    """How many of its mails are in which state. Those not written count as `waiting` while a task writes, and as
    `unwritten` when none does: it was stopped or has failed, or the people were erased meanwhile."""
    counts = Counter(dict(_mails(row).order_by().values_list("state").annotate(Count("pk"))))
    is_written = row.stopped_at is not None or row.run is None or row.run.state not in OPEN
    counts["unwritten" if is_written else "waiting"] = max(0, len(row.application_ids) - sum(counts.values()))
    return counts


def not_reached(row: Mailing) -> QuerySet[Message]:
    """Its mails that came back, or were not sent because the address is blocked."""
    rows: QuerySet[Message] = _mails(row).filter(state__in=(MessageState.BOUNCED, MessageState.SUPPRESSED))
    return rows.order_by("pk")


def _mails(row: Mailing) -> Any:
    return Message.objects.filter(kind=MAILING, cause_id__in=[cause_of(row, pk) for pk in row.application_ids])


def resend_mailings() -> int:
    """Send again the mailings whose message was lost; how many."""
    return resend_silent(kind=KIND, send=_send_run)


def _send_run(run: TaskRun) -> None:
    from hiretrack.notifications.tasks import write_mailing

    enqueue(write_mailing, str(run.pk))
