"""What the running request, task or command carries along: its id, its deadline, who acts, and who reads."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language


class ActorKind(StrEnum):
    USER = "user"
    API_KEY = "api_key"
    PUBLIC = "public"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it. `name` is kept as text in the journal, so that it survives the user's deletion.

    `roles` are empty for the system, and for whoever acts later in somebody's name.
    """

    kind: ActorKind
    name: str
    user_id: uuid.UUID | None = None
    api_key_id: uuid.UUID | None = None
    roles: frozenset[str] = frozenset()


SYSTEM = Actor(ActorKind.SYSTEM, "HireTrack")
PUBLIC = Actor(ActorKind.PUBLIC, "Public visitor")

_actor: ContextVar[Actor] = ContextVar("hiretrack_actor", default=SYSTEM)
_request_id: ContextVar[str] = ContextVar("hiretrack_request_id", default="")
_deadline: ContextVar[float | None] = ContextVar("hiretrack_deadline", default=None)
_language: ContextVar[str | None] = ContextVar("hiretrack_language", default=None)


def current_actor() -> Actor:
    return _actor.get()


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def request_id() -> str:
    """The id of the request that caused the running work, or an empty text."""
    return _request_id.get()


@contextmanager
def request_id_of(value: str) -> Iterator[None]:
    token = _request_id.set(value)
    try:
        yield
    finally:
        _request_id.reset(token)


@contextmanager
def deadline_in(seconds: float) -> Iterator[None]:
    """Work inside must end within `seconds`; `seconds_left` tells how much remains."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left() -> float | None:
    """Seconds until the deadline (negative: past it), or None without one."""
    deadline = _deadline.get()
    return None if deadline is None else deadline - time.monotonic()


@contextmanager
def reader_speaks(language: str) -> Iterator[None]:
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def reader_language() -> str:
    """The language of whoever caused this: the page's, or the one that an API's caller has asked for, though the API
    speaks English; an empty text when they have not said."""
    asked = _language.get()
    return (get_language() or "") if asked is None else asked
