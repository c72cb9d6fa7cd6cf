"""How many drafts may be asked for: by one person or API key (RATE_LIMIT_ASSISTANT), and by all of an employer together
(RATE_LIMIT_ASSISTANT_EMPLOYER). They cost the operator money.
"""

from __future__ import annotations

from hiretrack.api.throttling import enforce, hit
from hiretrack.assistant.orders import Asker


def count(asker: Asker) -> None:
    """One more draft. Raises 429, and 503 when limits cannot be checked."""
    who = f"key:{asker.api_key_id}" if asker.api_key_id else f"user:{asker.user_id}"
    # First the own one: whoever is past it takes nothing from the others.
    enforce(hit("assistant", who), guarded=True)
    if asker.employer_id is not None:
        enforce(hit("assistant_employer", f"employer:{asker.employer_id}"), guarded=True)
