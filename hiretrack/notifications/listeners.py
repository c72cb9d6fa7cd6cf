"""Which journal entries become mails. One entry makes at most one message of a kind, however often it is told."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from applications.choices import ADDED_BY_EMPLOYER
from applications.models import Application
from applications.queries import told_at
from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.celery import enqueue
from hiretrack.notifications.catalogue import NOTICES
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.kinds import KINDS, STATUS_MAILS
from hiretrack.notifications.models import Message
from hiretrack.notifications.outdated import cancel_outdated
from hiretrack.notifications.preferences import wants_mail

USER_MAILS = {
    "user.registered": "verify_email",
    "user.email_verification_requested": "verify_email",
    "user.registration_repeated": "registration_repeated",
    "user.password_reset_requested": "password_reset",
    "user.sign_in_link_requested": "sign_in_link",
    "user.password_changed": "password_changed",
    "user.identity_linked": "identity_linked",
    "user.two_factor.enabled": "two_factor_enabled",
    "user.two_factor.disabled": "two_factor_disabled",
    "user.two_factor.reset": "two_factor_reset",
    "user.two_factor.recovery_used": "two_factor_recovery_used",
    "user.two_factor.blocked": "two_factor_blocked",
    "user.invited": "invitation",
}
APPLICATION_MAILS = {
    "application.created": "application_received",
    "application.duplicate_received": "application_duplicate",
}

RESTS = Q(state=MessageState.QUEUED) | Q(state=MessageState.CANCELLED, channel="")
"""Not under way, and certainly not sent; cancelled, it can be taken up again."""


def register() -> None:
    for action in USER_MAILS:
        listen(action, mail_to_user)
    for action in APPLICATION_MAILS:
        listen(action, mail_to_applicant)
    listen("application.status.changed", mail_about_status)
    listen("application.status.changed", cancel_what_is_over)
    listen("application.told_early", hasten_mail)
    listen("application.kept_untold", cancel_mail)


def mail_to_user(entry: AuditLog) -> None:
    user = User.objects.filter(pk=entry.entity_id, is_active=True).first()
    if user is not None:
        details = {"provider": entry.metadata["provider"]} if "provider" in entry.metadata else {}
        queue(entry, kind=USER_MAILS[entry.action], entity_id=user.pk, recipient=user.email, **details)


def mail_to_applicant(entry: AuditLog) -> None:
    if entry.metadata.get("source") in ADDED_BY_EMPLOYER:
        return
    _to_applicant(entry, APPLICATION_MAILS[entry.action])


def mail_about_status(entry: AuditLog) -> None:
    kind = STATUS_MAILS.get(status_in(entry))
    # Where an undone move leads back to, the candidate has been told of before.
    if kind is not None and not entry.metadata.get("undone") and not was_rescheduled(entry):
        step = {"stage_id": entry.metadata["stage_id"]} if "stage_id" in entry.metadata else {}
        _to_applicant(entry, kind, send_after=mails_at(entry), status=status_in(entry), **step)


def mails_at(entry: AuditLog) -> dt.datetime | None:
    """When the step's mail leaves; None: at once."""
    at = entry.metadata.get("mails_at")
    return dt.datetime.fromisoformat(at) if at else None


def was_rescheduled(entry: AuditLog) -> bool:
    """Whether somebody has since said that the step is told of at another time, or never: that entry sees to it."""
    at = mails_at(entry)
    return at is not None and "stage_id" in entry.metadata and told_at(entry.metadata["stage_id"]) != at


def hasten_mail(entry: AuditLog) -> None:
    """The step's mail leaves now. Whoever else is just writing it is waited for: there is one for each step."""
    if not _mails_about_step(entry).exclude(state=MessageState.CANCELLED).exists():
        mail_about_status(entry)
    from hiretrack.notifications.tasks import deliver

    waiting = list(_mails_about_step(entry).filter(RESTS).values_list("pk", flat=True))
    rows = Message.objects.filter(RESTS, pk__in=waiting)
    rows.update(state=MessageState.QUEUED, send_after=timezone.now(), error="")
    for pk in waiting:
        enqueue(deliver, str(pk), str(entry.employer_id) if entry.employer_id else None)


def cancel_mail(entry: AuditLog) -> None:
    waiting = _mails_about_step(entry).filter(state=MessageState.QUEUED)
    waiting.update(state=MessageState.CANCELLED, content="", error="a recruiter cancelled it")


def _mails_about_step(entry: AuditLog) -> QuerySet[Message]:
    return Message.objects.filter(entity_id=entry.entity_id, details__stage_id=entry.metadata["stage_id"])


def cancel_what_is_over(entry: AuditLog) -> None:
    """A later step, or its undoing, takes back the waiting mails about the ones before."""
    cancel_outdated(application_id=entry.entity_id)


def status_in(entry: AuditLog) -> str:
    """The status that the entry tells of."""
    return str(entry.metadata.get("status") or entry.metadata.get("to_status") or "")


def _to_applicant(entry: AuditLog, kind: str, send_after: dt.datetime | None = None, **details: Any) -> None:
    application = Application.objects.select_related("applicant__user").filter(pk=entry.entity_id).first()
    if application is not None and not _declined(kind, application.applicant.user):
        queue(
            entry,
            kind=kind,
            entity_id=application.pk,
            recipient=application.applicant.email,
            send_after=send_after,
            **details,
        )


def _declined(kind: str, user: User | None) -> bool:
    """Whether the candidate has an account and does not want this mail."""
    return user is not None and kind in NOTICES and not wants_mail(kind, user)


def queue(
    entry: AuditLog,
    *,
    kind: str,
    entity_id: uuid.UUID,
    recipient: str,
    send_after: dt.datetime | None = None,
    **details: Any,
) -> None:
    """A message caused by `entry`, sent after the commit or at `send_after`; nothing when the entry has caused it
    before."""
    if _too_soon(kind, entity_id):
        return
    message = Message(
        employer_id=entry.employer_id,
        kind=kind,
        cause_id=_cause(entry, details),
        entity_id=entity_id,
        details=details,
        recipient=recipient,
        send_after=send_after or timezone.now(),
        expires_at=_from_now(KINDS[kind].valid),
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    if send_after is not None:
        # The sweeper sends it when it is due.
        return
    from hiretrack.notifications.tasks import deliver

    enqueue(deliver, str(message.pk), str(entry.employer_id) if entry.employer_id else None)


def _cause(entry: AuditLog, details: dict[str, Any]) -> uuid.UUID:
    """A step may be told of by its own entry or by the one that hastens it: whichever comes first."""
    stage_id = details.get("stage_id")
    return uuid.uuid5(uuid.UUID(stage_id), "told") if stage_id else entry.pk


def _too_soon(kind: str, entity_id: uuid.UUID) -> bool:
    quiet = KINDS[kind].quiet
    earlier = Message.objects.filter(kind=kind, entity_id=entity_id)
    return quiet is not None and earlier.filter(created_at__gt=timezone.now() - quiet).exists()


def _from_now(valid: dt.timedelta | None) -> dt.datetime | None:
    return timezone.now() + valid if valid else None
