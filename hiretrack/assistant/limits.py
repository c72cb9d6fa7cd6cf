"""How many drafts one person, or one API key, may ask for (RATE_LIMIT_ASSISTANT). They cost the operator money."""

from __future__ import annotations

from hiretrack.api.throttling import enforce, hit
from hiretrack.assistant.orders import Asker


def count(asker: Asker) -> None:
    """One more draft. Raises 429, and 503 when limits cannot be checked."""
    who = f"key:{asker.api_key_id}" if asker.api_key_id else f"user:{asker.user_id}"
    enforce(hit("assistant", who), guarded=True)
