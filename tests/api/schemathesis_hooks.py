"""What schemathesis.toml cannot say."""

from __future__ import annotations

import re
import uuid
from typing import Any

import schemathesis

HEADER = "Idempotency-Key"
VALID = re.compile(r"[!-~]([ -~]{0,253}[!-~])?")
used: set[str] = set()


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """A key is for one request: with the documented example in each, all but the first would be `key_reused`."""
    key = case.headers.get(HEADER) if case.headers else None
    if not isinstance(key, str) or not VALID.fullmatch(key):
        return
    if key in used:
        case.headers[HEADER] = uuid.uuid4().hex
    used.add(key)
