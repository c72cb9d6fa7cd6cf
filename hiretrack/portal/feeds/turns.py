"""Long documents, a few at a time: each holds one of the web server's threads until its reader has it all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator

import structlog
from django.conf import settings

from hiretrack.errors import DomainError

log = structlog.get_logger(__name__)
LONGEST_S = 900.0
"""So long a turn lasts at most: whoever reads drop by drop would keep the others out."""
_turns = threading.BoundedSemaphore(settings.LONG_DOCUMENTS_AT_ONCE)


class Busy(DomainError):
    """Others are reading long documents. Soon one of them will have ended."""

    def __init__(self) -> None:
        super().__init__("Try again in a moment.", code="busy", title="Busy", status=503)


class InTurn:
    """The parts of a document as long as the server sends them; it calls `close` however that ends.

    Raises `Busy` when there is no turn.
    """

    def __init__(self, parts: Iterable[str]) -> None:
        self._turns = _turns
        if not self._turns.acquire(blocking=False):
            raise Busy
        self._parts, self._closing, self._has_turn = iter(parts), threading.Lock(), True

    def __iter__(self) -> Iterator[str]:
        until = time.monotonic() + LONGEST_S
        for part in self._parts:
            yield part
            if time.monotonic() > until:
                # What it has is no whole document, and its XML says so.
                log.warning("long_document_ended", after_s=LONGEST_S)
                return

    def close(self) -> None:
        with self._closing:
            if self._has_turn:
                self._has_turn = False
                self._turns.release()

    def __del__(self) -> None:
        if hasattr(self, "_has_turn"):
            self.close()
