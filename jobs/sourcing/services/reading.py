"""What a scan has read of its board so far."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from jobs.sourcing.choices import ScanState
from jobs.sourcing.filters import Keywords
from jobs.sourcing.postings import Page
from jobs.sourcing.rows import Row, row_of

MOST_POSTINGS = 200_000
"""Of one board: by then it is no list of jobs, or one without end."""
MOST_TIME_S = 45 * 60
"""Well within what the task may take."""


@dataclass(slots=True)
class Reading:
    """Counts as `Scan` has them. Of the postings themselves nothing is kept but their hashes."""

    keywords: Keywords
    pages: int = 0
    failed_pages: int = 0
    found: int = 0
    filtered: int = 0
    skipped: int = 0
    error: str = ""
    """Why something is missing; of several reasons the first."""
    is_unchanged: bool = False
    etag: str = ""
    last_modified: str = ""
    began: float = field(default_factory=time.monotonic)
    _seen: set[bytes] = field(default_factory=set)

    def rows(self, page: Page) -> Iterator[Row]:
        """Count the page; its postings that the employer wants, each once, however often the board has it."""
        if page.error:
            self.failed_pages += 1
            self.fail(page.error)
            return
        self.pages += 1
        self.skipped += page.skipped
        self.etag, self.last_modified = self.etag or page.etag, self.last_modified or page.last_modified
        for posting in page.postings:
            row = row_of(posting)
            if row is None:
                self.skipped += 1
            elif self._is_first(row) and self._is_wanted(row):
                yield row

    def _is_first(self, row: Row) -> bool:
        key = bytes.fromhex(row.dedup_hash)
        if key in self._seen:
            return False
        self._seen.add(key)
        self.found += 1
        return True

    def _is_wanted(self, row: Row) -> bool:
        if self.keywords.pass_(row.searched()):
            return True
        self.filtered += 1
        return False

    def fail(self, error: str) -> None:
        self.error = self.error or error or "The board could not be read."

    def must_stop(self) -> bool:
        if self.found >= MOST_POSTINGS:
            self.fail(f"Only the first {MOST_POSTINGS:,} postings were read.")
        elif time.monotonic() - self.began > MOST_TIME_S:
            self.fail(f"Not everything could be read within {MOST_TIME_S // 60} minutes.")
        else:
            return False
        return True

    @property
    def state(self) -> ScanState:
        """How the scan ended."""
        if self.error:
            return ScanState.PARTIAL if self.pages else ScanState.FAILED
        if self.is_unchanged:
            return ScanState.UNCHANGED
        # An adapter that gives no page at all has read nothing, which is not the same as an empty board.
        return ScanState.COMPLETE if self.pages else ScanState.FAILED

    @property
    def counted(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("pages", "failed_pages", "found", "filtered", "skipped")}
