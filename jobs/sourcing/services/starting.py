"""Scans begin here: by hand, or because a board is due."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack.background import services as background
from hiretrack.background.choices import OPEN as OPEN_RUNS
from hiretrack.background.models import TaskRun
from hiretrack.celery import enqueue
from hiretrack.context import current_actor
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.sourcing.choices import OPEN, BoardKind, ScanState, Trigger
from jobs.sourcing.models import JobBoard, Scan
from jobs.sourcing.services.boards import lock_board
from jobs.sourcing.services.ending import KIND, end_orphans, next_scan_at

LOOKED_AT = 500
"""Due boards among which one sweep chooses."""
WAITING_AT_MOST = 4
"""Scans that are queued by the schedule while as many as may run do so; other boards stay due."""
SILENT_S = 60
_ONE_HOST = {BoardKind.GREENHOUSE, BoardKind.LEVER, BoardKind.ASHBY}
"""Whose boards are all read from one host, whatever their addresses."""


def start_scan(*, board_id: uuid.UUID, trigger: Trigger = Trigger.MANUAL, by_worker: bool = True) -> Scan:
    """Queue a scan of the board, enabled or not; `scan.run` is what to wait for.

    Without `by_worker` the caller carries it out. Raises `NotFound`, and 409 `scan_running` (with the `scan_id` and
    `task_id` in question) while one is going on.
    """
    with transaction.atomic():
        board = lock_board(board_id)
        with employer_scope(board.employer_id):
            refuse_second(board)
            scan = _queued(board, trigger)
            if by_worker:
                send(scan)
    return scan


def refuse_second(board: JobBoard) -> None:
    """Raises 409 `scan_running`. The board must be locked."""
    going_on = Scan.objects.filter(board=board, state__in=OPEN).first()
    if going_on is None:
        return
    raise DomainError(
        _("This board is being scanned already."),
        code="scan_running",
        title=_("The board is being scanned"),
        extra={"scan_id": str(going_on.pk), "task_id": str(going_on.run_id) if going_on.run_id else None},
    )


def _queued(board: JobBoard, trigger: Trigger) -> Scan:
    run = background.start_run(kind=KIND, owner_id=current_actor().user_id)
    scan: Scan = Scan.objects.create(board=board, run=run, trigger=trigger)
    board.next_scan_at = next_scan_at(board)
    board.save(update_fields=["next_scan_at"])
    return scan


def send(scan: Scan) -> None:
    """In the employer's scope: have a worker carry it out after the commit. A message may come twice."""
    from jobs.sourcing.tasks import scan_board

    enqueue(scan_board, str(scan.run_id), str(scan.pk))


def claim_due_boards(*, limit: int | None = None) -> list[uuid.UUID]:
    """Queue a scan of each board whose time has come, the longest waiting first; the scans' ids.

    No two boards of one host at once, and no more scans than soon have their turn (or `limit`): the other boards stay
    due. Several sweeps at once claim different boards.
    """
    with all_tenants(reason="boards that are due"):
        going_on = list(Scan.objects.filter(state__in=OPEN).values_list("board__kind", "board__url"))
        rows = JobBoard.objects.filter(enabled=True, next_scan_at__lte=timezone.now()).order_by("next_scan_at", "id")
        due = list(rows.exclude(scans__state__in=OPEN).values("pk", "employer_id", "kind", "url")[:LOOKED_AT])
    room = settings.SOURCING_SCANS_AT_ONCE + WAITING_AT_MOST - len(going_on) if limit is None else limit
    busy = {host_read(kind, url) for kind, url in going_on}
    claimed: list[uuid.UUID] = []
    for board in due:
        host = host_read(board["kind"], board["url"])
        if len(claimed) < room and host not in busy and (scan_id := _claim(board["employer_id"], board["pk"])):
            claimed.append(scan_id)
            busy.add(host)
    return claimed


def _claim(employer_id: uuid.UUID, board_id: uuid.UUID) -> uuid.UUID | None:
    with employer_scope(employer_id):
        due = JobBoard.objects.filter(pk=board_id, enabled=True, next_scan_at__lte=timezone.now())
        board = due.select_for_update(skip_locked=True, of=("self",), no_key=True).first()
        if board is None or Scan.objects.filter(board=board, state__in=OPEN).exists():
            return None
        scan = _queued(board, Trigger.SCHEDULE)
        send(scan)
        return scan.pk


def host_read(kind: str, url: str) -> str:
    return str(kind) if kind in _ONE_HOST else (urlsplit(url).hostname or "")


def sweep() -> int:
    """What beat has done every minute, and each scan at its end: scans that wait for their turn, or whose worker was
    lost, are sent again, those that nobody asks for any more are ended, and due boards are claimed; how many.
    """
    with all_tenants(reason="scans without a run"):
        end_orphans()
    waiting = _resend(_waiting())
    return waiting + len(claim_due_boards())


def _waiting() -> list[Scan]:
    """Queued ones, as many as may run, and running ones that are silent: their message finds out whether they live."""
    silent = timezone.now() - dt.timedelta(seconds=SILENT_S)
    with all_tenants(reason="scans that wait"):
        queued = Scan.objects.filter(state=ScanState.QUEUED, created_at__lt=silent).order_by("created_at")
        # They wait for their turn, and are not lost.
        runs = TaskRun.objects.filter(kind=KIND, state__in=OPEN_RUNS, pk__in=queued.values("run"))
        runs.update(touched_at=timezone.now())
        running = Scan.objects.filter(state=ScanState.RUNNING, touched_at__lt=silent).order_by("touched_at")
        return [*queued[: settings.SOURCING_SCANS_AT_ONCE], *running[: settings.SOURCING_SCANS_AT_ONCE]]


def _resend(scans: list[Scan]) -> int:
    for scan in scans:
        with employer_scope(scan.employer_id):
            send(scan)
    return len(scans)


def told(scan: Scan) -> dict[str, Any]:
    """What the run's result says of a scan."""
    counts = ("pages", "failed_pages", "found", "filtered", "skipped", "added", "changed", "returned", "gone")
    return {
        "scan_id": str(scan.pk), "board_id": str(scan.board_id), "state": str(scan.state), "error": scan.error,
        **{name: getattr(scan, name) for name in counts},
    }  # fmt: skip
