"""The request's id and its W3C trace context (https://www.w3.org/TR/trace-context/)."""

from __future__ import annotations

import re
import secrets

from uuid_utils.compat import uuid7

SANE_ID = re.compile(r"[A-Za-z0-9._:~-]{8,128}")
TRACEPARENT = re.compile(r"(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


def request_id_from(header: str | None) -> str:
    """The caller's X-Request-ID when it is sane (8 to 128 letters, digits and `._:~-`), else a new one."""
    return header if header and SANE_ID.fullmatch(header) else str(uuid7())


def trace_id_from(traceparent: str | None) -> tuple[str, str]:
    """(trace id, flags) of the caller, or a new trace's. Version 00 has exactly four fields, later may add some."""
    match = TRACEPARENT.fullmatch(traceparent.strip()) if traceparent else None
    if match is None or not match[2].strip("0") or not match[3].strip("0") or (match[1] == "00" and match[5]):
        return secrets.token_hex(16), "00"
    return match[2], match[4]


def traceparent(trace_id: str, flags: str = "00") -> str:
    """The header for calls made on behalf of the request, with a new parent id."""
    return f"00-{trace_id}-{secrets.token_hex(8)}-{flags}"
