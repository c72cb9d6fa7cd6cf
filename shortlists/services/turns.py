"""Who works off what is stale, and how it is sent for: few messages, however much changes.

What is stale stands in the database. A message only says that there is something: it is sent once, by the first commit
that leaves something behind while nobody is at it. Whoever works holds the turn in Redis and looks for new rows until
there are none; a turn whose holder was killed runs out, and the beat's message finds the rows.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import structlog
from celery import Task
from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from hiretrack.celery import enqueue

log = structlog.get_logger(__name__)
SHIFT_S = 5.0
"""After this the work goes on in a new message, behind the mails and scans that have come meanwhile."""
HELD_S, ASKED_S = 30, 30


class Step(NamedTuple):
    """How many rows a step has worked off, and how many it left because somebody else has them."""

    done: int
    passed: int = 0


@dataclass(frozen=True)
class Turn:
    """`step` works off a batch in transactions of its own; `is_left` says cheaply whether there is more."""

    name: str
    step: Callable[[], Step]
    is_left: Callable[[], bool]
    task: Callable[[], Task]

    def ask(self) -> None:
        """Have it done after the commit."""
        transaction.on_commit(self._send)

    def work(self, *, seconds: float = SHIFT_S) -> int:
        """Work until nothing is left or the time is over, one step at least; how many rows. 0 while another worker has
        the turn."""
        done, last = 0, Step(0)
        with self._held() as mine:
            if not mine:
                return 0
            ends = time.monotonic() + seconds
            while True:
                cache.delete(self._asked)
                last = self.step()
                done += last.done
                cache.touch(self._turn, HELD_S)
                if not last.done or time.monotonic() >= ends:
                    break
        # Who committed while the turn was held has asked nobody. What others hold comes with the next beat.
        if not last.passed and self.is_left():
            self.ask()
        return done

    @property
    def _turn(self) -> str:
        return f"shortlists:{self.name}:turn"

    @property
    def _asked(self) -> str:
        return f"shortlists:{self.name}:asked"

    def _send(self) -> None:
        try:
            if cache.get(self._turn) is None and cache.add(self._asked, 1, ASKED_S):
                enqueue(self.task())
        except RedisError as error:
            # The beat sends for it, too.
            log.warning("matching_not_sent_for", turn=self.name, error=type(error).__name__)

    @contextmanager
    def _held(self) -> Iterator[bool]:
        mine = uuid.uuid4().hex
        if not cache.add(self._turn, mine, HELD_S):
            yield False
            return
        try:
            yield True
        finally:
            # After a time-out somebody else may have it.
            if cache.get(self._turn) == mine:
                cache.delete(self._turn)
