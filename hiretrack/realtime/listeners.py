"""The journal's entries, as open websockets hear of them: what happened to which object, and nothing about people."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from applications import queries, services
from applications.models import Application
from hiretrack.audit.events import event_of, is_event
from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.background import live
from hiretrack.tenancy import all_tenants

MOVED = "application.status.changed"
HEARD_BY_CANDIDATES = frozenset({"application.created", MOVED})


def register() -> None:
    listen("*", tell)


def tell(entry: AuditLog) -> None:
    _publish(entry, _groups(entry))


def tell_candidates() -> int:
    """Tell of steps that were held back until now, which their journal entries came too early for; how many."""
    with all_tenants(reason="steps that candidates are told of now"):
        steps = services.told_now()
        for entry in queries.entries_of(steps):
            _publish(entry, _candidate(entry))
    return len(steps)


def _publish(entry: AuditLog, groups: Iterable[str]) -> None:
    message = {"type": "journal.recorded", "event": event_of(entry)}
    for group in groups:
        transaction.on_commit(partial(live.publish, group, message))


def _groups(entry: AuditLog) -> list[str]:
    if entry.employer_id is None or not is_event(entry):
        return []
    return [live.employer_group(entry.employer_id), *_candidate(entry)]


def _candidate(entry: AuditLog) -> list[str]:
    if entry.action not in HEARD_BY_CANDIDATES or _is_held_back(entry):
        return []
    users = Application.objects.filter(pk=entry.entity_id).values_list("applicant__user_id", flat=True)
    return [live.user_group(user_id) for user_id in users if user_id]


def _is_held_back(entry: AuditLog) -> bool:
    step = entry.metadata.get("stage_id") if entry.action == MOVED else None
    return step is not None and not queries.is_told(step)
