"""API keys: shown once, stored hashed, used within their scopes."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from employers.choices import API_SCOPES, Role
from employers.delegation import check_new_key
from employers.models import ApiKey
from employers.sealing import digest
from hiretrack.audit.services import record
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import employer_scope, require_scope

PREFIX = "htk_"
ID_BYTES, SECRET_BYTES = 16, 32
SHOWN = 12
NOTE_USE_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class IssuedKey:
    row: ApiKey
    secret: str
    """The key itself; it cannot be read again."""


def issue_api_key(
    *,
    name: str,
    scopes: Collection[str],
    role: str = Role.RECRUITER,
    created_by: uuid.UUID | None = None,
    expires_at: dt.datetime | None = None,
    by_key: ApiKey | None = None,
) -> IssuedKey:
    """A key of the open scope's employer, for `scopes` such as `jobs:read`; `by_key`: the key that asks for it.

    Raises `Invalid` for unknown scopes or an end in the past, `DomainError` (`beyond_own_rights`) when `by_key` would
    give more than it has.
    """
    _check(scopes, expires_at)
    if by_key is not None:
        check_new_key(by_key, role=role, scopes=scopes, expires_at=expires_at)
    with transaction.atomic():
        secret = _new_secret(require_scope().employer_id)
        row = ApiKey.objects.create(
            name=name, role=role, scopes=sorted(set(scopes)), prefix=secret[-SHOWN:], digest=digest(secret),
            created_by_id=created_by, expires_at=expires_at,
        )  # fmt: skip
        record("api_key.created", entity=row, scopes=row.scopes, role=row.role)
        return IssuedKey(row, secret)


def _check(scopes: Collection[str], expires_at: dt.datetime | None) -> None:
    errors = []
    if not scopes or not set(scopes) <= set(API_SCOPES):
        errors.append(FieldError("/scopes", "unknown_scope", f"Choose among {', '.join(API_SCOPES)}."))
    if expires_at is not None and expires_at <= timezone.now():
        errors.append(FieldError("/expires_at", "in_the_past", "The key would have ended already."))
    if errors:
        raise Invalid("This key cannot be made.", errors=errors)


def revoke_api_key(*, key: ApiKey) -> None:
    """The key stops at once."""
    with transaction.atomic():
        record("api_key.revoked", entity=key)
        key.delete()


def use_api_key(secret: str) -> ApiKey | None:
    """The key that this secret is, or None. The use is noted, at most once a minute."""
    employer_id = _employer_of(secret)
    if employer_id is None:
        return None
    with employer_scope(employer_id):
        row = ApiKey.objects.filter(digest=digest(secret)).first()
        now = timezone.now()
        if row is None or (row.expires_at and row.expires_at <= now):
            return None
        if row.last_used_at is None or row.last_used_at < now - NOTE_USE_EVERY:
            ApiKey.objects.filter(pk=row.pk, last_used_at=row.last_used_at).update(last_used_at=now)
        return row


def _new_secret(employer_id: uuid.UUID | None) -> str:
    """The employer's id stands in the key, so that looking it up needs no more than that employer's scope."""
    if employer_id is None:
        raise Invalid("An API key belongs to one employer.")
    return PREFIX + base64.urlsafe_b64encode(employer_id.bytes + secrets.token_bytes(SECRET_BYTES)).decode()


def _employer_of(secret: str) -> uuid.UUID | None:
    try:
        raw = base64.b64decode(secret.removeprefix(PREFIX), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return uuid.UUID(bytes=raw[:ID_BYTES]) if len(raw) == ID_BYTES + SECRET_BYTES else None
