"""Examples of the mail templates."""

from __future__ import annotations

from typing import Any

BODY: dict[str, Any] = {
    "subject": "Your application for {{ job }}",
    "body": "Dear {{ candidate }},\n\nwe have decided to go on with other candidates.\n\n{{ link }}\n\n{{ employer }}",
    "enabled": True,
}
DRAFT: dict[str, Any] = {name: BODY[name] for name in ("subject", "body")}
TEMPLATE: dict[str, Any] = {
    "kind": "status_rejected",
    "title": "Rejection",
    **BODY,
    "is_own": True,
    "original": {
        "subject": "Your application: {{ job }} at {{ employer }}",
        "body": "Hello {{ candidate }},\n\nthank you for your interest in {{ job }}.\n\n{{ link }}\n\n{{ employer }}",
    },
    "placeholders": [
        {"name": "candidate", "meaning": "The candidate's name", "is_required": False},
        {"name": "link", "meaning": "The candidate's own page about this application", "is_required": True},
    ],
    "updated_by_id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001",
    "updated_at": "2026-01-15T09:30:00Z",
}
PREVIEW: dict[str, Any] = {
    "subject": "Your application for Data engineer",
    "text": "Dear Ada Lovelace,\n\nwe have decided to go on with other candidates.\n",
    "html": "<!DOCTYPE html><html><body><p>Dear Ada Lovelace,</p></body></html>",
}
