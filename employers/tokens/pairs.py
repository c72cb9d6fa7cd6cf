"""Refresh tokens: opaque, stored hashed, good for one use. Using an old one again ends everything made from it."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from employers.errors import CredentialsRefused, TokenRefused
from employers.journal import record_about
from employers.models import RefreshToken, User
from employers.sealing import digest
from employers.tokens import access
from hiretrack.errors import DomainError
from hiretrack.tenancy import new_id

log = structlog.get_logger(__name__)

PREFIX = "htr_"
GRACE = dt.timedelta(seconds=10)
"""A second use within this time is two tabs or a repeated request, not a thief: refused, but the family lives on."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    access: str
    refresh: str
    expires_in: int
    """Seconds that the access token is valid."""
    refresh_expires_at: dt.datetime


def issue_pair(user: User) -> TokenPair:
    """Sign-in: an access token and the first refresh token of a new family. Raises `CredentialsRefused`."""
    with transaction.atomic():
        locked = _locked(user.pk)
        # Checked again under the lock: a password or state that changes meanwhile must not leave a fresh token behind.
        if locked is None or not locked.may_enter or _proof(locked) != _proof(user):
            raise CredentialsRefused
        RefreshToken.objects.filter(user=locked, expires_at__lte=timezone.now()).delete()
        ends = timezone.now() + dt.timedelta(seconds=settings.JWT_REFRESH_SECONDS)
        return _pair(locked, family=new_id(), expires_at=ends)


def refresh_pair(token: str) -> TokenPair | DomainError:
    """The next pair for a refresh token.

    A refusal is returned, not raised: when it is a re-use, the revocation must be committed with it. A family ends
    JWT_REFRESH_SECONDS after its sign-in, however often it is refreshed.
    """
    with transaction.atomic():
        owner = RefreshToken.objects.filter(digest=digest(token)).values_list("user_id", flat=True).first()
        # The user's lock comes first, here as everywhere: it makes uses of one family take turns.
        user = _locked(owner) if owner else None
        row = RefreshToken.objects.filter(digest=digest(token)).first() if user else None
        if user is None or row is None or row.revoked_at or row.expires_at <= timezone.now() or not user.may_enter:
            return TokenRefused("The refresh token is not valid.", code="refresh_token_invalid")
        if row.used_at:
            return _used_again(row)
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
        return _pair(user, family=row.family, expires_at=row.expires_at)


def revoke_family(*, user_id: uuid.UUID, token: str) -> None:
    """Sign out: the refresh token and its family stop. A token that is unknown or another's changes nothing."""
    with transaction.atomic():
        # Otherwise a token that is being renewed at this moment would stay.
        _locked(user_id)
        families = RefreshToken.objects.filter(digest=digest(token), user_id=user_id).values("family")
        RefreshToken.objects.filter(family__in=families, revoked_at=None).update(revoked_at=timezone.now())


def end_family(*, user_id: uuid.UUID, family: uuid.UUID) -> None:
    """One sign-in stops: its refresh tokens with this transaction, its access token once it commits. Which access token
    that is, nobody knows: all of the user's stop, and the other programs take new ones by their refresh tokens."""
    RefreshToken.objects.filter(user_id=user_id, family=family, revoked_at=None).update(revoked_at=timezone.now())
    transaction.on_commit(lambda: access.end_access_of(user_id))


def revoke_refresh_tokens(user_id: uuid.UUID) -> None:
    """All of a user's families stop."""
    RefreshToken.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=timezone.now())


def end_access(user_id: uuid.UUID) -> None:
    """Every token made for the user stops: refresh tokens with this transaction, access tokens once it commits."""
    revoke_refresh_tokens(user_id)
    transaction.on_commit(lambda: access.end_access_of(user_id))


def _locked(user_id: uuid.UUID) -> User | None:
    return User.objects.select_for_update(no_key=True).filter(pk=user_id).first()


def _proof(user: User) -> tuple[object, ...]:
    return user.password, user.signed_out_at


def _pair(user: User, *, family: uuid.UUID, expires_at: dt.datetime) -> TokenPair:
    secret = PREFIX + secrets.token_urlsafe(32)
    RefreshToken.objects.create(user=user, family=family, digest=digest(secret), expires_at=expires_at)
    return TokenPair(access.encode(user), secret, settings.JWT_ACCESS_SECONDS, expires_at)


def _used_again(row: RefreshToken) -> DomainError:
    if row.used_at and timezone.now() - row.used_at <= GRACE:
        return DomainError(
            "The refresh token has just been used; take the newer one that came of it.",
            code="refresh_token_just_used",
            title="The refresh token has just been used",
        )
    RefreshToken.objects.filter(family=row.family, revoked_at=None).update(revoked_at=timezone.now())
    record_about(row.user, "token.reuse_detected", family=str(row.family))
    log.warning("refresh_token_reused", user_id=str(row.user_id), family=str(row.family))
    return TokenRefused(
        "The refresh token was used before: everything made from it has been revoked. Sign in again.",
        code="refresh_token_reused",
    )
