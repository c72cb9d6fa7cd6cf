"""Whom the installation lets vouch for candidates (SIGN_IN_PROVIDERS)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from employers.models import Identity, User


@dataclass(frozen=True, slots=True)
class Provider:
    slug: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...]
    private: bool = False
    """May lie in the operator's own network, and be reached without TLS."""
    trust_email: bool = True
    """Whether its `email_verified` is believed."""
    pkce: bool = True
    nonce: bool = True
    auth_method: str = ""
    """How the secret is sent; empty: as the provider's own description says."""


def providers() -> list[Provider]:
    """In the order of the settings."""
    return [Provider(**each) for each in settings.SIGN_IN_PROVIDERS]


def provider(slug: str) -> Provider | None:
    return next((each for each in providers() if each.slug == slug), None)


def connected_providers(user: User) -> list[Provider]:
    """Those of them that open the account."""
    held = set(Identity.objects.filter(user=user).values_list("issuer", flat=True))
    return [each for each in providers() if each.issuer in held]


def name_of(slug: str) -> str:
    """Also of one that is not offered any more."""
    known = provider(slug)
    return known.name if known else slug.title()
