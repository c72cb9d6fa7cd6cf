"""Examples of the tracker's operations."""

from __future__ import annotations

from typing import Any

TRACKED_ID = "01980a3c-52dd-7a20-8d55-1e2f3a4b5c03"
BODY: dict[str, Any] = {
    "company": "Analytical Engines Ltd",
    "title": "Programmer",
    "url": "https://jobs.example/42",
    "location": "London",
    "applied_via": "extension",
    "applied_at": "2026-01-12T08:00:00Z",
}
FROM_LISTING = {"listing_id": "01980a52-0c1d-7e2f-8a3b-4c5d6e7f8a01", "notes": "Found in my matches"}
TRACKED: dict[str, Any] = {
    "id": TRACKED_ID,
    "listing_id": None,
    "status": "applied",
    "notes": "",
    **BODY,
    "created_at": "2026-01-15T09:30:00Z",
    "updated_at": "2026-01-15T09:30:00Z",
}
LOG = [{"from_status": None, "status": "applied", "changed_at": "2026-01-12T08:00:00Z"}]
DETAIL: dict[str, Any] = {**TRACKED, "log": LOG}
ARCHIVED: dict[str, Any] = {
    **TRACKED,
    "status": "archived",
    "log": [*LOG, {"from_status": "applied", "status": "archived", "changed_at": "2026-02-01T10:00:00Z"}],
}
BULK = {"ids": [TRACKED_ID, "01980a3c-52dd-7a20-8d55-1e2f3a4b5c99"]}
DELETED = {"deleted": 1, "not_found": ["01980a3c-52dd-7a20-8d55-1e2f3a4b5c99"]}
DASHBOARD: dict[str, Any] = {
    "total": 2,
    "by_status": {"applied": 1, "interviewing": 1, "offered": 0, "rejected": 0, "withdrawn": 0, "archived": 0},
    "answered": 1,
    "response_rate": 0.5,
    "weeks": [{"week": "2026-01-12", "applied": 2, "answered": 1}],
    "oldest_waiting": [
        {
            "id": TRACKED_ID,
            "company": "Analytical Engines Ltd",
            "title": "Programmer",
            "applied_at": "2026-01-12T08:00:00Z",
        }
    ],
}
