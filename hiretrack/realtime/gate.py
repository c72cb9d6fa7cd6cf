"""Stands before every websocket: foreign pages are refused, and a part that is away ends the connection cleanly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.db import Error as DatabaseError
from redis.exceptions import RedisError

from hiretrack.observability import metrics
from hiretrack.realtime import codes

log = structlog.get_logger(__name__)
Application = Callable[..., Awaitable[Any]]


def allowed_origins() -> list[str]:
    """Our own pages and those of CORS_ALLOWED_ORIGINS. A `*` in ALLOWED_HOSTS allows nothing here."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    own = urlsplit(settings.PUBLIC_URL)
    return [f"{own.scheme}://{own.netloc}", *settings.CORS_ALLOWED_ORIGINS, *settings.CSRF_TRUSTED_ORIGINS, *hosts]


class OriginGate(OriginValidator):
    """Browsers always name the page's origin, so it is checked whenever it is given. Without one it is no browser:
    such a client must bring a token, a cookie alone is not enough."""

    def __init__(self, application: Application) -> None:
        super().__init__(application, [])

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        self.allowed_origins = allowed_origins()
        named = any(name == b"origin" for name, _value in scope.get("headers", []))
        if named:
            return await super().__call__(scope | {"hiretrack.cookies": True}, receive, send)
        return await self.application(scope | {"hiretrack.cookies": False}, receive, send)


class Lifeguard:
    """Redis or PostgreSQL being away closes with 1013 (try again later), instead of a broken handshake."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        told = {"accepted": False, "closed": False}

        async def watching_send(message: dict[str, Any]) -> None:
            told["accepted"] |= message["type"] == "websocket.accept"
            told["closed"] |= message["type"] == "websocket.close"
            await send(message)

        try:
            return await self.application(scope, receive, watching_send)
        except (RedisError, DatabaseError, OSError) as error:
            log.warning("live_connection_dropped", error=type(error).__name__)
            metrics.count("hiretrack_live_connections", outcome="dropped")
            await _close(send, **told)


async def _close(send: Any, *, accepted: bool, closed: bool) -> None:
    if closed:
        return
    if not accepted:
        await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": codes.TRY_AGAIN})


class Unknown:
    """An address that is no websocket of ours is refused, where the router alone would break down."""

    def __init__(self, router: Application) -> None:
        self.router = router

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        try:
            return await self.router(scope, receive, send)
        except ValueError as error:
            if not str(error).startswith("No route found"):
                raise
            await send({"type": "websocket.close"})
