"""Hosts that fail again and again are left alone for a while, by all workers.

After the pause one request is let through (turns keep the others waiting): when it fails too the pause begins anew,
when it succeeds all is forgotten.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy

from jobs.sourcing.client import memory
from jobs.sourcing.client.failures import BoardUnreadable
from jobs.sourcing.client.hosts import Host

FAILURES = 5
"""In a row."""
OPEN_FOR_S = 300
LONGEST_S = 6 * 3600
_REMEMBERED_S = 3600
_FAILING, _ASKED = b"failing", b"asked"
_SAID = {
    _FAILING: gettext_lazy("%(host)s has failed several times in a row and is left alone until %(until)s."),
    _ASKED: gettext_lazy("%(host)s asks to be left alone until %(until)s."),
}


def check(host: Host) -> None:
    """Raise `BoardUnreadable` while the host is left alone."""
    with memory.needed() as redis:
        why, left_ms = redis.pipeline().get(host.key("open")).pttl(host.key("open")).execute()
    if why and left_ms > 0:
        raise _left_alone(host, why, left_ms / 1000)


def succeeded(host: Host) -> None:
    """It answers, if only to refuse."""
    with memory.useful() as redis:
        redis.delete(host.key("failures"))


def failed(host: Host) -> None:
    with memory.useful() as redis:
        pipeline = redis.pipeline()
        count, _kept = pipeline.incr(host.key("failures")).expire(host.key("failures"), _REMEMBERED_S).execute()
        if count >= FAILURES:
            redis.set(host.key("open"), _FAILING, ex=OPEN_FOR_S)


def leave_alone(host: Host, seconds: float, *, remembered: bool = True) -> BoardUnreadable:
    """As the host asked for, and by all workers if it is to be `remembered`. What to raise."""
    seconds = min(max(seconds, 1.0), LONGEST_S)
    if remembered:
        with memory.useful() as redis:
            redis.set(host.key("open"), _ASKED, px=int(seconds * 1000))
    return _left_alone(host, _ASKED, seconds)


def _left_alone(host: Host, why: bytes, seconds: float) -> BoardUnreadable:
    until = timezone.now() + dt.timedelta(seconds=seconds)
    text = str(_SAID.get(why, _SAID[_FAILING]))
    return BoardUnreadable(text % {"host": host.name, "until": f"{until:%Y-%m-%d %H:%M} UTC"}, until=until)
