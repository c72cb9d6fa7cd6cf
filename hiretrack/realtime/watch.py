"""Notices when Redis goes, even for a moment: what it would have carried is lost to open connections.

Each is then closed with 1013, so that its client connects again and asks for what it missed; staying connected would
hide the gap. One connection that never reconnects by itself is asked once a second for the whole process.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from hiretrack.realtime import codes

EVERY_S = 1.0


class Watched(Protocol):
    async def leave(self, code: int) -> None: ...


class RedisWatch:
    """For one event loop; its task lives as long as it watches over somebody."""

    def __init__(self) -> None:
        self._open: set[Watched] = set()
        self._task: asyncio.Task[None] | None = None

    def add(self, connection: Watched) -> None:
        self._open.add(connection)
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._run())

    def remove(self, connection: Watched) -> None:
        self._open.discard(connection)
        if not self._open and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        client = redis.asyncio.Redis.from_url(
            settings.REDIS_URL,
            single_connection_client=True,
            retry=Retry(NoBackoff(), 0),
            socket_timeout=settings.REDIS_TIMEOUT_S * 2,
            socket_connect_timeout=settings.REDIS_TIMEOUT_S,
        )
        try:
            while True:
                await client.execute_command("PING")  # type: ignore[no-untyped-call]
                await asyncio.sleep(EVERY_S)
        except (RedisError, OSError):
            self._task = None
            for connection in list(self._open):
                await connection.leave(codes.TRY_AGAIN)
        finally:
            await client.aclose()


_watches: dict[asyncio.AbstractEventLoop, RedisWatch] = {}


def redis_watch() -> RedisWatch:
    """The running loop's."""
    loop = asyncio.get_running_loop()
    for ended in [known for known in _watches if known.is_closed()]:
        del _watches[ended]
    return _watches.setdefault(loop, RedisWatch())
