"""The journal's entries, as open websockets hear of them: what happened to which object, and nothing about people."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from applications.models import Application
from hiretrack.audit.events import event_of, is_event
from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.background import live

HEARD_BY_CANDIDATES = frozenset({"application.created", "application.status.changed"})


def register() -> None:
    listen("*", tell)


def tell(entry: AuditLog) -> None:
    message = {"type": "journal.recorded", "event": event_of(entry)}
    for group in _groups(entry):
        transaction.on_commit(partial(live.publish, group, message))


def _groups(entry: AuditLog) -> list[str]:
    if entry.employer_id is None or not is_event(entry):
        return []
    return [live.employer_group(entry.employer_id), *_candidate(entry)]


def _candidate(entry: AuditLog) -> list[str]:
    if entry.action not in HEARD_BY_CANDIDATES:
        return []
    users = Application.objects.filter(pk=entry.entity_id).values_list("applicant__user_id", flat=True)
    return [live.user_group(user_id) for user_id in users if user_id]
