"""Accounts elsewhere that candidates sign in with. docs/configuration.md tells what each variable does."""

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from hiretrack import env

_PRESETS: dict[str, dict[str, Any]] = {
    "google": {"name": "Google", "issuer": "https://accounts.google.com"},
    # LinkedIn puts no nonce into its ID tokens, refuses a secret together with a PKCE verifier, and takes the secret
    # in the body alone.
    "linkedin": {
        "name": "LinkedIn",
        "issuer": "https://www.linkedin.com/oauth",
        "pkce": False,
        "nonce": False,
        "auth_method": "client_secret_post",
    },
}
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _provider(slug: str) -> dict[str, Any]:
    if not _SLUG.fullmatch(slug):
        raise ImproperlyConfigured(f"SIGN_IN_PROVIDERS: {slug} must be a lower-case word such as acme.")
    name, preset = f"SIGN_IN_{slug.upper()}", _PRESETS.get(slug, {})
    env.url(f"{name}_ISSUER", preset.get("issuer"), schemes=("https", "http"))
    # As it stands: some issuers end in a slash, and names are compared letter by letter.
    issuer = env.text(f"{name}_ISSUER", preset.get("issuer"))
    scopes = env.items(f"{name}_SCOPES", "openid,email,profile")
    if "openid" not in scopes:
        raise ImproperlyConfigured(f"{name}_SCOPES must name openid.")
    return {
        "slug": slug,
        "name": env.text(f"{name}_NAME", preset.get("name", slug.title())),
        "issuer": issuer,
        "client_id": env.text(f"{name}_CLIENT_ID"),
        "client_secret": env.secret(f"{name}_CLIENT_SECRET"),
        "scopes": tuple(scopes),
        "private": env.flag(f"{name}_PRIVATE", default=issuer.startswith("http://")),
        "trust_email": env.flag(f"{name}_TRUST_EMAIL", default=True),
        **{key: preset[key] for key in ("pkce", "nonce", "auth_method") if key in preset},
    }


SIGN_IN_PROVIDERS = [_provider(_slug) for _slug in env.items("SIGN_IN_PROVIDERS", "")]
"""In the order of their buttons."""
if len({each["slug"] for each in SIGN_IN_PROVIDERS}) < len(SIGN_IN_PROVIDERS):
    raise ImproperlyConfigured("SIGN_IN_PROVIDERS names a provider twice.")
