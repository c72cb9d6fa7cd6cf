"""Drafts at once, for whoever waits for the answer, or written by a worker while a page watches."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection

from hiretrack.assistant import errors, limits, texts
from hiretrack.assistant.drafting import Draft, write
from hiretrack.assistant.orders import Order
from hiretrack.assistant.providers import provider
from hiretrack.assistant.runs import scope_of
from hiretrack.background.models import TaskRun
from hiretrack.background.services import report, start_run
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.context import deadline_in

KINDS = "assistant."
AT_ONCE = 4
"""Requests of one process that may wait for the provider; the others must stay free for everybody else."""
FOR_THE_LOG_S = 5.0
PIECE_EVERY_S, BEAT_EVERY_S = 0.1, 1.0
_places = threading.BoundedSemaphore(AT_ONCE)


def is_available() -> bool:
    """Whether buttons are there at all."""
    return provider() is not None


def check_available() -> None:
    """Raises `AssistantUnavailable` without a key."""
    if not is_available():
        raise errors.not_configured()


def draft_now(order: Order) -> Draft:
    """Outside any transaction. Raises `AssistantUnavailable`, `AssistantRefused`, and 429 past the limit."""
    check_available()
    limits.count(order.asker)
    if not _places.acquire(blocking=False):
        raise errors.away()
    try:
        _let_go_of_the_database()
        seconds = settings.ASSISTANT_TIMEOUT_S
        with deadline_in(seconds + FOR_THE_LOG_S):
            return write(order, seconds=seconds)
    finally:
        _places.release()


def _let_go_of_the_database() -> None:
    """Others can use the connection while the provider writes."""
    if not connection.in_atomic_block:
        connection.close()


def start_draft(order: Order) -> TaskRun:
    """A run that writes the draft; its text comes over `/ws/tasks/{id}`. Raises as `draft_now`."""
    from hiretrack.assistant.tasks import draft

    check_available()
    limits.count(order.asker)
    with scope_of(order.asker):
        run = start_run(kind=f"{KINDS}{order.kind}", owner_id=order.asker.user_id)
        texts.keep_order(run.pk, order)
        enqueue(draft, str(run.pk))
    return run


def carry_out_draft(*, task: PlatformTask, run: TaskRun) -> dict[str, Any]:
    """The task's work. Its result has neither the text nor the facts: both lie in Redis."""
    order = texts.order_of(run.pk)

    def beat(share: float) -> None:
        with task.scope():
            report(run, share)

    telling = Telling(run.pk, expected=order.max_chars, beat=beat)
    try:
        draft = write(order, seconds=settings.ASSISTANT_STREAM_TIMEOUT_S, listener=telling)
        telling.flush()
        texts.keep(run.pk, draft.text, draft.shown_facts)
    except BaseException:
        texts.forget(run.pk)
        raise
    texts.forget_order(run.pk)
    return draft.about


class Telling:
    """Passes the text on in handfuls, and shows signs of life by which a cancelled run ends."""

    def __init__(self, run_id: uuid.UUID, *, expected: int, beat: Callable[[float], None]) -> None:
        self.run_id, self.expected, self.beat = run_id, expected, beat
        self.text, self.told = "", 0
        self.told_at = self.beat_at = 0.0

    def begin(self) -> None:
        if self.text:
            texts.tell(self.run_id, text="", told=0)
        self.text, self.told = "", 0

    def add(self, text: str) -> None:
        self.text += text
        now = time.monotonic()
        if now - self.told_at >= PIECE_EVERY_S:
            self.told_at = now
            self.flush()
        if now - self.beat_at >= BEAT_EVERY_S:
            self.beat_at = now
            # What is written is mostly far shorter than it may be.
            self.beat(min(95.0, 200.0 * len(self.text) / self.expected))

    def flush(self) -> None:
        if self.told < len(self.text):
            texts.tell(self.run_id, text=self.text, told=self.told)
            self.told = len(self.text)
