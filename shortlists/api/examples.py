"""Examples of the contract's shortlist and comparison operations."""

from __future__ import annotations

from typing import Any

from hiretrack.background.api.examples import TASK as ANY_TASK
from shortlists.choices import Section

AT = "2026-01-15T09:30:00Z"
JOB_ID = "01980a3f-9b1c-7d43-8a51-2f6c1f0e7a10"
USER_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c001"
ADA, GRACE = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0a1", "01980a3c-52d9-7f52-8f0c-0a9d4be0c0a2"
COMPARISON_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0c1"

PUT = {"entries": [{"applicant_id": ADA, "score": 92.5, "notes": "Wrote the parser."}, {"applicant_id": GRACE}]}
ADD = {"applicant_id": ADA, "rank": 1, "score": 92.5}
CHANGE = {"rank": 2, "notes": "Asked for a later start."}
ENTRY: dict[str, Any] = {
    "applicant_id": ADA,
    "rank": 1,
    "score": 92.5,
    "notes": "Wrote the parser.",
    "added_by_id": USER_ID,
    "added_at": AT,
}
SECOND = ENTRY | {"applicant_id": GRACE, "rank": 2, "score": None, "notes": ""}
SHORTLIST = {"job_id": JOB_ID, "updated_at": AT, "entries": [ENTRY, SECOND]}
EMPTY: dict[str, Any] = {"job_id": JOB_ID, "updated_at": None, "entries": []}

MATCH: dict[str, Any] = {
    "applicant_id": ADA,
    "score": 87,
    "keywords": {"score": 80, "matched": ["Python", "PostgreSQL"], "missing": ["Kubernetes"]},
    "title": {
        "score": 92,
        "ours": "Senior Software Engineer",
        "theirs": "Software Developer",
        "words": ["software", "engineer"],
        "seniority": {"ours": "senior", "theirs": "mid"},
    },
    "location": {"score": 100, "rule": "same_city", "ours": "Berlin", "theirs": "Berlin, Germany"},
    "computed_at": AT,
}
OWN_MATCH: dict[str, Any] = {
    "kind": "job",
    "job_id": JOB_ID,
    "listing_id": None,
    **{name: MATCH[name] for name in ("score", "keywords", "title", "location", "computed_at")},
    "opening": {
        "id": JOB_ID,
        "title": "Senior Software Engineer",
        "company": "Acme",
        "location": "Berlin",
        "country": "DE",
        "remote": False,
        "salary_min": "70000.00",
        "salary_max": "85000.00",
        "salary_currency": "EUR",
        "salary_period": "year",
        "url": f"https://jobs.example.com/jobs/{JOB_ID}",
        "published_at": AT,
    },
}
SUGGEST = {"limit": 5, "min_score": 60}
SUGGESTED = {"job_id": JOB_ID, "added": [ENTRY | {"rank": 3, "score": 87.0, "notes": ""}]}

ASK = {"title": "Final round", "applicant_ids": [ADA, GRACE], "config": {"sections": ["facts", "skills", "answers"]}}
COMPARISON: dict[str, Any] = {
    "id": COMPARISON_ID,
    "job_id": JOB_ID,
    "title": "Final round",
    "config": {"sections": list(Section.values)},
    "applicant_ids": [ADA, GRACE],
    "state": "ready",
    "progress": 100,
    "error": None,
    "task_id": None,
    "report_url": f"/v1/comparisons/{COMPARISON_ID}/report",
    "created_by_id": USER_ID,
    "created_at": AT,
    "ready_at": "2026-01-15T09:30:04Z",
    "removed_at": None,
}
TASK = ANY_TASK | {"kind": "shortlists.compare", "state": "queued", "progress": 0, "message": "", "started_at": None}
STARTED = {
    "comparison": COMPARISON
    | {"state": "queued", "progress": 0, "task_id": TASK["id"], "report_url": None, "ready_at": None},
    "task": TASK,
}
REPORT_HTML = '<!doctype html><html lang="en"><head><title>Final round</title></head><body>…</body></html>'
REPORT_PDF = "%PDF-1.7 …"
