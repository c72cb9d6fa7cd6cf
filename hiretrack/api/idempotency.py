"""Idempotency-Key: a repeated request gets the first one's answer, and has no second effect.

The answer is stored in the transaction of the write itself, so a crash leaves both or neither. Two statements per
request: the first takes an advisory lock on the key (so that a second request running at the same time is told so
instead of waiting) and looks for a stored answer; the last inserts the answer. The lock is a courtesy only. What
guarantees one effect is the primary key: who comes second at the insert is rolled back, and answers from the row.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from hiretrack.api.jsonbytes import canonical_bytes
from hiretrack.api.models import IdempotencyKey
from hiretrack.api.problems.errors import BadRequest, refusal
from hiretrack.observability.metrics import IDEMPOTENCY

log = structlog.get_logger(__name__)
KEPT = dt.timedelta(hours=24)
HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Link")
PRINTABLE = re.compile(r"[\x20-\x7e]{1,255}")
NONCE_BYTES = 12

BEGIN = """
SELECT pg_try_advisory_xact_lock(%s), kept.fingerprint, kept.status, kept.headers, kept.body
FROM (SELECT 1) AS one LEFT JOIN api_idempotencykey kept ON kept.digest = %s AND kept.expires_at > now()
"""
KEEP = """
INSERT INTO api_idempotencykey AS kept
    (digest, route, fingerprint, status, headers, body, created_at, expires_at)
VALUES (%s, %s, %s, %s, %s, %s, now(), %s)
ON CONFLICT (digest) DO UPDATE SET route = excluded.route, fingerprint = excluded.fingerprint,
    status = excluded.status, headers = excluded.headers, body = excluded.body,
    created_at = excluded.created_at, expires_at = excluded.expires_at
WHERE kept.expires_at <= now()
RETURNING 1
"""


class Overtaken(Exception):
    """Another request with the same key committed first: this one's effect must be rolled back."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request under one key."""

    digest: str
    secret: bytes
    route: str
    fingerprint: str

    def begin(self) -> HttpResponse | None:
        """The stored answer, or None when the work is to be done. Raises 409 while another does it, 422 on re-use."""
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, [_lock_number(self.digest), self.digest])
            locked, fingerprint, *kept = cursor.fetchone()
        outcome = self._outcome(fingerprint, locked=locked)
        IDEMPOTENCY.labels(outcome).inc()
        if outcome == "in_progress":
            raise refusal("idempotency_in_progress", "The first request with this key has not ended yet.")
        if outcome == "reused":
            raise refusal("idempotency_key_reused", "This key belongs to a request with another address or body.")
        return self._replay(*kept) if outcome == "replayed" else None

    def _outcome(self, fingerprint: str | None, *, locked: bool) -> str:
        if fingerprint is None:
            return "first" if locked else "in_progress"
        return "replayed" if fingerprint == self.fingerprint else "reused"

    def keep(self, response: HttpResponse) -> None:
        """Store the answer in the running transaction. Raises `Overtaken`."""
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        sealed = self._seal(response.content)
        expires_at = timezone.now() + KEPT
        with connection.cursor() as cursor:
            cursor.execute(
                KEEP,
                [self.digest, self.route, self.fingerprint, response.status_code, _json(headers), sealed, expires_at],
            )
            if cursor.fetchone() is None:
                raise Overtaken

    def _replay(self, status: int, headers: Any, body: bytes) -> HttpResponse:
        response = HttpResponse(self._open(bytes(body)), status=status)
        for name, value in _from_json(headers).items():
            response[name] = value
        response[REPLAYED] = "true"
        return response

    def _seal(self, content: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, content, self.digest.encode())

    def _open(self, sealed: bytes) -> bytes:
        try:
            return AESGCM(self.secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self.digest.encode())
        except InvalidTag as error:
            # SECRET_KEY changed meanwhile: the effect exists, its answer cannot be shown any more.
            raise refusal("conflict", "The first answer to this request is not available any more.") from error


def attempt(*, client: str, key: str | None, route: str, method: str, address: str, body: Any) -> Attempt:
    """The attempt that a request makes. Raises 400 without a usable key."""
    checked = _checked(key)
    identity = f"{client}\0{checked}"
    content = hashlib.sha256(f"{method} {address}\n".encode() + canonical_bytes(body)).hexdigest()
    secret = hashlib.blake2b(identity.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).digest()
    return Attempt(hashlib.sha256(identity.encode()).hexdigest(), secret, route[:200], content)


def storable(status: int) -> bool:
    """What may be answered again: not what another attempt could turn out differently."""
    return status < 500 and status not in {409, 429}


def expire() -> int:
    """Forget keys that are past their time; how many there were."""
    return IdempotencyKey.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def _checked(key: str | None) -> str:
    if key is None:
        raise _key_error("idempotency_key_required", "Send an Idempotency-Key header.")
    if not PRINTABLE.fullmatch(key):
        raise _key_error("idempotency_key_invalid", "The key must be 1 to 255 printable ASCII characters.")
    return key


def _key_error(code: str, detail: str) -> BadRequest:
    return BadRequest(code, detail, [{"header": HEADER, "code": code, "detail": detail}])


def _lock_number(digest: str) -> int:
    return int.from_bytes(bytes.fromhex(digest[:16]), "big", signed=True)


_json: Callable[[Any], str] = lambda value: canonical_bytes(value).decode()  # noqa: E731


def _from_json(value: Any) -> dict[str, str]:
    import orjson

    return dict(value if isinstance(value, dict) else orjson.loads(value))
