"""Journal entries as listeners hear of them, and the mails that come of it."""

from __future__ import annotations

from typing import Any

from employers.models import User
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.notifications.models import Message, Notification
from hiretrack.tenancy import all_tenants


def happens(action: str, entity: Any, *, by: User | None = None, **metadata: Any) -> AuditLog:
    """Record it and tell the listeners, twice, as a lost acknowledgement would."""
    actor = Actor(ActorKind.USER, by.name, by.pk) if by else Actor(ActorKind.SYSTEM, "HireTrack")
    with acting_as(actor):
        row = record(action, entity=entity, **metadata)
    for _ in range(2):
        with all_tenants(reason="test"):
            AuditLog.objects.filter(pk=row.pk).update(dispatched_at=None)
        dispatch_entries([row.pk], row.employer_id)
    return row


def told(user: User) -> list[str]:
    """The kinds of the user's notifications, those that wait included, oldest first."""
    with all_tenants(reason="test"):
        return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def mails(kind: str) -> list[Message]:
    with all_tenants(reason="test"):
        return list(Message.objects.filter(kind=kind).order_by("pk"))
