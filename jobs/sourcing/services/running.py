"""A scan, from the board's first page to its end. No transaction is open while the board is being read."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from hiretrack.background import services as background
from hiretrack.background.models import TaskRun
from hiretrack.background.services import RunCancelled
from hiretrack.errors import DomainError, Invalid
from jobs.sourcing.boards.apart import apart
from jobs.sourcing.choices import OPEN, ScanState
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed, SafeClient
from jobs.sourcing.filters import Keywords
from jobs.sourcing.models import JobBoard, Scan, Sighting
from jobs.sourcing.postings import Adapter, Page, Source, Unchanged
from jobs.sourcing.rows import Row
from jobs.sourcing.services.ending import end_scan, touch
from jobs.sourcing.services.reading import Reading
from jobs.sourcing.services.starting import told
from jobs.sourcing.services.storing import STALE, store
from jobs.sourcing.services.vanishing import note_unchanged, touch_stale

BATCH = 500
REPORT_EVERY_S = 1.0
MOST_ATTEMPTS = 3
"""Of one scan: a board that takes its worker's life each time shall not do so for ever."""
LEAST_SHARE = 1 / 3
"""Of the time that a scan may take, for an attempt that begins when it is almost over."""
REDIS_BACK_WITHIN_S = 60.0
"""Otherwise the scan ends with what it has read."""
UNREADABLE = "board_unreadable"
GAVE_UP = "The scan was cut off too often; it has been given up."


class Carrier(Protocol):
    """Who carries the scan out: a task, or a command."""

    def scope(self) -> AbstractContextManager[Any]: ...


def run_scan(
    *,
    task: Carrier,
    run: TaskRun,
    scan_id: uuid.UUID,
    adapter: Adapter | None = None,
    client: Client | None = None,
    heard: Callable[[int], object] | None = None,
) -> dict[str, Any]:
    """The work of the task run `run`: read the board, store what it shows, and end the scan; what it answers is the
    run's result. `heard` is told how many postings were found so far.

    It may be done again after it was cut off at any point: what was stored is known again and counted once. Raises
    `DomainError` `board_unreadable`, and `RunCancelled` when the scan's end was asked for or its board deleted.
    """
    with task.scope():
        work = _begun(run, scan_id)
    if work is None:
        return _ended(task, scan_id)
    doing = Doing(task, run, *work, heard=heard or (lambda _: None))
    doing.read(adapter, client or SafeClient(ends_in_s=doing.reading.seconds, patience_s=REDIS_BACK_WITHIN_S))
    doing.end()
    return _ended(task, scan_id)


def _begun(run: TaskRun, scan_id: uuid.UUID) -> tuple[JobBoard, Scan, int] | None:
    """The scan as running, with nothing read yet, and how many postings are to be expected; None when it has ended."""
    nothing = dict.fromkeys(("pages", "failed_pages", "found", "filtered", "skipped"), 0)
    now = timezone.now()
    rows = Scan.objects.filter(pk=scan_id, run=run)
    rows.filter(started_at=None).update(started_at=now)
    # What was added, changed or back again stays counted: when it is read again it is as before.
    if not rows.filter(state__in=OPEN).update(
        state=ScanState.RUNNING, touched_at=now, attempts=F("attempts") + 1, **nothing
    ):
        return None
    scan = rows.select_related("board").get()
    if scan.attempts > MOST_ATTEMPTS:
        raise DomainError(GAVE_UP, code=UNREADABLE, title="The board could not be read")
    return scan.board, scan, Sighting.objects.filter(board=scan.board, missed_scans=0).count()


def _ended(task: Carrier, scan_id: uuid.UUID) -> dict[str, Any]:
    with task.scope():
        scan = Scan.objects.filter(pk=scan_id).first()
    if scan is None or scan.state == ScanState.CANCELLED:
        raise RunCancelled
    if scan.state == ScanState.FAILED:
        raise DomainError(scan.error, code=UNREADABLE, title="The board could not be read")
    return told(scan)


@dataclass
class Doing:
    """One scan under way."""

    task: Carrier
    run: TaskRun
    board: JobBoard
    scan: Scan
    expected: int
    heard: Callable[[int], object]
    reading: Reading = field(init=False)
    waiting: list[Row] = field(default_factory=list)
    until: Any = None
    reported: float = 0.0

    def __post_init__(self) -> None:
        self.reading = Reading(Keywords.of(self.board.keyword_filters), _seconds(self.scan))

    def read(self, adapter: Adapter | None, client: Client) -> None:
        """Page by page; what was read before something went wrong is kept."""
        try:
            self._pages(adapter or apart(self.board.kind), client)
        except Invalid as invalid:
            # Of a kind that this installation cannot read any more.
            self.reading.fail("; ".join(error.detail for error in invalid.errors) or invalid.detail)
        except (BoardUnreadable, PageFailed) as error:
            self.until = getattr(error, "until", None)
            if not self.reading.must_stop():
                self.reading.fail(str(error))
        if self.waiting:
            self._store()

    def _pages(self, adapter: Adapter, client: Client) -> None:
        board = self.board
        source = Source(board.url, board.name, board.scraper_config, board.etag, board.last_modified)
        with closing(_iterated(adapter, source, client)) as pages:
            for page in pages:
                if isinstance(page, Unchanged):
                    self.reading.is_unchanged = True
                    return
                for row in self.reading.rows(page):
                    self.waiting.append(row)
                    if len(self.waiting) == BATCH:
                        self._store()
                if self.reading.must_stop():
                    return
                self._report()

    def _report(self) -> None:
        """Also how somebody who wants the scan to end is heard."""
        if time.monotonic() - self.reported < REPORT_EVERY_S:
            return
        with self.task.scope():
            self._tell(Counter())

    def _store(self) -> None:
        rows, self.waiting = self.waiting, []
        with self.task.scope():
            # Boards before their runs, scans and listings: the order in which everybody locks them.
            board = self._locked()
            self._tell(store(board=board, scan_id=self.scan.pk, rows=rows))

    def _locked(self) -> JobBoard:
        rows = JobBoard.objects.select_for_update(of=("self",), no_key=True)
        board: JobBoard | None = rows.filter(pk=self.board.pk).first()
        if board is None:
            raise RunCancelled
        return board

    def _tell(self, counts: Counter[str]) -> None:
        reading = self.reading
        background.report(self.run, self._progress(), f"{reading.found:,} postings on {reading.pages:,} pages")
        more = {name: F(name) + number for name, number in counts.items()}
        if not touch(self.scan, **reading.counted, **more):
            raise RunCancelled
        self.reported = time.monotonic()
        self.heard(reading.found)

    def _progress(self) -> float:
        """By what stood there last time. Of a board that was never read nobody knows how long it is."""
        found = self.reading.found
        return min(95.0, 95 * found / self.expected) if self.expected else 95 * found / (found + 1000)

    def end(self) -> None:
        reading, now = self.reading, timezone.now()
        if reading.state == ScanState.UNCHANGED:
            self._touch_stale()
        with self.task.scope():
            board = self._locked()
            self._tell(Counter())
            if reading.state == ScanState.UNCHANGED:
                note_unchanged(board=board, scan_id=self.scan.pk, now=now)
            end_scan(
                board=board, scan=self.scan, state=reading.state, error=self._error(), etag=reading.etag,
                last_modified=reading.last_modified, until=self.until,
            )  # fmt: skip

    def _error(self) -> str:
        if self.reading.state == ScanState.FAILED:
            return self.reading.error or "The board gave no page."
        return self.reading.error

    def _touch_stale(self) -> None:
        """In small steps: recruiters write these rows too."""
        more = True
        while more:
            with self.task.scope():
                now = timezone.now()
                more = touch_stale(board=self.board, now=now, before=now - STALE)


def _seconds(scan: Scan) -> float:
    """What is left of a scan's time when it begins again after its worker was lost."""
    whole = settings.SOURCING_SCAN_MINUTES * 60.0
    gone = (timezone.now() - scan.started_at).total_seconds() if scan.started_at else 0.0
    return min(whole, max(whole * LEAST_SHARE, whole - gone))


def _iterated(adapter: Adapter, source: Source, client: Client) -> Generator[Page | Unchanged, None, None]:
    """So that it can be closed, whatever the adapter answers with."""
    yield from adapter.pages(source, client)
