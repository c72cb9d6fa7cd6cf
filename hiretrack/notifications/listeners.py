"""Which journal entries become mails. One entry makes at most one message of a kind, however often it is told."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from applications.choices import Source
from applications.models import Application
from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.celery import enqueue
from hiretrack.notifications.kinds import KINDS, STATUS_MAILS
from hiretrack.notifications.models import Message

USER_MAILS = {
    "user.registered": "verify_email",
    "user.email_verification_requested": "verify_email",
    "user.registration_repeated": "registration_repeated",
    "user.password_reset_requested": "password_reset",
    "user.password_changed": "password_changed",
    "user.invited": "invitation",
}
APPLICATION_MAILS = {
    "application.created": "application_received",
    "application.duplicate_received": "application_duplicate",
}
ADDED_BY_EMPLOYER = frozenset({Source.RECRUITER, Source.IMPORT})
"""Sources of applications that the candidate knows nothing of: they are not thanked for applying."""


def register() -> None:
    for action in USER_MAILS:
        listen(action, mail_to_user)
    for action in APPLICATION_MAILS:
        listen(action, mail_to_applicant)
    listen("application.status.changed", mail_about_status)


def mail_to_user(entry: AuditLog) -> None:
    user = User.objects.filter(pk=entry.entity_id, is_active=True).first()
    if user is not None:
        queue(entry, kind=USER_MAILS[entry.action], entity_id=user.pk, recipient=user.email)


def mail_to_applicant(entry: AuditLog) -> None:
    if entry.metadata.get("source") in ADDED_BY_EMPLOYER:
        return
    _to_applicant(entry, APPLICATION_MAILS[entry.action])


def mail_about_status(entry: AuditLog) -> None:
    kind = STATUS_MAILS.get(status_in(entry))
    if kind is not None:
        _to_applicant(entry, kind, status=status_in(entry))


def status_in(entry: AuditLog) -> str:
    """The status that the entry tells of."""
    return str(entry.metadata.get("status") or entry.metadata.get("to_status") or "")


def _to_applicant(entry: AuditLog, kind: str, **details: Any) -> None:
    application = Application.objects.select_related("applicant").filter(pk=entry.entity_id).first()
    if application is not None:
        queue(entry, kind=kind, entity_id=application.pk, recipient=application.applicant.email, **details)


def queue(entry: AuditLog, *, kind: str, entity_id: uuid.UUID, recipient: str, **details: Any) -> None:
    """A message caused by `entry`, sent after the commit; nothing when the entry has caused it before."""
    if _too_soon(kind, entity_id):
        return
    message = Message(
        employer_id=entry.employer_id,
        kind=kind,
        cause_id=entry.pk,
        entity_id=entity_id,
        details=details,
        recipient=recipient,
        expires_at=_from_now(KINDS[kind].valid),
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    from hiretrack.notifications.tasks import deliver

    enqueue(deliver, str(message.pk), str(entry.employer_id) if entry.employer_id else None)


def _too_soon(kind: str, entity_id: uuid.UUID) -> bool:
    quiet = KINDS[kind].quiet
    earlier = Message.objects.filter(kind=kind, entity_id=entity_id)
    return quiet is not None and earlier.filter(created_at__gt=timezone.now() - quiet).exists()


def _from_now(valid: dt.timedelta | None) -> dt.datetime | None:
    return timezone.now() + valid if valid else None
