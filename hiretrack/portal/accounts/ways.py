"""What a browser's session keeps while its owner is at another site, and what they have proven there."""

from __future__ import annotations

import time
import uuid
from typing import Any

from django.http import HttpRequest

from employers.federation import Begun, Provider
from employers.models import User

WAYS, PERMIT, SHOWN = "ways_elsewhere", "may_connect", "shown_elsewhere"
WAY_S, PERMIT_S, SHOWN_S = 900, 120, 3600
MOST = 3
"""So many may be under way at once, in tabs; the oldest is given up."""


def note(request: HttpRequest, begun: Begun, *, provider: Provider, then: str, connects: User | None = None) -> None:
    """This browser leaves for `provider`, to sign in or to connect an account to `connects`."""
    ways = {**request.session.get(WAYS, {})}
    ways[begun.state] = {
        "provider": provider.slug,
        "begun": begun.as_dict(),
        "then": then,
        "connects": str(connects.pk) if connects else "",
        "until": time.time() + WAY_S,
    }
    request.session[WAYS] = dict(list(ways.items())[-MOST:])


def take(request: HttpRequest, *, provider: Provider, state: str) -> dict[str, Any] | None:
    """What was noted under `state`, once; None when this browser did not leave with it, or too long ago."""
    ways = {**request.session.get(WAYS, {})}
    way: dict[str, Any] | None = ways.pop(state, None)
    if way is None:
        return None
    request.session[WAYS] = ways
    return way if way["provider"] == provider.slug and way["until"] > time.time() else None


def permit(request: HttpRequest, provider: Provider) -> None:
    """The account's owner has just shown that it is they who want to connect an account at `provider`."""
    request.session[PERMIT] = {"provider": provider.slug, "until": time.time() + PERMIT_S}


def use_permit(request: HttpRequest, provider: Provider) -> bool:
    given = request.session.pop(PERMIT, None)
    return bool(given and given["provider"] == provider.slug and given["until"] > time.time())


def note_shown(request: HttpRequest, user: User) -> None:
    """An account elsewhere that is connected to `user` has been shown here; the address is still unproven."""
    request.session[SHOWN] = {"user": str(user.pk), "until": time.time() + SHOWN_S}


def has_shown(request: HttpRequest, user: User) -> bool:
    given = request.session.get(SHOWN)
    return bool(given and uuid.UUID(given["user"]) == user.pk and given["until"] > time.time())
