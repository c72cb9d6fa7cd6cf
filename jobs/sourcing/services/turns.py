"""Whose board is scanned next: employers have their turn one after the other, however many boards each lets wait."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db.models import Max
from django.utils import timezone

from hiretrack.tenancy import all_tenants
from jobs.sourcing.choices import OPEN, BoardKind, ScanState
from jobs.sourcing.locks import held
from jobs.sourcing.models import JobBoard, Scan

LOOKED_AT = 10_000
"""Open scans among which one is chosen. An employer has one a board at most."""
SILENT_S = 60
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_ONE_HOST = {BoardKind.GREENHOUSE, BoardKind.LEVER, BoardKind.ASHBY}
"""Whose boards are all read from one host, whatever their addresses."""


def host_read(kind: str, url: str) -> str:
    return str(kind) if kind in _ONE_HOST else (urlsplit(url).hostname or "")


def in_turn(*, limit: int, mine: uuid.UUID | None = None) -> list[Scan]:
    """Scans that wait for a worker, in the order in which they get one; `mine` waits although the caller holds it.

    First come employers with the fewest scans going on: nobody has a second one while another waits for a first. Then
    come boards whose host is not being read just now, and of these the employer's whose last scan is the longest ago.
    """
    with all_tenants(reason="scans that wait"):
        rows = Scan.objects.filter(state__in=OPEN).select_related("board").order_by("created_at", "pk")
        queue = _Queue.of(list(rows[:LOOKED_AT]), mine)
        queue.note_last_scans()
    return [queue.taken() for _ in range(min(limit, len(queue.waiting)))]


@dataclass
class _Queue:
    waiting: list[Scan]
    going_on: Counter[uuid.UUID]
    """By employer."""
    hosts: set[str]
    last: dict[uuid.UUID, dt.datetime] = field(default_factory=dict)
    """When an employer had its last turn."""

    @classmethod
    def of(cls, rows: list[Scan], mine: uuid.UUID | None) -> _Queue:
        carried = held(scan.pk for scan in rows) - {mine}
        # One that has just told of itself may have lost its lock with its connection, and not its worker.
        lively = timezone.now() - dt.timedelta(seconds=SILENT_S)
        busy = {
            scan.pk
            for scan in rows
            if scan.pk in carried or (scan.state == ScanState.RUNNING and scan.touched_at > lively and scan.pk != mine)
        }
        doing = [scan for scan in rows if scan.pk in busy]
        queue = cls(
            [scan for scan in rows if scan.pk not in busy],
            Counter(scan.employer_id for scan in doing),
            {_host(scan) for scan in doing},
        )
        for scan in rows:
            queue.note(scan.employer_id, scan.started_at)
        return queue

    def note(self, employer_id: uuid.UUID, at: dt.datetime | None) -> None:
        self.last[employer_id] = max(self.last.get(employer_id, _NEVER), at or _NEVER)

    def note_last_scans(self) -> None:
        employers = {scan.employer_id for scan in self.waiting}
        boards = JobBoard.objects.filter(employer__in=employers).order_by()
        for employer_id, at in boards.values_list("employer_id").annotate(Max("last_scanned_at")):
            self.note(employer_id, at)

    def taken(self) -> Scan:
        """The next one, as if it had begun. Of equals the one that has waited longest."""
        scan = min(self.waiting, key=self._rank)
        self.waiting.remove(scan)
        self.going_on[scan.employer_id] += 1
        self.hosts.add(_host(scan))
        return scan

    def _rank(self, scan: Scan) -> tuple[int, bool, dt.datetime]:
        employer = scan.employer_id
        return self.going_on[employer], _host(scan) in self.hosts, self.last[employer]


def _host(scan: Scan) -> str:
    return host_read(scan.board.kind, scan.board.url)
