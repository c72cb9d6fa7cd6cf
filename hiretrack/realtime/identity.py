"""Who is at the other end: the session's user, or whoever the first message's token speaks for."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import jwt
from channels.db import database_sync_to_async
from django.conf import settings

from employers.api.authentication import principal_of
from employers.tokens.access import roles_of
from hiretrack.api.principals import Principal
from hiretrack.context import ActorKind


@dataclass(frozen=True, slots=True)
class Identity:
    """`until` (Unix time): then the connection must prove itself again."""

    principal: Principal
    until: float


@database_sync_to_async
def by_token(token: str) -> Identity:
    """Raises `TokenRefused`."""
    return Identity(principal_of(token), min(_expiry(token), _longest()))


def by_session(user: Any) -> Identity | None:
    """A session's rights are looked at again as often as a token's: its holder may have been dismissed."""
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    if user.owes_two_factor:
        # The session opens nothing but the page that sets it up.
        return None
    principal = Principal(
        user_id=user.pk, employer_id=user.employer_id, roles=roles_of(user), kind=ActorKind.USER, name=str(user)
    )
    return Identity(principal, _longest())


def _longest() -> float:
    return time.time() + settings.JWT_ACCESS_SECONDS


def _expiry(token: str) -> float:
    try:
        # Its signature has been checked already.
        return float(jwt.decode(token, options={"verify_signature": False})["exp"])
    except (jwt.PyJWTError, KeyError):
        # An API key.
        return _longest()
