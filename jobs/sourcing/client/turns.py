"""One request at a time to each host, from all workers together, and a rest after each."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from jobs.sourcing.client import memory
from jobs.sourcing.client.failures import BoardUnreadable
from jobs.sourcing.client.hosts import Host

HELD_AT_LEAST_S = 60.0
"""After that the turn of a worker that was killed passes on."""
LONGEST_WAIT_S = 180.0
_LOOK_AGAIN_S = 0.2
_RESTING = b"resting"
_RELEASE = """
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) > 0 then redis.call('set', KEYS[1], ARGV[3], 'px', ARGV[2]) else redis.call('del', KEYS[1]) end
return 1
"""


@dataclass(slots=True)
class Turn:
    rest_s: float
    """How long the host is left alone afterwards. Whoever has the turn may change it."""


@contextmanager
def turn(host: Host, *, rest_s: float, waits_s: float = LONGEST_WAIT_S) -> Iterator[Turn]:
    """Raises `BoardUnreadable` when it does not come within `waits_s`."""
    token = secrets.token_hex(8)
    _take(host, token, min(waits_s, LONGEST_WAIT_S))
    mine = Turn(rest_s)
    try:
        yield mine
    finally:
        with memory.useful() as redis:
            redis.eval(_RELEASE, 1, host.key("turn"), token, int(mine.rest_s * 1000), _RESTING)


def _take(host: Host, token: str, waits_s: float) -> None:
    held_ms = int(max(HELD_AT_LEAST_S, 2 * settings.SOURCING_TIMEOUT_S) * 1000)
    gives_up = time.monotonic() + waits_s
    with memory.needed() as redis:
        while not redis.set(host.key("turn"), token, nx=True, px=held_ms):
            if time.monotonic() >= gives_up:
                raise BoardUnreadable(_("Too many boards are read from %(host)s just now.") % {"host": host.name})
            time.sleep(_pause(redis.pttl(host.key("turn"))))


def _pause(left_ms: int) -> float:
    """Not all that wait look again at the same moment."""
    return min(max(left_ms, 1) / 1000, _LOOK_AGAIN_S) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
