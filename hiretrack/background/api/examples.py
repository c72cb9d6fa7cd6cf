from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

TASK: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0aa",
    "kind": "applicants.import",
    "state": "running",
    "progress": 40,
    "message": "400 of 1,000 rows read",
    "result": None,
    "error": None,
    "cancel_requested": False,
    "created_at": "2026-01-15T09:30:00Z",
    "started_at": "2026-01-15T09:30:01Z",
    "ended_at": None,
}
DEAD_LETTER: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0ab",
    "task": "audit.dispatch",
    "args": [["01980a3c-52d9-7f52-8f0c-0a9d4be0c0ac"], "01980a3c-52d4-7c1e-9a53-4f0f6d1c2b11"],
    "kwargs": {},
    "employer_id": None,
    "error": "ListenerFailed",
    "error_message": "1 of 1 journal entries were not taken by every listener.",
    "attempts": 4,
    "failed_at": "2026-01-15T09:30:17Z",
    "retried_at": None,
}


HEALTH: dict[str, Any] = {
    "state": "degraded",
    "draining": False,
    "version": "0.1.0",
    "parts": [
        {"name": "postgresql", "state": "ok", "figures": {"answered_in_ms": 3.2}, "error": None},
        {"name": "workers", "state": "ok", "figures": {"alive": 2, "last_seen_seconds": 1.8}, "error": None},
        {
            "name": "queue",
            "state": "ok",
            "figures": {"waiting": 3, "handed_out": 1, "oldest_seconds": 0.4},
            "error": None,
        },
        {"name": "queue_later", "state": "ok", "figures": {"waiting": 40, "oldest_seconds": 90.5}, "error": None},
        {"name": "dead_letters", "state": "degraded", "figures": {"waiting": 1}, "error": None},
    ],
    "at": "2026-01-15T09:30:00Z",
}
FIGURES: dict[str, Any] = {
    "sources": {"processes": True, "counters": True, "measures": True},
    "figures": [
        {
            "name": "limiter_decisions",
            "description": "Rate limit decisions",
            "parts": [{"labels": {"rate_class": "public", "outcome": "allowed"}, "value": 1204}],
        },
        {
            "name": "queue_messages",
            "description": "Messages by state: waiting, or handed out and not acknowledged",
            "parts": [{"labels": {"queue": "hiretrack", "state": "waiting"}, "value": 3}],
        },
    ],
    "at": "2026-01-15T09:30:00Z",
}


def answered(value: object) -> OpenApiExample:
    return OpenApiExample("Answer", value=value, response_only=True, status_codes=["200"])


def page_of(item: object) -> OpenApiExample:
    return answered({"items": [item], "next_cursor": None})
