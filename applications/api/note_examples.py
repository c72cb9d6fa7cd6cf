"""Examples of the operations on notes."""

from __future__ import annotations

from typing import Any

from applications.api.examples import APPLICATION, AT

GRACE = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0b1"
NEW: dict[str, Any] = {"body": "@Grace Hopper, can you look at the portfolio?", "mentions": [GRACE]}
NOTE: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0b2",
    "application_id": APPLICATION["id"],
    "author": {"id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0b3", "name": "Charles Babbage"},
    **NEW,
    "created_at": AT,
    "edited_at": None,
}
CHANGE: dict[str, Any] = {"body": "@Grace Hopper has looked: very good.", "mentions": [GRACE]}
