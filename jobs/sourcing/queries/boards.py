"""Boards and their scans, as flat rows in the form that the API answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from jobs.sourcing.choices import OPEN
from jobs.sourcing.models import JobBoard, Scan

Row = dict[str, Any]
Rows = QuerySet[Any, Row]

BOARD_ORDERING = SCAN_ORDERING = [("created_at", "desc"), ("id", "desc")]
_BOARD = (
    "id", "name", "kind", "url", "enabled", "scan_interval_minutes", "keyword_filters", "scraper_config",
    "open_to_candidates", "next_scan_at", "last_scanned_at", "last_scan_status", "last_scan_error", "created_by_id",
    "created_at", "updated_at",
)  # fmt: skip
_OPEN_SCAN = ("id", "state", "run_id", "created_at")
_SCAN = (
    "id", "board_id", "trigger", "state", "pages", "failed_pages", "found", "skipped", "filtered", "added", "changed",
    "returned", "gone", "error", "created_at", "started_at", "ended_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Empty values don't filter."""

    kind: str = ""
    enabled: bool | None = None


def boards(wanted: BoardFilter) -> Rows:
    """The scope's boards for `board_item`, each with its open scan."""
    rows = JobBoard.objects.all()
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.enabled is not None:
        rows = rows.filter(enabled=wanted.enabled)
    return _with_open_scan(rows)


def board(board_id: uuid.UUID) -> Row | None:
    return _with_open_scan(JobBoard.objects.filter(pk=board_id)).order_by().first()


def board_exists(board_id: uuid.UUID) -> bool:
    return JobBoard.objects.filter(pk=board_id).exists()


def board_item(row: Row) -> Row:
    item = {name: row[name] for name in _BOARD}
    item |= {"last_scan_status": row["last_scan_status"] or None, "last_scan_error": row["last_scan_error"] or None}
    item["next_scan_at"] = row["next_scan_at"] if row["enabled"] else None
    scan = {name: row[f"open_scan__{name}"] for name in _OPEN_SCAN}
    scan["task_id"] = scan.pop("run_id")
    return item | {"open_scan": scan if scan["id"] else None}


def scans(board_id: uuid.UUID) -> Rows:
    """A board's scans for `scan_item`."""
    return Scan.objects.filter(board=board_id).values(*_SCAN, "run_id")


def scan(scan_id: uuid.UUID) -> Row:
    return Scan.objects.filter(pk=scan_id).values(*_SCAN, "run_id").order_by().get()


def scan_item(row: Row) -> Row:
    return {name: row[name] for name in _SCAN} | {"error": row["error"] or None, "task_id": row["run_id"]}


def _with_open_scan(rows: QuerySet[JobBoard]) -> Rows:
    # The database holds to one at most, so that the join doubles no board.
    rows = rows.annotate(open_scan=FilteredRelation("scans", condition=Q(scans__state__in=OPEN)))
    return rows.values(*_BOARD, *(f"open_scan__{name}" for name in _OPEN_SCAN))
