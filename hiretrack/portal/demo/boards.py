"""Job boards of the demo, as they would be after some days of scans. They are off: none is ever asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from employers.models import User
from hiretrack.portal.demo import content
from hiretrack.portal.demo.ledger import Ledger
from jobs.salaries import parse_salary
from jobs.sourcing.choices import FoundAs, ScanState, Trigger
from jobs.sourcing.models import JobBoard, Listing, Scan, Sighting
from jobs.sourcing.postings import Posting
from jobs.sourcing.rows import COLUMNS, row_of

DAY = dt.timedelta(days=1)
WATCHED = 12 * DAY
PLAIN = ("name", "kind", "url", "scan_interval_minutes", "keyword_filters", "open_to_candidates")


def make_boards(key: str, *, now: dt.datetime, by: User, ledger: Ledger) -> int:
    """In the employer's scope; how many listings were found."""
    return sum(_board(spec, now, by, ledger) for spec in content.boards(key))


def _board(spec: Mapping[str, Any], now: dt.datetime, by: User, ledger: Ledger) -> int:
    last = ScanState(spec.get("last", ScanState.COMPLETE))
    board = JobBoard.objects.create(
        **{name: spec[name] for name in PLAIN}, enabled=False, created_by=by, created_at=now - WATCHED,
        last_scanned_at=now - DAY / 8, last_scan_status=last, last_scan_error=spec.get("error", ""),
    )  # fmt: skip
    ledger.note("board.created", entity=board, at=board.created_at, by=by, kind=board.kind, enabled=False)
    rows = [_listing(board, one, now) for one in spec["listings"]]
    Listing.objects.bulk_create(rows)
    scan = _scans(board, rows, last, now)
    Sighting.objects.bulk_create(_sighting(row, scan) for row in rows)
    return len(rows)


def _listing(board: JobBoard, one: Mapping[str, Any], now: dt.datetime) -> Listing:
    at, slug = now - one["days"] * DAY, one["title"].lower().replace(",", "").replace(" ", "-")
    url = f"{board.url.rpartition('/')[0]}/{slug}"
    salary = parse_salary(one["salary"])
    read = row_of(Posting(
        title=one["title"], url=url, company=one["company"], location=one["location"], salary=salary,
        description=one["description"].strip(), external_id=slug, posted_at=at - DAY / 4,
    ))  # fmt: skip
    assert read is not None  # noqa: S101 - each has a title and an address
    is_gone = one.get("gone", False)
    return Listing(
        board=board, employer=board.employer, **dict(zip(COLUMNS, read.values, strict=True)),
        dedup_hash=read.dedup_hash, content_hash=read.content_hash, open_to_candidates=board.open_to_candidates,
        is_new=not one.get("read", False), is_hidden=one.get("hidden", False), first_seen_at=at,
        last_seen_at=now - 3 * DAY if is_gone else now - DAY / 8, gone_at=now - DAY if is_gone else None,
    )  # fmt: skip


def _scans(board: JobBoard, rows: Sequence[Listing], last: ScanState, now: dt.datetime) -> Scan:
    """The first brought what stood there, the last what came since."""
    new = sum(row.first_seen_at > now - 3 * DAY for row in rows)
    gone = sum(row.gone_at is not None for row in rows)
    first = {"found": len(rows) + 9, "filtered": 11 if board.keyword_filters else 9, "added": len(rows) - new}
    then = {"found": len(rows) + 11, "filtered": 11, "added": new, "gone": gone, "error": board.last_scan_error}
    failed = {"failed_pages": 2} if last == ScanState.PARTIAL else {}
    made = [
        _scan(board, now - WATCHED, Trigger.MANUAL, ScanState.COMPLETE, pages=4, **first),
        _scan(board, now - 2 * DAY, Trigger.SCHEDULE, ScanState.UNCHANGED, pages=1),
        _scan(board, now - DAY / 8, Trigger.SCHEDULE, last, pages=3, **then, **failed),
    ]
    Scan.objects.bulk_create(made)
    return made[-1]


def _scan(board: JobBoard, at: dt.datetime, trigger: Trigger, state: ScanState, **counts: Any) -> Scan:
    moments = {"created_at": at, "started_at": at, "touched_at": at, "ended_at": at + dt.timedelta(seconds=9)}
    return Scan(board=board, employer=board.employer, trigger=trigger, state=state, **moments, **counts)


def _sighting(row: Listing, scan: Scan) -> Sighting:
    return Sighting(
        employer=row.employer, board=row.board, listing=row, last_scan_id=None if row.gone_at else scan.pk,
        found_as=FoundAs.SAME, missed_scans=2 if row.gone_at else 0, last_seen_at=row.last_seen_at,
    )  # fmt: skip
