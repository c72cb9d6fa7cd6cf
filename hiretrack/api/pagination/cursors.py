"""Cursors: the last row's sort values, signed, and worthless anywhere but where they were made."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from django.conf import settings

from hiretrack.api.problems.errors import BadRequest

MAC_BYTES = 16
MAX_LENGTH = 4096


def encode(values: Sequence[Any], *, bound_to: str) -> str:
    """A cursor after the row with these sort values, valid only together with the same `bound_to`."""
    payload = orjson.dumps([_pack(value) for value in values])
    return base64.urlsafe_b64encode(_mac(payload, bound_to) + payload).rstrip(b"=").decode()


def decode(cursor: str, *, bound_to: str, count: int) -> list[Any]:
    """The sort values. Raises `BadRequest` (`invalid_cursor`) for a cursor that is tampered with or foreign."""
    try:
        raw = base64.b64decode(_padded(cursor), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise invalid_cursor() from error
    mac, payload = raw[:MAC_BYTES], raw[MAC_BYTES:]
    # One text only stands for one cursor: base64's spare bits would otherwise make others that decode alike.
    if not hmac.compare_digest(mac, _mac(payload, bound_to)) or cursor != _text(raw):
        raise invalid_cursor()
    values = [_unpack(*packed) for packed in orjson.loads(payload)]
    if len(values) != count:
        raise invalid_cursor()
    return values


def invalid_cursor() -> BadRequest:
    item = {"parameter": "cursor", "code": "invalid_cursor", "detail": "Start again without a cursor."}
    return BadRequest("invalid_cursor", "The cursor does not belong to this list.", [item])


def _padded(cursor: str) -> bytes:
    if not cursor or len(cursor) > MAX_LENGTH:
        raise invalid_cursor()
    return cursor.encode("ascii", "replace") + b"=" * (-len(cursor) % 4)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@cache
def _key(secret: str) -> bytes:
    return hashlib.blake2b(b"hiretrack.cursor", key=secret.encode()[:64]).digest()


def _mac(payload: bytes, bound_to: str) -> bytes:
    message = hashlib.sha256(bound_to.encode()).digest() + payload
    return hmac.digest(_key(settings.SECRET_KEY), message, "sha256")[:MAC_BYTES]


def _pack(value: Any) -> tuple[str, Any]:
    for tag, kind in KINDS.items():
        if isinstance(value, kind):
            return tag, value if tag in NATIVE else str(value)
    if isinstance(value, dt.datetime):
        return "t", value.isoformat()
    if isinstance(value, dt.date):
        return "d", value.isoformat()
    raise TypeError(f"A list cannot be sorted by a {type(value).__name__}.")


def _unpack(tag: str, value: Any) -> Any:
    if tag in NATIVE:
        return value
    if tag == "t":
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if tag == "d" else KINDS[tag](value)


# bool stands before int, because it is one.
KINDS: dict[str, Any] = {"n": type(None), "b": bool, "i": int, "f": float, "s": str, "u": uuid.UUID, "m": Decimal}
NATIVE = frozenset("nbifs")
