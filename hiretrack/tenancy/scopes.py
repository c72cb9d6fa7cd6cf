"""Tenant isolation: who may see which rows.

Every row of a tenant table belongs to one employer. Code reaches such rows only inside a *scope*, opened by one of
`employer_scope`, `public_scope`, `person_scope` or `all_tenants`. A scope is a transaction in which PostgreSQL's
row-level security is told, through transaction-local settings, what may be seen; the managers add the same condition,
so that a query is refused without a scope, filtered with one, and stopped by the database if it slips past the ORM.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

import structlog
from django.db import connection, transaction
from uuid_utils.compat import uuid7

log = structlog.get_logger(__name__)


def new_id() -> uuid.UUID:
    """A time-ordered identifier (UUIDv7, RFC 9562)."""
    return uuid7()


class ScopeKind(StrEnum):
    EMPLOYER = "employer"
    PUBLIC = "public"
    PERSON = "person"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the running code may see: one employer's rows, published ones, one person's own, or (with a reason) all."""

    kind: ScopeKind
    employer_id: uuid.UUID | None = None
    user_id: uuid.UUID | None = None
    reason: str = ""


class TenancyError(RuntimeError):
    """The code broke a tenancy rule: a bug, never the caller's fault."""


class ScopeMissing(TenancyError):
    """Tenant rows were touched outside any scope."""


class CrossTenantWrite(TenancyError):
    """A row would have been written for an employer that is not the scope's."""


_scope: ContextVar[Scope | None] = ContextVar("hiretrack_scope", default=None)


def current_scope() -> Scope | None:
    return _scope.get()


def require_scope() -> Scope:
    """The open scope. Raises `ScopeMissing` when there is none."""
    scope = _scope.get()
    if scope is None:
        raise ScopeMissing(
            "No tenant scope is open; wrap the call in employer_scope(), person_scope() or public_scope()."
        )
    return scope


def _announce(scope: Scope | None) -> None:
    # Transaction-local (third argument true): a session-level setting would leak to the pool's next user.
    values = (scope.kind, scope.employer_id, scope.user_id) if scope else ("", None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.scope', %s, true), set_config('app.employer_id', %s, true),"
            " set_config('app.user_id', %s, true)",
            [str(value) if value else "" for value in values],
        )


@contextmanager
def open_scope(scope: Scope) -> Iterator[Scope]:
    """Open `scope` in a transaction (a savepoint when one is running); the outer scope is back afterwards."""
    outer, nested = _scope.get(), connection.in_atomic_block
    if nested and outer == scope:
        yield scope
        return
    with transaction.atomic():
        _announce(scope)
        token = _scope.set(scope)
        try:
            yield scope
        finally:
            _scope.reset(token)
        # Only a released savepoint keeps the setting; a rolled-back one restores the outer value by itself.
        if nested and not connection.needs_rollback:
            _announce(outer)


def employer_scope(employer_id: uuid.UUID) -> AbstractContextManager[Scope]:
    """Rows of one employer, to read and write."""
    return open_scope(Scope(ScopeKind.EMPLOYER, employer_id=employer_id))


def public_scope() -> AbstractContextManager[Scope]:
    """What anybody may read: published jobs. Writes are refused."""
    return open_scope(Scope(ScopeKind.PUBLIC))


def person_scope(user_id: uuid.UUID) -> AbstractContextManager[Scope]:
    """A candidate's own rows at every employer, to read."""
    return open_scope(Scope(ScopeKind.PERSON, user_id=user_id))


def all_tenants(reason: str) -> AbstractContextManager[Scope]:
    """Every employer's rows: for platform work only. `reason` goes to the log."""
    if not reason:
        raise TenancyError("all_tenants() needs a reason.")
    log.info("all_tenants_scope_opened", reason=reason)
    return open_scope(Scope(ScopeKind.ALL, reason=reason))
