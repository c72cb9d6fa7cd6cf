"""Access tokens: JSON Web Tokens (RFC 7519) that speak for a user for ten minutes, without a query per request."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Any

import jwt
import structlog
from django.conf import settings
from django.core.cache import cache
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from employers.choices import Role
from employers.errors import TokenRefused
from employers.models import User
from employers.tokens import issuers, signing
from hiretrack.api.throttling import breaker
from hiretrack.tenancy import new_id

log = structlog.get_logger(__name__)

CLOCK_SKEW_SECONDS = 5
CACHE_AWAY = (ConnectionInterrupted, RedisError, OSError)
REQUIRED = {"own": ["iss", "aud", "sub", "exp", "nbf", "iat", "jti"], "external": ["iss", "aud", "sub", "exp", "iat"]}
CODES: tuple[tuple[type[jwt.PyJWTError], str, str], ...] = (
    (jwt.ExpiredSignatureError, "token_expired", "The token has expired."),
    (jwt.ImmatureSignatureError, "token_not_yet_valid", "The token is not valid yet."),
    (jwt.InvalidAudienceError, "token_wrong_audience", "The token was made for another audience."),
    (jwt.InvalidIssuerError, "token_wrong_issuer", "The token comes from an issuer that is not trusted here."),
    (jwt.InvalidAlgorithmError, "token_wrong_algorithm", "The token is signed in a way that is not accepted."),
    (jwt.InvalidSignatureError, "token_bad_signature", "The token's signature does not fit."),
    (jwt.MissingRequiredClaimError, "token_missing_claim", "The token lacks a required claim."),
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What an accepted token says. `subject` is a user's id here only when `issuer` is this installation."""

    issuer: str
    subject: str
    employer_id: uuid.UUID | None
    roles: frozenset[str]
    name: str

    @property
    def is_own(self) -> bool:
        return bool(self.issuer == settings.JWT_ISSUER)


def encode(user: User) -> str:
    """A token for `user`, valid from now for JWT_ACCESS_SECONDS."""
    key, now = signing.signer(), int(time.time())
    payload = {
        "iss": settings.JWT_ISSUER,
        "aud": settings.JWT_AUDIENCE,
        "sub": str(user.pk),
        "iat": now,
        "nbf": now,
        "exp": now + settings.JWT_ACCESS_SECONDS,
        "jti": str(new_id()),
        "employer_id": str(user.employer_id) if user.employer_id else None,
        "roles": sorted(roles_of(user)),
        "name": str(user),
    }
    return jwt.encode(payload, key.private_key, key.algorithm, headers={"kid": key.kid})


def roles_of(user: User) -> frozenset[str]:
    stored = frozenset(str(role) for role in user.roles)
    return stored | {str(Role.PLATFORM)} if user.is_superuser else stored


def read(token: str) -> Claims:
    """The claims of a token that is in order. Raises `TokenRefused` with a code that says what is not."""
    kid, issuer = _addressed(token)
    own = issuer == settings.JWT_ISSUER
    if not own and issuer not in settings.JWT_TRUSTED_ISSUERS:
        raise TokenRefused("The token comes from an issuer that is not trusted here.", code="token_wrong_issuer")
    key = signing.public_key(kid) if own else issuers.public_key(issuer, kid)
    if key is None:
        raise TokenRefused("The token is signed with a key that is not known here.", code="token_unknown_key")
    payload = _verified(token, key, issuer, REQUIRED["own" if own else "external"])
    if own:
        _check_still_in_force(payload)
    return _claims(payload, own=own)


def end_access_of(user_id: uuid.UUID) -> None:
    """Tokens made for the user until now stop at once; with Redis away they live out their ten minutes."""
    try:
        # Ids are ordered by time, finer than `iat`'s seconds: what is newer than this one is accepted.
        cache.set(_changed_key(user_id), str(new_id()), settings.JWT_ACCESS_SECONDS + 2 * CLOCK_SKEW_SECONDS)
    except CACHE_AWAY as error:
        log.warning("access_not_ended", user_id=str(user_id), error=type(error).__name__)


def _changed_key(user_id: uuid.UUID | str) -> str:
    return f"auth:changed:{user_id}"


def _addressed(token: str) -> tuple[str, str]:
    """`kid` and issuer as the token claims them: they only choose the key that must then fit."""
    try:
        header = jwt.get_unverified_header(token)
        payload = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise TokenRefused("This is not a JSON Web Token.", code="token_malformed") from error
    if header.get("alg") not in signing.ALGORITHMS:
        raise TokenRefused("The token is signed in a way that is not accepted.", code="token_wrong_algorithm")
    return str(header.get("kid", "")), str(payload.get("iss", ""))


def _verified(token: str, key: jwt.PyJWK, issuer: str, required: list[str]) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            audience=settings.JWT_AUDIENCE,
            issuer=issuer,
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": required, "enforce_minimum_key_length": True},
        )
    except jwt.PyJWTError as error:
        for kind, code, detail in CODES:
            if isinstance(error, kind):
                raise TokenRefused(detail, code=code) from error
        raise TokenRefused("The token cannot be read.", code="token_malformed") from error


def _check_still_in_force(payload: dict[str, Any]) -> None:
    if breaker.is_open():
        return
    try:
        changed = cache.get(_changed_key(payload["sub"]))
    except CACHE_AWAY:
        breaker.trip()
        return
    if changed and payload["jti"] < changed:
        raise TokenRefused("The account has changed since the token was made.", code="token_revoked")


def _claims(payload: dict[str, Any], *, own: bool) -> Claims:
    employer, roles, name = payload.get("employer_id"), payload.get("roles"), payload.get("name")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise TokenRefused("The token's roles are not a list of names.", code="token_malformed")
    known = frozenset(roles) & frozenset(Role.values)
    return Claims(
        issuer=payload["iss"],
        subject=payload["sub"],
        employer_id=_uuid(employer) if employer is not None else None,
        # Whoever runs the installation is decided here, never by another issuer.
        roles=known if own else known - {str(Role.PLATFORM)},
        name=name if isinstance(name, str) and name else payload["sub"],
    )


def _uuid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise TokenRefused("The token's employer_id is not a UUID.", code="token_malformed") from error
