"""Write to the journal, and hand what it recorded to the listeners."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from django.db import models, transaction

from hiretrack.api.principals import APPLICANT
from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listeners_at_commit
from hiretrack.celery import enqueue
from hiretrack.context import Actor, current_actor, request_id
from hiretrack.tenancy import ScopeKind, all_tenants, current_scope, employer_scope

BATCH = 500
CANDIDATE = "Candidate"


def entry(action: str, *, entity: models.Model, employer_id: uuid.UUID | None, **metadata: Any) -> AuditLog:
    """An unsaved journal row about `entity`; `metadata` must hold no personal data beyond ids."""
    actor = current_actor()
    return AuditLog(
        employer_id=employer_id,
        actor_id=actor.user_id,
        actor_kind=actor.kind,
        actor_name=_name_of(actor, employer_id)[:200],
        action=action,
        entity_type=entity._meta.label_lower,
        entity_id=entity.pk,
        metadata=metadata,
        request_id=request_id(),
    )


def _name_of(actor: Actor, employer_id: uuid.UUID | None) -> str:
    """An employer's journal tells of a candidate's own doings, and leaves who it was to whoever may look it up: while
    an application is reviewed without names, its journal has none either."""
    return CANDIDATE if employer_id and actor.roles == {APPLICANT} else actor.name


def record(action: str, *, entity: models.Model, employer_id: uuid.UUID | None = None, **metadata: Any) -> AuditLog:
    """Journal one change of state, in the caller's transaction; listeners hear of it after the commit.

    `employer_id` defaults to the entity's own; an entity without one makes a platform entry. Raises
    `CrossTenantWrite` when another employer's scope is open.
    """
    owner = employer_id or getattr(entity, "employer_id", None)
    row = entry(action, entity=entity, employer_id=owner, **metadata)
    with _writing_for(owner):
        row.save(force_insert=True)
    _dispatch_after_commit([row])
    return row


def record_many(rows: Iterable[AuditLog]) -> list[AuditLog]:
    """Journal several changes of the scope's employer with one statement; build them with `entry`."""
    made: list[AuditLog] = AuditLog.objects.bulk_create(list(rows))
    _dispatch_after_commit(made)
    return made


def _writing_for(owner: uuid.UUID | None) -> AbstractContextManager[Any]:
    scope = current_scope()
    if owner is None:
        return all_tenants(reason="platform journal entry")
    if scope is not None and scope.kind in {ScopeKind.EMPLOYER, ScopeKind.ALL}:
        return nullcontext()
    # A user's own doing (sign-in, password) is journalled at its employer, without that employer's scope being open.
    return employer_scope(owner)


def _dispatch_after_commit(rows: list[AuditLog]) -> None:
    """One message per 500 entries of an employer: an import must not flood the queue."""
    _tell_at_commit(rows)
    by_employer: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for row in rows:
        by_employer.setdefault(row.employer_id, []).append(row.pk)
    for employer_id, ids in by_employer.items():
        send_dispatch(employer_id, ids)


def _tell_at_commit(rows: list[AuditLog]) -> None:
    for row in rows:
        for listener in listeners_at_commit(row.action):
            transaction.on_commit(partial(listener, row), robust=True)


def send_dispatch(employer_id: uuid.UUID | None, ids: list[uuid.UUID]) -> None:
    """Have a worker tell the listeners about these entries of one employer, once the transaction has committed."""
    from hiretrack.audit.tasks import dispatch

    for start in range(0, len(ids), BATCH):
        batch = [str(pk) for pk in ids[start : start + BATCH]]
        enqueue(dispatch, batch, str(employer_id) if employer_id else None)
