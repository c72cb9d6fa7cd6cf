from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

ENTITY = {"type": "application", "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0a1"}
ACTOR = {"kind": "user", "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001", "name": "Ada Lovelace"}
REQUEST = "01980a3c52d97f528f0c0a9d4be0c0ff"
EVENT: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0ad",
    "type": "application.status.changed",
    "sequence": 4711,
    "entity": ENTITY,
    "actor": ACTOR,
    "data": {"from_status": "new", "status": "screening"},
    "request_id": REQUEST,
    "at": "2026-01-15T09:30:00.123Z",
}
ENTRY: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0ae",
    "action": "user.updated",
    "entity": {"type": "user", "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c002"},
    "actor": ACTOR,
    "metadata": {"fields": ["roles"], "roles": ["recruiter"], "is_active": True},
    "request_id": REQUEST,
    "employer_id": "01980a3c-52d4-7c1e-9a53-4f0f6d1c2b11",
    "at": "2026-01-15T09:30:00.123456Z",
}
PLATFORM_ENTRY = ENTRY | {"action": "signing_key.rotated", "entity": ENTITY | {"type": "signingkey"}, "metadata": {}}


def page_of(item: object) -> OpenApiExample:
    page = {"items": [item], "next_cursor": None}
    return OpenApiExample("Answer", value=page, response_only=True, status_codes=["200"])
