"""Examples of the notification centre."""

from __future__ import annotations

from typing import Any

NOTIFICATION: dict[str, Any] = {
    "id": "01980a3c-52de-7a20-8d55-1e2f3a4b5d01",
    "kind": "application_created",
    "title": "New application: Data engineer",
    "body": "Ada Lovelace",
    "url": "https://jobs.example.com/admin/applications/application/01980a3c-52d9-7f52-8f0c-0a9d4be0c00a/change/",
    "entity": {"type": "application", "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c00a"},
    "read_at": None,
    "created_at": "2026-01-15T09:30:00Z",
}
READ: dict[str, Any] = {**NOTIFICATION, "read_at": "2026-01-15T09:45:00Z"}
PREFERENCES: dict[str, Any] = {
    "items": [
        {"kind": "application_created", "title": "New applications", "email": True, "in_app": True, "fixed": []},
        {
            "kind": "webhook_disabled",
            "title": "Webhooks that were switched off",
            "email": True,
            "in_app": True,
            "fixed": [
                {"channel": "in_app", "reason": "Events do not arrive any more: somebody has to see it."},
            ],
        },
    ]
}
CHOICES: dict[str, Any] = {"items": [{"kind": "application_created", "email": True}]}
