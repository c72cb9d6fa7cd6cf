"""Examples of the contract's applicant operations."""

from __future__ import annotations

from typing import Any

from hiretrack.background.api.examples import TASK

APPLICANT_ID = "01980a40-1c2d-7e3f-8a4b-5c6d7e8f9a0b"
_CV_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0a1"
_APPLICATION_ID = "01980a41-2d3e-7f40-9b5c-6d7e8f9a0b1c"
_JOB = {"id": "01980a3f-9b1c-7d43-8a51-2f6c1f0e7a10", "title": "Data Engineer"}
_ACTOR = {"kind": "user", "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001", "name": "Rita Recruiter"}
CONSENT = {
    "purpose": "recruitment",
    "given_at": "2026-02-03T10:15:00Z",
    "policy_version": "2026-01",
    "source": "api",
}

BODY: dict[str, Any] = {
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "phone": "+493012345678",
    "location": "Berlin",
    "headline": "Data engineer",
    "links": [{"label": "Portfolio", "url": "https://ada.example/work"}],
    "skills": ["Python", "PostgreSQL"],
    "languages": ["en", "de-AT"],
    "tags": ["referred"],
    "external_id": "GH-20931",
}
CREATE: dict[str, Any] = BODY | {"consent": {"policy_version": "2026-01"}}
CHANGE: dict[str, Any] = {"headline": "Senior data engineer", "tags": ["referred", "call back"]}
APPLICANT: dict[str, Any] = BODY | {
    "id": APPLICANT_ID,
    "consent": CONSENT,
    "cv_id": _CV_ID,
    "created_at": "2026-02-03T10:15:00Z",
    "updated_at": "2026-02-03T10:15:00Z",
}
_APPLICATION = {
    "id": _APPLICATION_ID,
    "status": "screening",
    "source": "careers_page",
    "job": _JOB,
    "created_at": "2026-02-03T10:15:00Z",
    "updated_at": "2026-02-04T08:00:00Z",
}
EVENT: dict[str, Any] = {
    "id": "01980a42-3e4f-7051-8c6d-7e8f9a0b1c2d",
    "type": "application.status.changed",
    "at": "2026-02-04T08:00:00Z",
    "actor": _ACTOR,
    "entity": {"type": "application", "id": _APPLICATION_ID},
    "data": {
        "job_id": _JOB["id"],
        "applicant_id": APPLICANT_ID,
        "from_status": "new",
        "status": "screening",
        "note": "Strong on SQL; ask about streaming.",
    },
}
EXPORT: dict[str, Any] = {
    "format": "hiretrack.applicant/1",
    "exported_at": "2026-03-01T09:00:00Z",
    "employer": {"id": "01980a3c-52d4-7c1e-9a53-4f0f6d1c2b11", "name": "Acme GmbH", "slug": "acme"},
    "applicant": {name: value for name, value in APPLICANT.items() if name != "cv_id"},
    "merged_records": [],
    "uploads": [
        {
            "id": _CV_ID,
            "kind": "cv",
            "filename": "Ada Lovelace.pdf",
            "content_type": "application/pdf",
            "size": 48213,
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "scan_status": "clean",
            "text": "Ada Lovelace, data engineer …",
            "created_at": "2026-02-03T10:14:00Z",
            "download_url": "https://files.example.com/hiretrack/Ada-Lovelace.pdf?X-Amz-Signature=6b1f0c0d",
        }
    ],
    "journal": [{name: EVENT[name] for name in ("type", "at", "entity")} | {"data": {"status": "screening"}}],
}
IMPORT: dict[str, Any] = {
    "format": "csv",
    "content": "Full name,Mail,Skills\nAda Lovelace,ada@example.com,Python|SQL\n",
    "mapping": {"Full name": "name", "Mail": "email"},
    "on_existing": "update",
    "dry_run": True,
}
IMPORT_STARTED: dict[str, Any] = {
    "task": TASK
    | {"state": "queued", "progress": 0, "message": "Waiting for a worker", "started_at": None, "result": None}
}
