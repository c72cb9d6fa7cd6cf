"""Strong entity tags (RFC 9110, section 8.8.3): `"<version>"`, or `"<version>.<variant>"` for a partial view of it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_etags, quote_etag

from hiretrack.api.problems.errors import refusal


def digest(*parts: Any) -> str:
    made = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=12).digest()
    return base64.urlsafe_b64encode(made).decode()


def etag_of(row: Any, *parts: Any) -> str:
    """The tag of a row (a model instance or a dict) from its id and `updated_at`.

    `parts` are whatever else the answer is made of (the status of a related row, say).
    """
    pair = (row["id"], row["updated_at"]) if isinstance(row, Mapping) else (row.pk, row.updated_at)
    return quote_etag(digest(*pair, *parts))


def etag_of_bytes(content: bytes) -> str:
    """The tag of an answer that has no row of its own, such as a list."""
    return quote_etag(base64.urlsafe_b64encode(hashlib.blake2b(content, digest_size=12).digest()).decode())


def variant_of(etag: str, content: bytes) -> str:
    """The tag of a sparse or expanded view, whose parts may change without the row."""
    return f"{etag[:-1]}.{etag_of_bytes(content)[1:]}"


def not_modified(request: HttpRequest, etag: str) -> bool:
    """Whether `If-None-Match` names `etag`, in the weak comparison that RFC 9110, section 13.1.2 asks for."""
    given = request.META.get("HTTP_IF_NONE_MATCH")
    if not given:
        return False
    return any(known in {"*", etag} for known in (tag.removeprefix("W/") for tag in parse_etags(given)))


def check_if_match(request: HttpRequest, etag: str) -> None:
    """Raise 412 when `If-Match` is there and names another version than `etag`. Weak tags never match."""
    given = request.META.get("HTTP_IF_MATCH")
    if given is None:
        return
    version = _version(etag)
    if not any(tag == "*" or _version(tag) == version for tag in parse_etags(given)):
        raise refusal("precondition_failed", "The object has changed since you read it.", headers={"ETag": etag})


def _version(tag: str) -> str:
    return tag.strip('"').partition(".")[0] if tag.startswith('"') else tag
