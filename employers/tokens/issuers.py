"""Public keys of the trusted external issuers (JWT_TRUSTED_ISSUERS), fetched from their JWKS addresses and kept."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
import structlog
from django.conf import settings

from employers.tokens.signing import ALGORITHMS
from hiretrack.errors import Unavailable
from hiretrack.outbound import OutboundError, fetch

log = structlog.get_logger(__name__)

KEEP_SECONDS = 300.0
STALE_SECONDS = 24 * 3600.0
"""While the issuer is away, its last known keys are good for so long."""
UNKNOWN_KID_EVERY = 60.0
"""An unknown kid makes us ask again, but at most this often: kids cost an attacker nothing."""
FAILURE_PAUSE = 10.0
FETCH_SECONDS = 1.5
MAX_BYTES = 256 * 1024


@dataclass
class _Issuer:
    """What this process knows of one issuer's keys."""

    url: str
    keys: dict[str, jwt.PyJWK] = field(default_factory=dict)
    fetched_at: float = float("-inf")
    failed_at: float = float("-inf")
    asked_for_unknown_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)

    def key(self, kid: str) -> jwt.PyJWK | None:
        with self.lock:
            if _age(self.fetched_at) > KEEP_SECONDS:
                self._refresh()
            if kid not in self.keys and _age(self.asked_for_unknown_at) > UNKNOWN_KID_EVERY:
                self.asked_for_unknown_at = time.monotonic()
                self._refresh()
            if _age(self.fetched_at) > STALE_SECONDS:
                raise Unavailable("The token's issuer cannot be reached to verify it.", code="issuer_unavailable")
            return self.keys.get(kid)

    def _refresh(self) -> None:
        if _age(self.failed_at) < FAILURE_PAUSE:
            return
        try:
            self.keys, self.fetched_at = _fetch(self.url), time.monotonic()
        except (OutboundError, ValueError) as error:
            self.failed_at = time.monotonic()
            log.warning("issuer_keys_not_fetched", url=self.url, error=str(error))


_issuers: dict[str, _Issuer] = {}
_lock = threading.Lock()


def public_key(issuer: str, kid: str) -> jwt.PyJWK | None:
    """The issuer's key with this `kid`, or None. Raises `Unavailable` when no keys of the issuer could be had."""
    url = settings.JWT_TRUSTED_ISSUERS[issuer]
    with _lock:
        known = _issuers.get(issuer)
        if known is None or known.url != url:
            known = _issuers[issuer] = _Issuer(url)
    return known.key(kid)


def forget() -> None:
    """Fetch every issuer's keys again at the next use."""
    with _lock:
        _issuers.clear()


def _age(moment: float) -> float:
    return time.monotonic() - moment


def _fetch(url: str) -> dict[str, jwt.PyJWK]:
    answer = fetch(url, attempts=2, seconds=FETCH_SECONDS, max_bytes=MAX_BYTES, operator_configured=True)
    if answer.status != 200:
        raise ValueError(f"answered {answer.status}")
    document = json.loads(answer.body)
    offered = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(offered, list):
        raise ValueError("is not a JWK set")  # noqa: TRY004 - what came is wrong, not how we called
    return dict(pair for jwk in offered if (pair := _usable(jwk)) is not None)


def _usable(jwk: Any) -> tuple[str, jwt.PyJWK] | None:
    """A key we would verify with; others in the set (encryption, other algorithms) are passed over."""
    if not isinstance(jwk, dict) or not isinstance(jwk.get("kid"), str) or jwk.get("use", "sig") != "sig":
        return None
    try:
        key = jwt.PyJWK(jwk)
    except jwt.PyJWTError:
        return None
    return (jwk["kid"], key) if key.algorithm_name in ALGORITHMS else None
