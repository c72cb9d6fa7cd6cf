"""Examples of the contract's operations on boards and listings."""

from __future__ import annotations

from typing import Any

from hiretrack.background.api.examples import TASK

_BOARD_ID = "01980a51-2a10-7b31-9c44-5e6f7a8b9c01"
_SCAN_ID = "01980a51-2a10-7b31-9c44-5e6f7a8b9c02"
_TASK_ID = TASK["id"]
_AT = "2026-02-03T10:15:00Z"
BOARD_BODY: dict[str, Any] = {
    "name": "Example Robotics",
    "kind": "greenhouse",
    "url": "https://boards.greenhouse.io/examplerobotics",
    "scan_interval_minutes": 360,
    "keyword_filters": ["engineer", "-intern"],
    "open_to_candidates": True,
}
BOARD_CHANGE = {"enabled": False, "keyword_filters": ["engineer", "developer", "-intern"]}
BOARD: dict[str, Any] = BOARD_BODY | {
    "id": _BOARD_ID,
    "enabled": True,
    "scraper_config": {},
    "next_scan_at": "2026-02-03T16:15:00Z",
    "last_scanned_at": _AT,
    "last_scan_status": "complete",
    "last_scan_error": None,
    "open_scan": None,
    "created_by_id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001",
    "created_at": "2026-02-01T08:00:00Z",
    "updated_at": "2026-02-01T08:00:00Z",
}
NEW_BOARD = BOARD | {
    "next_scan_at": "2026-02-01T08:00:00Z",
    "last_scanned_at": None,
    "last_scan_status": None,
}
CHANGED_BOARD = BOARD | BOARD_CHANGE | {"next_scan_at": None, "updated_at": "2026-02-03T11:00:00Z"}
SCAN: dict[str, Any] = {
    "id": _SCAN_ID,
    "board_id": _BOARD_ID,
    "task_id": _TASK_ID,
    "trigger": "manual",
    "state": "complete",
    "pages": 3,
    "failed_pages": 0,
    "found": 214,
    "skipped": 0,
    "filtered": 171,
    "added": 4,
    "changed": 2,
    "returned": 0,
    "gone": 1,
    "error": None,
    "created_at": "2026-02-03T10:14:51Z",
    "started_at": "2026-02-03T10:14:52Z",
    "ended_at": _AT,
}
_NOTHING = dict.fromkeys(("pages", "failed_pages", "found", "skipped", "filtered", "added", "changed", "gone"), 0)
QUEUED = SCAN | _NOTHING | {"state": "queued", "started_at": None, "ended_at": None}
STARTED = {
    "scan": QUEUED,
    "task": TASK | {"kind": "sourcing.scan", "state": "queued", "progress": 0, "message": "", "started_at": None},
}
_SHOWN: dict[str, Any] = {
    "id": "01980a52-0c1d-7e2f-8a3b-4c5d6e7f8a01",
    "board_id": _BOARD_ID,
    "board_name": BOARD["name"],
    "title": "Platform Engineer",
    "company": "Example Robotics",
    "location": "München, Germany",
    "country": "DE",
    "remote": False,
    "url": "https://boards.greenhouse.io/examplerobotics/jobs/4711",
    "salary_min": "70000.00",
    "salary_max": "85000.00",
    "salary_currency": "EUR",
    "salary_period": "year",
    "posted_at": "2026-02-02T09:00:00Z",
    "is_new": True,
    "is_hidden": False,
    "first_seen_at": _AT,
    "last_seen_at": _AT,
    "gone_at": None,
    "adopted_job_id": None,
    "score": None,
    "updated_at": _AT,
}
LISTED = _SHOWN | {"summary": "You keep our robots' platform running. Kubernetes, Go and PostgreSQL."}
LISTING = _SHOWN | {
    "description": "You keep our robots' platform running.\n\nKubernetes, Go and PostgreSQL.",
    "boards": [{"id": _BOARD_ID, "name": BOARD["name"], "last_seen_at": _AT}],
}
FOR_A_CANDIDATE = LISTED | {"board_name": None, "score": 87}
HIDDEN = LISTING | {"is_hidden": True}
READ = LISTING | {"is_new": False}
