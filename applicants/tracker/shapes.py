"""Tracked applications as their owner sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from applicants.models import TrackedApplication, TrackedApplicationLog
from applicants.tracker.services import EDITABLE

Shape = dict[str, Any]


def tracked_shape(row: TrackedApplication) -> Shape:
    return {name: getattr(row, name) for name in ("id", *EDITABLE, "created_at", "updated_at")}


def tracked_detail(row: TrackedApplication, log: Iterable[TrackedApplicationLog]) -> Shape:
    return {**tracked_shape(row), "log": [log_shape(line) for line in log]}


def log_shape(line: TrackedApplicationLog) -> Shape:
    return {"from_status": line.from_status or None, "status": line.status, "changed_at": line.changed_at}
