"""Scans begin here: by hand, or because a board is due."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack.background import services as background
from hiretrack.background.choices import OPEN as OPEN_RUNS
from hiretrack.background.models import TaskRun
from hiretrack.celery import enqueue
from hiretrack.context import current_actor
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.sourcing.choices import OPEN, ScanState, Trigger
from jobs.sourcing.models import JobBoard, Scan
from jobs.sourcing.services.boards import lock_board
from jobs.sourcing.services.ending import KIND, end_orphans, next_scan_at
from jobs.sourcing.services.turns import SILENT_S, host_read, in_turn

LOOKED_AT, LOOKED_AT_OF_EACH = 500, 20
"""Due boards among which one sweep chooses, and of each employer."""
WAITING_AT_MOST = 4
"""Scans that are queued by the schedule while as many as may run do so; other boards stay due."""


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
    """Queue a scan of each board whose time has come: of each employer one, then of each another, the longest waiting
    first; the scans' ids.

    Of an employer no two boards of one host at once, and no more scans than soon have their turn (or `limit`): the
    other boards stay due. Several sweeps at once claim different boards.
    """
    with all_tenants(reason="boards that are due"):
        open_ = Scan.objects.filter(state__in=OPEN)
        going_on = list(open_.values_list("employer_id", "board__kind", "board__url"))
        # Those that people ask for take no room from those of the schedule.
        planned = open_.filter(trigger=Trigger.SCHEDULE).count()
        due = _due(Counter(employer_id for employer_id, *_ in going_on))
    room = settings.SOURCING_SCANS_AT_ONCE + WAITING_AT_MOST - planned if limit is None else limit
    busy = {(employer_id, host_read(kind, url)) for employer_id, kind, url in going_on}
    claimed: list[uuid.UUID] = []
    for board in due:
        place = (board["employer_id"], host_read(board["kind"], board["url"]))
        if len(claimed) < room and place not in busy and (scan_id := _claim(board["employer_id"], board["pk"])):
            claimed.append(scan_id)
            busy.add(place)
    return claimed


def _due(going_on: Counter[uuid.UUID]) -> list[dict[str, Any]]:
    """`going_on`: how many open scans an employer has."""
    of_employer = Window(RowNumber(), partition_by="employer_id", order_by=[F("next_scan_at"), F("pk")])
    rows = JobBoard.objects.filter(enabled=True, next_scan_at__lte=timezone.now()).exclude(scans__state__in=OPEN)
    ranked = rows.annotate(place=of_employer).filter(place__lte=LOOKED_AT_OF_EACH)
    due = ranked.order_by("place", "next_scan_at", "pk").values(
        "pk", "employer_id", "kind", "url", "next_scan_at", "place"
    )[:LOOKED_AT]
    return sorted(due, key=lambda board: (going_on[board["employer_id"]] + board["place"], board["next_scan_at"]))


def _claim(employer_id: uuid.UUID, board_id: uuid.UUID) -> uuid.UUID | None:
    with employer_scope(employer_id):
        due = JobBoard.objects.filter(pk=board_id, enabled=True, next_scan_at__lte=timezone.now())
        board = due.select_for_update(skip_locked=True, of=("self",), no_key=True).first()
        if board is None or Scan.objects.filter(board=board, state__in=OPEN).exists():
            return None
        scan = _queued(board, Trigger.SCHEDULE)
        send(scan)
        return scan.pk


def sweep() -> int:
    """What beat has done every minute, and each scan at its end: scans that wait for their turn, or whose worker was
    lost, are sent again, those that nobody asks for any more are ended, and due boards are claimed; how many.
    """
    with all_tenants(reason="scans without a run"):
        end_orphans()
    waiting = call(_waiting())
    return waiting + len(claim_due_boards())


def _waiting() -> list[Scan]:
    """As many as may run, and running ones that are silent among them: their message finds out whether they live."""
    silent = timezone.now() - dt.timedelta(seconds=SILENT_S)
    with all_tenants(reason="scans that wait"):
        # They wait for their turn, and are not lost.
        queued = Scan.objects.filter(state=ScanState.QUEUED, created_at__lt=silent)
        runs = TaskRun.objects.filter(kind=KIND, state__in=OPEN_RUNS, pk__in=queued.values("run"))
        runs.update(touched_at=timezone.now())
    return in_turn(limit=settings.SOURCING_SCANS_AT_ONCE)


def call(scans: list[Scan]) -> int:
    """Send the messages of scans that wait once more; how many."""
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
