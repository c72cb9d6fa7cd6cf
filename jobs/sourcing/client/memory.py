"""What all processes know of a host, in Redis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.utils.translation import gettext as _
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from jobs.sourcing.client.failures import MemoryAway

log = structlog.get_logger(__name__)


@contextmanager
def needed() -> Iterator[Any]:
    """A connection. Without Redis nothing keeps two workers apart, so that no board is asked: `MemoryAway`."""
    try:
        yield get_redis_connection("default")
    except (RedisError, OSError) as error:
        raise MemoryAway(_("HireTrack's Redis server is away; boards are not asked without it.")) from error


@contextmanager
def useful() -> Iterator[Any]:
    """A connection for what can be done without: what has been read from a board is not lost for it."""
    try:
        yield get_redis_connection("default")
    except (RedisError, OSError) as error:
        log.warning("sourcing_memory_away", error=type(error).__name__)
