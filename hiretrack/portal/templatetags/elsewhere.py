"""Accounts elsewhere on pages: buttons of the doors, and the account's own list."""

from __future__ import annotations

from typing import Any

from django import template

from employers.federation import providers
from employers.federation.providers import name_of
from employers.models import Identity, User

register = template.Library()


@register.inclusion_tag("portal/account/providers.html", takes_context=True)
def other_doors(context: template.Context, then: str = "") -> dict[str, Any]:
    """A button for each provider; `then` is where to go afterwards."""
    return {"providers": providers(), "then": then, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("portal/account/connected.html")
def connected_accounts(user: User) -> dict[str, Any]:
    """Which accounts elsewhere open this one, and which could."""
    identities = list(Identity.objects.filter(user=user))
    held = {identity.issuer for identity in identities}
    return {
        "connected": [(identity, name_of(identity.provider)) for identity in identities],
        "others": [provider for provider in providers() if provider.issuer not in held],
    }
