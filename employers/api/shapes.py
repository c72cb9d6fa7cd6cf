"""Rows as the contract's documents."""

from __future__ import annotations

from typing import Any

from employers.models import Employer, User
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
