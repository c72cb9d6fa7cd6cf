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


def answered(value: object) -> OpenApiExample:
    return OpenApiExample("Answer", value=value, response_only=True, status_codes=["200"])


def page_of(item: object) -> OpenApiExample:
    return answered({"items": [item], "next_cursor": None})
