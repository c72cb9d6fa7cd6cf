"""Signs of life: workers and the schedule leave a time in Redis, and whoever asks sees how old it is."""

from __future__ import annotations

import time

import structlog
from django.conf import settings
from django_redis import get_redis_connection
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
WORKER, SCHEDULE = "worker:", "schedule"
NOTE_EVERY_S = 10.0
FORGET_AFTER_S = 24 * 3600
_noted: dict[str, float] = {}


def note(who: str) -> None:
    """`who` is alive; told to Redis once in ten seconds. Without Redis the sign is lost, and nothing else."""
    now = time.time()
    if now - _noted.get(who, 0.0) < NOTE_EVERY_S:
        return
    _noted[who] = now
    try:
        with get_redis_connection("default").pipeline() as redis:
            redis.zadd(_key(), {who: now}).zremrangebyscore(_key(), 0, now - FORGET_AFTER_S).execute()
    except RedisError as error:
        log.debug("sign_of_life_lost", error=type(error).__name__)


def ages() -> dict[str, float]:
    """Seconds since the last sign of each, of the last day. Raises `RedisError`."""
    now = time.time()
    found = get_redis_connection("default").zrange(_key(), 0, -1, withscores=True)
    return {who.decode(): max(now - at, 0.0) for who, at in found}


def forget() -> None:
    """So that the next sign is told at once (tests, a process that was forked)."""
    _noted.clear()


def _key() -> str:
    return f"{settings.CACHES['default']['KEY_PREFIX']}:alive"
