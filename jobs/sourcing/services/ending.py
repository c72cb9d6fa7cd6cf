"""How a scan ends: what it did not see any more, what its board shows of it, and who hears."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from hiretrack.audit.services import record
from hiretrack.background.choices import OPEN as OPEN_RUNS
from hiretrack.background.choices import RunState
from hiretrack.background.models import TaskRun
from hiretrack.celery import enqueue
from hiretrack.observability import metrics
from jobs.sourcing.choices import OPEN, TRANSITIONS, WHOLE, ScanState
from jobs.sourcing.models import JobBoard, Scan
from jobs.sourcing.services.vanishing import miss_what_was_not_seen

log = structlog.get_logger(__name__)
KIND = "sourcing.scan"
COUNTS = ("added", "changed", "returned", "gone")
SOON_MINUTES = 60
"""After a scan that could not see the whole board the next one comes by then, however long the board's interval."""
JITTER = 0.1


def end_scan(
    *, board: JobBoard, scan: Scan, state: ScanState, error: str = "", etag: str = "", last_modified: str = "",
    until: dt.datetime | None = None,
) -> None:  # fmt: skip
    """Write down how `scan` ended, with all that follows from it; nothing when it has ended already.

    `etag` and `last_modified` are the board's, where it was seen whole; `until` is when another look is of use. In
    the caller's transaction, which has locked `board`.
    """
    ending = Scan.objects.filter(pk=scan.pk, state__in=[before for before in OPEN if state in TRANSITIONS[before]])
    now = timezone.now()
    if not ending.update(state=state, error=error[:500], ended_at=now, touched_at=now):
        return
    scan.refresh_from_db()
    if state in WHOLE:
        gone = miss_what_was_not_seen(board=board, scan_id=scan.pk, now=now)
        Scan.objects.filter(pk=scan.pk).update(gone=gone)
        scan.gone = gone
    _journal(board, scan)
    _note_at_board(board, scan, etag, last_modified, until)
    _tell(scan)


def _note_at_board(board: JobBoard, scan: Scan, etag: str, last_modified: str, until: dt.datetime | None) -> None:
    if scan.state == ScanState.COMPLETE:
        board.etag, board.last_modified = etag[:300], last_modified[:100]
    elif scan.pages and scan.state != ScanState.UNCHANGED:
        # What was stored is newer than what the old marks stand for: unchanged since then would not be true.
        board.etag = board.last_modified = ""
    board.last_scanned_at, board.last_scan_status, board.last_scan_error = scan.ended_at, scan.state, scan.error
    board.next_scan_at = next_scan_at(board, after=scan, until=until)
    board.save(update_fields=[
        "etag", "last_modified", "last_scanned_at", "last_scan_status", "last_scan_error", "next_scan_at",
    ])  # fmt: skip


def next_scan_at(board: JobBoard, *, after: Scan | None = None, until: dt.datetime | None = None) -> dt.datetime:
    """Give or take a tenth, so that boards that were made together are not scanned together for ever."""
    minutes = float(board.scan_interval_minutes)
    if after is not None and after.state in {ScanState.PARTIAL, ScanState.FAILED}:
        minutes = min(minutes, SOON_MINUTES)
    wait = dt.timedelta(minutes=minutes * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - jitter is no secret
    planned: dt.datetime = timezone.now() + wait
    return max(planned, until) if until else planned


def _journal(board: JobBoard, scan: Scan) -> None:
    """Nothing of a scan that found all as it was: its own row tells of it, and nobody needs to hear."""
    counts = {name: getattr(scan, name) for name in COUNTS}
    quiet = scan.state in WHOLE and board.last_scan_status in WHOLE and not any(counts.values())
    if not quiet:
        record("board.scanned", entity=board, scan_id=str(scan.pk), state=str(scan.state), **counts)


def _tell(scan: Scan) -> None:
    from jobs.sourcing.tasks import scan_due

    counts: dict[str, Any] = {name: getattr(scan, name) for name in COUNTS}
    log.info(
        "board_scanned", board_id=str(scan.board_id), scan_id=str(scan.pk), state=str(scan.state), found=scan.found,
        failed_pages=scan.failed_pages, **counts,
    )  # fmt: skip
    transaction.on_commit(lambda: _count(str(scan.state), counts))
    # Another may have waited for its turn.
    enqueue(scan_due)


def _count(state: str, counts: dict[str, int]) -> None:
    metrics.count("hiretrack_board_scans", state=state)
    for name, number in counts.items():
        if number:
            metrics.count("hiretrack_listings", number, outcome=name)


def end_with_run(run: TaskRun) -> None:
    """A run that was cancelled, lost or has failed takes its scan along; in the run's own transaction."""
    if run.kind != KIND or run.state == RunState.SUCCEEDED:
        return
    scan = Scan.objects.filter(run=run, state__in=OPEN).first()
    if scan is not None:
        state = ScanState.CANCELLED if run.state == RunState.CANCELLED else ScanState.FAILED
        _end_of_itself(scan, state, (run.error or {}).get("detail", ""))


def end_orphans() -> int:
    """Scans whose run is gone (with the user who asked for it) or has ended; how many. For all tenants."""
    lonely = Scan.objects.filter(state__in=OPEN).exclude(run__state__in=OPEN_RUNS)
    rows = list(lonely.order_by("pk")[:500])
    for scan in rows:
        with transaction.atomic():
            _end_of_itself(scan, ScanState.FAILED, "Whoever asked for this scan is gone.")
    return len(rows)


def _end_of_itself(scan: Scan, state: ScanState, error: str) -> None:
    board = JobBoard.objects.select_for_update(of=("self",), no_key=True).filter(pk=scan.board_id).first()
    if board is not None:
        end_scan(board=board, scan=scan, state=state, error=error)


def touch(scan: Scan, **counted: Any) -> bool:
    """Note what a running scan has read so far; False when it runs no longer."""
    rows = Scan.objects.filter(pk=scan.pk, state=ScanState.RUNNING)
    return bool(rows.update(touched_at=Greatest(F("touched_at"), timezone.now()), **counted))
