"""Examples of the reports."""

from __future__ import annotations

from typing import Any

ASKED: dict[str, Any] = {
    "as_of": "2026-03-31T23:59:59.999999Z",
    "job_id": None,
    "from": "2026-01-01T00:00:00Z",
    "to": "2026-04-01T00:00:00Z",
}
_STAGES = [
    {"stage": "new", "now": 4, "reached": 40, "conversion": 0.75, "rejected": 5, "withdrawn": 1},
    {"stage": "screening", "now": 6, "reached": 30, "conversion": 0.4, "rejected": 11, "withdrawn": 1},
    {"stage": "interview", "now": 3, "reached": 12, "conversion": 0.3333, "rejected": 4, "withdrawn": 1},
    {"stage": "offer", "now": 1, "reached": 4, "conversion": 0.5, "rejected": 0, "withdrawn": 1},
    {"stage": "hired", "now": 2, "reached": 2, "conversion": None, "rejected": 0, "withdrawn": 0},
]
FUNNEL: dict[str, Any] = {
    **ASKED,
    "visits": {"views": 1200, "apply_starts": 85},
    "applications": 40,
    "stages": _STAGES,
}
TIME_IN_STAGE: dict[str, Any] = {
    **ASKED,
    "stages": [
        {
            "stage": "new",
            "ended": 36,
            "median_seconds": 93_600,
            "p75_seconds": 187_200,
            "p90_seconds": 259_200,
            "mean_seconds": 121_040,
            "open": {"count": 4, "median_seconds": 43_200, "longest_seconds": 172_800},
        }
    ],
}
SOURCES: dict[str, Any] = {
    **ASKED,
    "applications": 40,
    "sources": [
        {
            "source": "careers_page",
            "applications": 28,
            "share": 0.7,
            "interviews": 7,
            "interview_rate": 0.25,
            "hired": 1,
            "hire_rate": 0.0357,
        }
    ],
}
REPLY_RATE: dict[str, Any] = {
    **ASKED,
    "waits": 41,
    "in_time": 27,
    "late": 2,
    "overdue": 1,
    "waiting": 9,
    "withdrawn": 2,
    "withdrawn_overdue": 0,
    "rate": 0.9,
    "median_answer_seconds": 432_000,
    "p90_answer_seconds": 1_036_800,
}
