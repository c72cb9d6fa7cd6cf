"""The key pairs behind access tokens: made on first use, cached in the process, replaced with an overlap.

Each key passes three states: *next* is published but does not sign yet, so that by the time it does every verifier has
fetched it; *active* signs; *retiring* only verifies what it signed before.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
import structlog
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from employers.choices import KeyState
from employers.models import SigningKey
from employers.sealing import SealBroken, seal, unseal
from hiretrack.audit.services import record
from hiretrack.errors import Unavailable
from hiretrack.tenancy import new_id

log = structlog.get_logger(__name__)

ALGORITHMS = ("RS256", "ES256")
RSA_BITS = 2048
CACHE_SECONDS = 30.0
RELOAD_AT_MOST_EVERY = 1.0
RETIRE_AFTER = dt.timedelta(hours=1)
"""Longer than a token's ten minutes plus the time that verifiers may cache the published keys."""
LOCK = 0x4A574B53
"""PostgreSQL advisory lock that key changes hold."""


@dataclass(frozen=True, slots=True)
class Signer:
    kid: str
    algorithm: str
    private_key: Any


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The keys as this process last read them."""

    signer: Signer | None
    public: dict[str, jwt.PyJWK]
    published: list[dict[str, Any]]
    at: float = field(default_factory=time.monotonic)

    def younger_than(self, seconds: float) -> bool:
        return time.monotonic() - self.at < seconds


_lock = threading.Lock()
_loaded: _Loaded | None = None


def signer() -> Signer:
    """The key to sign with; the first call of an installation makes it."""
    known = _keys()
    return known.signer or _first_signer()


def public_key(kid: str) -> jwt.PyJWK | None:
    """The key that verifies tokens with this `kid`; None when it is unknown or has retired."""
    if (found := _keys().public.get(kid)) is not None:
        return found
    # Another process may just have rotated; made-up kids must not turn into a query each.
    return _keys(max_age=RELOAD_AT_MOST_EVERY).public.get(kid)


def published() -> list[dict[str, Any]]:
    """The public keys as JSON Web Keys (RFC 7517)."""
    known = _keys()
    if known.signer is None:
        _first_signer()
        known = _keys(max_age=0)
    return known.published


def forget() -> None:
    """Read the keys again at the next use."""
    global _loaded  # noqa: PLW0603 - the cache of the process
    _loaded = None


def rotate(*, retire_after: dt.timedelta = RETIRE_AFTER) -> SigningKey:
    """Let the next key sign and publish a new next one; the old key verifies for another `retire_after`."""
    with transaction.atomic():
        _lock_changes()
        now = timezone.now()
        SigningKey.objects.filter(retires_at__lte=now).delete()
        SigningKey.objects.filter(state=KeyState.ACTIVE).update(state=KeyState.RETIRING, retires_at=now + retire_after)
        active = _promote_next(now)
        _make(KeyState.NEXT)
        record("signing_key.rotated", entity=active, algorithm=active.algorithm)
        transaction.on_commit(forget)
    return active


def _keys(max_age: float = CACHE_SECONDS) -> _Loaded:
    global _loaded  # noqa: PLW0603 - the cache of the process
    known = _loaded
    if known is not None and known.younger_than(max_age):
        return known
    with _lock:
        known = _loaded
        if known is None or not known.younger_than(max_age):
            known = _load()
            # Without an active key there is nothing to keep: whoever needs one makes it at once.
            _loaded = known if known.signer else None
    return known


def _load() -> _Loaded:
    usable = SigningKey.objects.filter(Q(retires_at=None) | Q(retires_at__gt=timezone.now()))
    rows = list(usable)
    active = next((row for row in rows if row.state == KeyState.ACTIVE), None)
    published = [{**row.public_jwk, "kid": row.kid, "alg": row.algorithm, "use": "sig"} for row in rows]
    return _Loaded(
        signer=_signer_of(active) if active else None,
        public={jwk["kid"]: jwt.PyJWK(jwk) for jwk in published},
        published=published,
    )


def _signer_of(row: SigningKey) -> Signer:
    try:
        pem = unseal(row.private_sealed)
    except SealBroken as error:
        log.exception("signing_key_unreadable", kid=row.kid)
        raise Unavailable(
            "The signing key cannot be opened: SECRET_KEY has changed. Run `manage.py rotate_jwt_keys`.",
            code="signing_key_unreadable",
        ) from error
    return Signer(row.kid, row.algorithm, serialization.load_pem_private_key(pem.encode(), password=None))


def _first_signer() -> Signer:
    """Make the first keys; of several processes that try at once, one does and the others read what it made."""
    with transaction.atomic():
        _lock_changes()
        row = SigningKey.objects.filter(state=KeyState.ACTIVE).first()
        if row is None:
            row = _make(KeyState.ACTIVE)
            if not SigningKey.objects.filter(state=KeyState.NEXT).exists():
                _make(KeyState.NEXT)
        # Only once it is committed: a cached key that was rolled back would sign what nobody can verify.
        transaction.on_commit(forget)
    return _signer_of(row)


def _lock_changes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _promote_next(now: dt.datetime) -> SigningKey:
    waiting = SigningKey.objects.filter(state=KeyState.NEXT).first()
    if waiting is not None and not _fits(waiting):
        waiting.delete()
        waiting = None
    row = waiting or _generate(KeyState.ACTIVE)
    row.state, row.activated_at = KeyState.ACTIVE, now
    row.save()
    return row


def _fits(row: SigningKey) -> bool:
    """Whether it can sign here: opens with this SECRET_KEY and is of the configured kind."""
    try:
        unseal(row.private_sealed)
    except SealBroken:
        return False
    return bool(row.algorithm == settings.JWT_ALGORITHM)


def _make(state: KeyState) -> SigningKey:
    row = _generate(state)
    row.activated_at = timezone.now() if state == KeyState.ACTIVE else None
    row.save(force_insert=True)
    return row


def _generate(state: KeyState) -> SigningKey:
    algorithm = settings.JWT_ALGORITHM
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    if algorithm == "ES256":
        private = ec.generate_private_key(ec.SECP256R1())
        public_jwk = ECAlgorithm.to_jwk(private.public_key(), as_dict=True)
    else:
        private = rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
        public_jwk = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SigningKey(
        id=new_id(), algorithm=algorithm, public_jwk=public_jwk, private_sealed=seal(pem.decode()), state=state
    )
