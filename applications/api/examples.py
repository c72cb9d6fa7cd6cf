"""Examples of the application operations."""

from __future__ import annotations

from typing import Any

JOB_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c00b"
APPLICANT_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c00c"
CV_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0a1"
AT, LATER = "2026-01-15T09:30:00Z", "2026-01-16T08:00:00Z"

APPLY: dict[str, Any] = {
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "phone": "+44 20 7946 0018",
    "location": "London",
    "headline": "Analyst",
    "links": [{"url": "https://example.com/ada", "label": "Portfolio"}],
    "cover_letter": "Dear team, …",
    "cv_upload_id": CV_ID,
    "answers": [{"question_id": "work-permit", "value": True}],
    "consent": {"given": True, "policy_version": "2026-01"},
    "source": "careers_page",
    "captcha": "eyJhbGdvcml0aG0iOiJTSEEtMjU2In0=",
}
RECEIPT: dict[str, Any] = {
    "status_token": "gAAAAABpaGZ0b2tlbg",
    "status_url": "https://jobs.example.com/v1/public/applications/gAAAAABpaGZ0b2tlbg",
    "received_at": AT,
}
STATUS: dict[str, Any] = {
    "status": "received",
    "received_at": AT,
    "job": {"id": JOB_ID, "title": "Data engineer", "is_open": True},
    "employer": {"name": "Acme", "slug": "acme"},
}
CHALLENGE: dict[str, Any] = {
    "provider": "altcha",
    "algorithm": "SHA-256",
    "challenge": "3f6a0e1cbb4de2f1d6a3a58e76c7a2c47f0b8d1f1c0a9b7e6d5c4b3a29181716",
    "maxnumber": 50000,
    "salt": "0f1e2d3c4b5a69788796a5b4?expires=1768470600",
    "signature": "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
}
PERSON: dict[str, Any] = {
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "phone": "+442079460018",
    "location": "London",
    "headline": "Analyst",
    "links": [{"url": "https://example.com/ada", "label": "Portfolio"}],
}
APPLICATION: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c00a",
    "job_id": JOB_ID,
    "applicant_id": APPLICANT_ID,
    "status": "screening",
    "source": "careers_page",
    "referrer": "",
    "cover_letter": "Dear team, …",
    "answers": [
        {
            "question_id": "work-permit",
            "question": "May you work in the EU?",
            "answer": True,
            "knocked_out": False,
        }
    ],
    "submitted": {**PERSON, "consent": {"purpose": "recruitment", "given_at": AT, "policy_version": "2026-01"}},
    "notes": "Call on Monday.",
    "rejection_reason": "",
    "cv_upload_id": CV_ID,
    "cover_letter_upload_id": None,
    "superseded_by_id": None,
    "answer_by": "2026-01-29T09:30:00Z",
    "created_at": AT,
    "updated_at": LATER,
}
MOVE: dict[str, Any] = {"status": "interview", "note": "Strong portfolio."}
MOVED: dict[str, Any] = {**APPLICATION, "status": "interview", "answer_by": None}
REJECTED: dict[str, Any] = {**APPLICATION, "status": "rejected", "answer_by": None}
WITHDRAWN: dict[str, Any] = {**APPLICATION, "status": "withdrawn", "answer_by": None}
STAGE: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c00e",
    "from_status": "new",
    "status": "screening",
    "changed_at": LATER,
    "note": "",
    "changed_by": "Grace Hopper",
    "undone": False,
}
