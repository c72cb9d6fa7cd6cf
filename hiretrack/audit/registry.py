"""Who reacts to what the journal records. Apps register in `AppConfig.ready()`; the journal imports none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from hiretrack.audit.models import AuditLog

Listener = Callable[[AuditLog], None]


@dataclass(frozen=True, slots=True)
class Registration:
    pattern: str
    listener: Listener


_registrations: list[Registration] = []
_at_commit: list[Registration] = []


def listen(pattern: str, listener: Listener) -> None:
    """Call `listener` with each entry whose action matches `pattern` (`application.*`), after its commit.

    It runs in a worker, in the entry's employer scope (all tenants for a platform entry), at least once: it must be
    idempotent (the entry's id is the key), and quick: what talks to the network enqueues a task of its own.
    """
    registration = Registration(pattern, listener)
    if registration not in _registrations:
        _registrations.append(registration)


def listen_at_commit(pattern: str, listener: Listener) -> None:
    """Call `listener` with each matching entry right after its commit, in the process that wrote it, outside any scope.

    For what cannot wait for a worker, such as a cache that has to forget. It may be lost when the process dies just
    then, must be quick, and fails into the log alone: whatever must happen uses `listen`.
    """
    registration = Registration(pattern, listener)
    if registration not in _at_commit:
        _at_commit.append(registration)


def listeners_at_commit(action: str) -> list[Listener]:
    return [known.listener for known in _at_commit if fnmatchcase(action, known.pattern)]


def listeners(action: str) -> list[Listener]:
    return [known.listener for known in _registrations if fnmatchcase(action, known.pattern)]
