"""Write to the journal, and hand what it recorded to the listeners."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import models
from django.utils import timezone

from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listeners
from hiretrack.celery import enqueue
from hiretrack.context import current_actor, request_id
from hiretrack.tenancy import all_tenants, employer_scope

SWEEP_AFTER = dt.timedelta(seconds=30)


def entry(action: str, *, entity: models.Model, employer_id: uuid.UUID | None, **metadata: Any) -> AuditLog:
    """An unsaved journal row about `entity`; `metadata` must hold no personal data beyond ids."""
    actor = current_actor()
    return AuditLog(
        employer_id=employer_id,
        actor_id=actor.user_id,
        actor_kind=actor.kind,
        actor_name=actor.name[:200],
        action=action,
        entity_type=entity._meta.label_lower,
        entity_id=entity.pk,
        metadata=metadata,
        request_id=request_id(),
    )


def record(action: str, *, entity: models.Model, employer_id: uuid.UUID | None = None, **metadata: Any) -> AuditLog:
    """Journal one change of state, in the caller's transaction; listeners hear of it after the commit.

    `employer_id` defaults to the entity's own; an entity without one makes a platform entry.
    """
    owner = employer_id or getattr(entity, "employer_id", None)
    row = entry(action, entity=entity, employer_id=owner, **metadata)
    with nullcontext() if owner else all_tenants(reason=f"platform journal entry {action}"):
        row.save(force_insert=True)
    _dispatch_after_commit([row.pk])
    return row


def record_many(rows: Iterable[AuditLog]) -> None:
    """Journal several changes of the scope's employer with one statement; build them with `entry`."""
    made = AuditLog.objects.bulk_create(list(rows))
    _dispatch_after_commit([row.pk for row in made])


def _dispatch_after_commit(ids: list[uuid.UUID]) -> None:
    from hiretrack.audit.tasks import dispatch

    for pk in ids:
        enqueue(dispatch, str(pk))


def dispatch_entry(entry_id: uuid.UUID) -> bool:
    """Hand one entry to its listeners, each exactly in the entry's scope. False when another worker has it or had it."""
    with all_tenants(reason="dispatch of a journal entry"):
        row = (
            AuditLog.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=entry_id, dispatched_at=None)
            .first()
        )
        if row is None:
            return False
        for listener in listeners(row.action):
            with _scope_of(row):
                listener(row)
        AuditLog.objects.filter(pk=row.pk).update(dispatched_at=timezone.now())
    return True


def _scope_of(row: AuditLog) -> AbstractContextManager[Any]:
    return employer_scope(row.employer_id) if row.employer_id else nullcontext()


def undispatched(*, limit: int = 1000) -> list[uuid.UUID]:
    """Entries that a crash or an absent broker left behind, oldest first."""
    with all_tenants(reason="sweep of undispatched journal entries"):
        waiting = AuditLog.objects.filter(dispatched_at=None, created_at__lt=timezone.now() - SWEEP_AFTER)
        return list(waiting.order_by("created_at").values_list("pk", flat=True)[:limit])
