from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hiretrack.api.principals import PLATFORM
from hiretrack.context import PUBLIC, Actor, ActorKind, acting_as


class BackOfficeActorMiddleware:
    """The journal's actor for pages and the back office; the API sets its own after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(self._actor(request)):
            return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        if not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return PUBLIC
        user: Any = request.user
        if not user.is_authenticated:
            return PUBLIC
        roles = frozenset({*user.roles, *([PLATFORM] if user.is_superuser else [])})
        return Actor(ActorKind.USER, user.name or user.email, user.pk, roles=roles)
