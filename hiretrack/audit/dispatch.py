"""From the journal to its listeners: at least once, in the entry's scope, one failing listener not stopping others."""

from __future__ import annotations

import datetime as dt
import uuid
from contextlib import AbstractContextManager
from typing import Any

import structlog
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import Listener, listeners
from hiretrack.context import request_id_of
from hiretrack.tenancy import all_tenants, employer_scope

log = structlog.get_logger(__name__)
SWEEP_AFTER = dt.timedelta(seconds=30)
SWEEP_LIMIT = 5000
GIVE_UP_AFTER = 12
"""Failures of one entry (a task's four attempts count each) before the sweeper leaves it to its dead letter."""


class ListenerFailed(Exception):
    """A listener did not get through; the entry stays undispatched and is tried again."""


def dispatch_entries(ids: list[uuid.UUID], employer_id: uuid.UUID | None) -> int:
    """Tell the listeners of these entries, all of one employer; how many were new. Entries that another worker
    holds or has done are passed over.

    Raises `ListenerFailed` after the whole batch when a listener failed: those entries stay to be done.
    """
    with _scope_of(employer_id):
        waiting = AuditLog.objects.filter(pk__in=ids, employer_id=employer_id, dispatched_at=None).order_by("pk")
        rows = list(waiting.select_for_update(skip_locked=True, of=("self",)))
        failed = [row.pk for row in rows if not _tell_all(row)]
        done = [row.pk for row in rows if row.pk not in set(failed)]
        AuditLog.objects.filter(pk__in=done).update(dispatched_at=timezone.now())
        AuditLog.objects.filter(pk__in=failed).update(dispatch_failures=F("dispatch_failures") + 1)
    if failed:
        raise ListenerFailed(f"{len(failed)} of {len(rows)} journal entries were not taken by every listener.")
    return len(done)


def _scope_of(employer_id: uuid.UUID | None) -> AbstractContextManager[Any]:
    return employer_scope(employer_id) if employer_id else all_tenants(reason="dispatch of platform journal entries")


def _tell_all(row: AuditLog) -> bool:
    # A list first, so that all of them are told, even after one has failed.
    heard = [_tell(listener, row) for listener in listeners(row.action)]
    return all(heard)


def _tell(listener: Listener, row: AuditLog) -> bool:
    try:
        with transaction.atomic(), request_id_of(row.request_id):
            listener(row)
    except Exception as error:
        if isinstance(error, OperationalError | InterfaceError) and not _connected():
            raise
        log.exception("listener_failed", listener=listener.__qualname__, action=row.action, entry=str(row.pk))
        return False
    return True


def _connected() -> bool:
    try:
        return connection.is_usable()
    except DatabaseError:
        return False


def undispatched() -> dict[uuid.UUID | None, list[uuid.UUID]]:
    """Entries that a crash or an absent broker left behind, oldest first, by employer."""
    with all_tenants(reason="sweep of undispatched journal entries"):
        left = AuditLog.objects.filter(
            dispatched_at=None, dispatch_failures__lt=GIVE_UP_AFTER, created_at__lt=timezone.now() - SWEEP_AFTER
        )
        found = list(left.order_by("created_at").values_list("employer_id", "pk")[:SWEEP_LIMIT])
    by_employer: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for employer_id, pk in found:
        by_employer.setdefault(employer_id, []).append(pk)
    return by_employer
