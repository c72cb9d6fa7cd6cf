"""Examples of the contract's webhook operations."""

from __future__ import annotations

from typing import Any

BODY: dict[str, Any] = {
    "name": "Payroll",
    "target_url": "https://hooks.example.com/hiretrack",
    "event_types": ["application.created", "application.status.changed"],
}
CHANGE = {"event_types": ["*"]}
SUBSCRIPTION = BODY | {
    "id": "01980a41-0f3e-7a1c-8c55-6d2b9e4f7a01",
    "enabled": True,
    "disabled_reason": None,
    "disabled_at": None,
    "failing_since": None,
    "created_by_id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001",
    "created_at": "2026-02-03T10:15:00Z",
    "updated_at": "2026-02-03T10:15:00Z",
}
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8Gv3cZkN1sA="  # noqa: S105 - an example
ISSUED = SUBSCRIPTION | {"secret": SECRET}
ROTATE = {"keep_old_s": 3600}
ROTATED = {"secret": SECRET, "old_expires_at": "2026-02-03T11:15:00Z"}
_JOB = "01980a3f-9b1c-7d43-8a51-2f6c1f0e7a10"
_APPLICANT = "01980a40-11aa-7e02-9d10-5c1b7e2f3a22"
_APPLICATION = {
    "application_id": "01980a40-11ab-7b90-8f4e-0a1b2c3d4e5f",
    "job_id": _JOB,
    "applicant_id": _APPLICANT,
}
DATA: dict[str, dict[str, str]] = {
    "job.published": {"job_id": _JOB, "status": "published"},
    "job.closed": {"job_id": _JOB, "status": "closed"},
    "application.created": _APPLICATION | {"status": "new"},
    "application.status.changed": _APPLICATION | {"status": "interview", "from_status": "screening"},
    "applicant.created": {"applicant_id": _APPLICANT},
    "applicant.erased": {"applicant_id": _APPLICANT},
    "webhook.ping": {"subscription_id": SUBSCRIPTION["id"]},
}


def payload(event_type: str) -> dict[str, Any]:
    return {"type": event_type, "timestamp": "2026-02-03T10:20:00Z", "sequence": 4711, "data": DATA[event_type]}


DELIVERY: dict[str, Any] = {
    "id": "01980a45-7f00-7c33-a1b2-93d4e5f60718",
    "subscription_id": SUBSCRIPTION["id"],
    "event_id": "01980a45-7e11-7a42-8b21-0c1d2e3f4a5b",
    "event_type": "application.created",
    "state": "delivered",
    "sequence": 4711,
    "payload": payload("application.created"),
    "attempts": [
        {
            "number": 1, "at": "2026-02-03T10:20:00Z", "status": 503, "duration_ms": 812, "error": "status",
            "answer": "try later",
        },
        {
            "number": 2, "at": "2026-02-03T10:20:06Z", "status": 204, "duration_ms": 95, "error": None, "answer": "",
        },
    ],
    "next_attempt_at": None,
    "delivered_at": "2026-02-03T10:20:06Z",
    "created_at": "2026-02-03T10:20:00Z",
}  # fmt: skip
QUEUED = DELIVERY | {
    "state": "queued",
    "attempts": [],
    "next_attempt_at": "2026-02-03T10:20:00Z",
    "delivered_at": None,
}
PINGED = QUEUED | {"event_type": "webhook.ping", "payload": payload("webhook.ping")}
REPLAY = {"from": "2026-02-01T00:00:00Z", "to": "2026-02-03T00:00:00Z", "event_types": ["application.created"]}
REPLAYED = {"queued": 12}
