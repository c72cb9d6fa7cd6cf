"""Alerts as their owner sees them."""

from __future__ import annotations

from typing import Any

from applicants.models import JobAlert

SHOWN = ("id", "name", "search", "frequency", "is_active", "last_sent_at", "created_at", "updated_at")


def alert_shape(row: JobAlert) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SHOWN}
