"""Rows as the contract's documents."""

from __future__ import annotations

from typing import Any

from employers.models import ApiKey, Employer, User
from employers.tokens import TokenPair
from employers.tokens.access import roles_of

PUBLIC_FIELDS = (
    "id", "name", "slug", "logo_url", "website", "about_md", "brand_colour", "privacy_policy_url",
    "reply_promise_days",
)  # fmt: skip


def employer_name(employer: Employer | None) -> dict[str, Any] | None:
    return {"id": employer.pk, "name": employer.name, "slug": employer.slug} if employer else None


def public_employer(employer: Employer) -> dict[str, Any]:
    return {name: getattr(employer, name) for name in PUBLIC_FIELDS}


def account(user: User) -> dict[str, Any]:
    return {
        "id": user.pk,
        "email": user.email,
        "email_verified": user.email_verified_at is not None,
        "name": user.name,
        "roles": sorted(roles_of(user)),
        "employer": employer_name(user.employer),
        "two_factor": user.has_two_factor,
        "created_at": user.created_at,
    }


def token_pair(pair: TokenPair) -> dict[str, Any]:
    return {
        "access_token": pair.access,
        "token_type": "Bearer",
        "expires_in": pair.expires_in,
        "refresh_token": pair.refresh,
        "refresh_expires_at": pair.refresh_expires_at,
    }


def employer(row: Employer) -> dict[str, Any]:
    """All of its settings, for its own people."""
    return public_employer(row) | {
        "retention_months": row.retention_months,
        "two_factor_required": row.two_factor_required,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def user(row: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "employer_id": row.employer_id,
        "email": row.email,
        "email_verified": row.email_verified_at is not None,
        "name": row.name,
        "roles": sorted(row.roles),
        "is_active": row.is_active,
        "invitation_pending": not row.has_usable_password(),
        "two_factor": row.has_two_factor,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def api_key(row: ApiKey) -> dict[str, Any]:
    """Without the secret, which is not there to be shown."""
    maker = row.created_by
    return {
        "id": row.pk,
        "name": row.name,
        "prefix": row.prefix,
        "role": row.role,
        "scopes": sorted(row.scopes),
        "created_by": {"id": maker.pk, "name": maker.name} if maker else None,
        "created_at": row.created_at,
        "last_used_at": row.last_used_at,
        "expires_at": row.expires_at,
    }
