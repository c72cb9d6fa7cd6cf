"""What a scan has read of its board so far."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings

from jobs.sourcing.choices import ScanState
from jobs.sourcing.filters import Keywords
from jobs.sourcing.postings import Page
from jobs.sourcing.rows import Row, row_of


@dataclass(slots=True)
class Reading:
    """Counts as `Scan` has them. Of the postings themselves nothing is kept but their hashes."""

    keywords: Keywords
    seconds: float
    """How long it may take."""
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
            if self.found >= settings.SOURCING_SCAN_LISTINGS:
                break
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
        """Whether it has come to one of its limits, which is then among the reasons why something is missing."""
        reached = self.limit_reached()
        if reached:
            # Above all others: it is what tells why the rest is missing.
            self.error = reached
        return bool(reached)

    def limit_reached(self) -> str:
        """In words for recruiters; empty while there is none."""
        if self.found >= settings.SOURCING_SCAN_LISTINGS:
            return f"Only the first {settings.SOURCING_SCAN_LISTINGS:,} postings were read; a scan reads no more."
        if self.pages + self.failed_pages >= settings.SOURCING_SCAN_PAGES:
            return f"Only the first {settings.SOURCING_SCAN_PAGES:,} pages were read; a scan reads no more."
        if time.monotonic() - self.began >= self.seconds:
            return (
                f"Not everything could be read within {math.ceil(self.seconds / 60)} minutes; a scan takes no longer."
            )
        return ""

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
