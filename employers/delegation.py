"""What an API key may pass on: never more than it has itself, in role, scopes or time.

Without this a key for one module could make itself a second one for all, or a user, whom no scope limits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from employers.choices import API_MODULES, Role
from employers.models import ApiKey
from hiretrack.errors import DomainError, FieldError

RANKS = {Role.VIEWER: 1, Role.RECRUITER: 2, Role.EMPLOYER_ADMIN: 3}


def check_new_key(grantor: ApiKey, *, role: str, scopes: Collection[str], expires_at: dt.datetime | None) -> None:
    """Raises `DomainError` `beyond_own_rights` that names what goes too far."""
    errors = []
    if RANKS[Role(role)] > RANKS[Role(grantor.role)]:
        errors.append(FieldError("/role", "beyond_own_rights", f"This key acts as {grantor.role}."))
    if beyond := sorted(scope for scope in scopes if not _covers(grantor, scope)):
        errors.append(FieldError("/scopes", "beyond_own_rights", f"This key has no {', '.join(beyond)}."))
    if grantor.expires_at is not None and (expires_at is None or expires_at > grantor.expires_at):
        until = f"This key ends at {grantor.expires_at:%Y-%m-%dT%H:%M:%SZ}; a new one must not outlast it."
        errors.append(FieldError("/expires_at", "beyond_own_rights", until))
    if errors:
        raise _beyond("A key cannot make a key that may more than itself.", errors)


def check_user(grantor: ApiKey, *, roles: Collection[str]) -> None:
    """A user in `roles` is limited by neither scopes nor time: only a key that is neither may let one in."""
    right = "read" if set(roles) <= {Role.VIEWER} else "write"
    whole = all(_covers(grantor, f"{module}:{right}") for module in API_MODULES)
    ranks = [RANKS[Role(role)] for role in roles if role in RANKS]
    if not whole or grantor.expires_at is not None or max(ranks, default=0) > RANKS[Role(grantor.role)]:
        detail = f"Only a key without end and with `{right}` for every module may let in such a user."
        raise _beyond(detail, [FieldError("/roles", "beyond_own_rights", detail)])


def _covers(key: ApiKey, scope: str) -> bool:
    module = scope.partition(":")[0]
    return scope in key.scopes or f"{module}:write" in key.scopes


def _beyond(detail: str, errors: list[FieldError]) -> DomainError:
    return DomainError(detail, code="beyond_own_rights", title="Beyond the key's own rights", status=403, errors=errors)
