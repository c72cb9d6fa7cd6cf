"""Examples of the bulk operations."""

from __future__ import annotations

from typing import Any

from applications.api.examples import APPLICATION, AT, JOB_ID, LATER

BULK_MOVE_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0b1"
TASK_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0aa"
PLAN: dict[str, Any] = {"filter": {"job": JOB_ID, "status": ["screening"]}, "status": "rejected", "plan": True}
MOVE: dict[str, Any] = {
    **PLAN,
    "rejection_reason": "Filled",
    "mail_delay_minutes": 30,
    "plan": False,
    "plan_token": "9f86d081884c7d659a2feaa0c55ad015",
}
PLANNED: dict[str, Any] = {
    "status": "rejected",
    "moving": {"count": 1, "application_ids": [APPLICATION["id"]], "by_from_status": {"screening": 1}},
    "skipped": [
        {
            "reason": "superseded",
            "detail": "Another application of the same person goes on instead",
            "count": 1,
            "application_ids": ["01980a3c-52d9-7f52-8f0c-0a9d4be0c0b2"],
        }
    ],
    "plan_token": "9f86d081884c7d659a2feaa0c55ad015",
}
TASK: dict[str, Any] = {
    "id": TASK_ID,
    "kind": "applications.bulk_move",
    "state": "queued",
    "progress": 0,
    "message": "",
    "result": None,
    "error": None,
    "cancel_requested": False,
    "created_at": AT,
    "started_at": None,
    "ended_at": None,
}
STARTED: dict[str, Any] = {"bulk_move_id": BULK_MOVE_ID, "task": TASK}
UNDOING: dict[str, Any] = {"bulk_move_id": BULK_MOVE_ID, "task": {**TASK, "kind": "applications.undo_bulk_move"}}
BULK_MOVE: dict[str, Any] = {
    "id": BULK_MOVE_ID,
    "state": "moved",
    "status": "rejected",
    "rejection_reason": "Filled",
    "note": "",
    "counts": {"waiting": 0, "moved": 41, "changed_meanwhile": 1, "undone": 0, "moved_since": 0},
    "skipped": {"superseded": 1},
    "mail_delay_minutes": 30,
    "mails_at": "2026-01-15T10:00:01Z",
    "undo_until": "2026-01-15T09:59:51Z",
    "task_id": TASK_ID,
    "undo_task_id": None,
    "created_by": "Grace Hopper",
    "created_at": AT,
}
MINE: dict[str, Any] = {
    "id": APPLICATION["id"],
    "status": "in_review",
    "may_withdraw": True,
    "job": {"id": JOB_ID, "title": "Data engineer", "location": "Berlin", "is_open": True},
    "employer": {"name": "Acme", "slug": "acme"},
    "answer_by": APPLICATION["answer_by"],
    "created_at": AT,
}
MINE_WHOLE: dict[str, Any] = {
    **MINE,
    "cover_letter": "Dear team, …",
    "answers": [{"question_id": "work-permit", "question": "May you work in the EU?", "answer": True}],
    "cv_upload_id": APPLICATION["cv_upload_id"],
    "cover_letter_upload_id": None,
    "history": [{"status": "received", "at": AT}, {"status": "in_review", "at": LATER}],
}
ADD: dict[str, Any] = {
    "job_id": JOB_ID,
    "applicant": {"name": "Ada Lovelace", "email": "ada@example.com"},
    "source": "referral",
    "notes": "Met at the conference.",
}
APPLY_AS: dict[str, Any] = {"job_id": JOB_ID, "cover_letter": "Dear team, …", "consent": {"given": True}}
