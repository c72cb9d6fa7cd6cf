"""There and back: the address that a browser is sent to, and what the code that it comes back with proves."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.client import OAuth2Client
from joserfc.errors import JoseError

from employers.federation import discovery
from employers.federation.errors import ProviderAway, ProviderRefused, SignInCancelled
from employers.federation.person import Person, person_of
from employers.federation.providers import Provider
from employers.federation.wire import TokenSession, read

log = structlog.get_logger(__name__)

CLOCK_SKEW_SECONDS = 60
CANCELLED = {"access_denied", "user_cancelled_login", "user_cancelled_authorize", "interaction_required"}
"""LinkedIn has words of its own for it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What this browser's way back is checked against; its session keeps it, and nobody else learns it."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def begin(provider: Provider, *, redirect_uri: str) -> tuple[str, Begun]:
    """The address to send the browser to. Raises `ProviderAway`."""
    begun = Begun(
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24) if provider.nonce else "",
        verifier=secrets.token_urlsafe(48) if provider.pkce else "",
        redirect_uri=redirect_uri,
    )
    more = {"nonce": begun.nonce} if begun.nonce else {}
    address, _state = _client(provider, begun).create_authorization_url(
        discovery.metadata(provider)["authorization_endpoint"],
        state=begun.state,
        code_verifier=begun.verifier or None,
        **more,
    )
    return address, begun


def finish(provider: Provider, begun: Begun, answer: Mapping[str, str]) -> Person:
    """Who came back with `answer`, the parameters of the redirect. Raises `SignInCancelled`, `ProviderRefused` and
    `ProviderAway`."""
    about = discovery.metadata(provider)
    _check_issuer(about, answer)
    if said := answer.get("error"):
        raise SignInCancelled("Cancelled.") if said in CANCELLED else _refused(provider, said)
    token = _token(provider, begun, answer.get("code", ""))
    claims = _verified(provider, begun, token)
    return person_of(provider, claims | _more(provider, claims, token))


def _client(provider: Provider, begun: Begun) -> OAuth2Client:
    return OAuth2Client(
        TokenSession(provider),
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        token_endpoint_auth_method=provider.auth_method or _auth_method(discovery.metadata(provider)),
        scope=" ".join(provider.scopes),
        redirect_uri=begun.redirect_uri,
        code_challenge_method="S256",
    )


def _auth_method(about: Mapping[str, Any]) -> str:
    """In the body where that is offered: providers do not agree on how HTTP Basic writes special characters. Whoever
    names no method takes HTTP Basic (OpenID Connect Discovery 1.0, section 3)."""
    named = about.get("token_endpoint_auth_methods_supported") or []
    return "client_secret_post" if "client_secret_post" in named else "client_secret_basic"


def _check_issuer(about: Mapping[str, Any], answer: Mapping[str, str]) -> None:
    """RFC 9207: an answer that another provider has sent this browser back with is not taken."""
    says = about.get("authorization_response_iss_parameter_supported") is True
    given = answer.get("iss")
    if (given or says) and given != about["issuer"]:
        raise ProviderRefused("The answer names another issuer.")


def _token(provider: Provider, begun: Begun, code: str) -> dict[str, Any]:
    given: dict[str, str] = {"code": code, "redirect_uri": begun.redirect_uri}
    if begun.verifier:
        given["code_verifier"] = begun.verifier
    try:
        fetched = _client(provider, begun).fetch_token(
            discovery.metadata(provider)["token_endpoint"], grant_type="authorization_code", **given
        )
    except OAuth2Error as error:
        raise _refused(provider, str(error.error)) from error
    except (ValueError, TypeError) as error:
        raise ProviderAway(f"{provider.slug} sent no token.") from error
    token = dict(fetched)
    if not all(isinstance(token.get(name), str) for name in ("access_token", "id_token")):
        raise ProviderRefused("The answer holds no ID token.")
    return token


class _Reader(OpenIDMixin):
    """Authlib's reading of ID tokens, with our keys: an unknown `kid` has them fetched once more."""

    def __init__(self, provider: Provider) -> None:
        self.provider, self.client_id = provider, provider.client_id

    def load_server_metadata(self) -> dict[str, Any]:
        return discovery.metadata(self.provider)

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - as in Authlib
        return discovery.keys(self.provider, anew=force)


def _verified(provider: Provider, begun: Begun, token: dict[str, Any]) -> dict[str, Any]:
    """Signed by the provider for us, just now, for this very sign-in (OpenID Connect Core 1.0, section 3.1.3.7)."""
    wanted = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    try:
        claims = _Reader(provider).parse_id_token(token, begun.nonce, wanted, leeway=CLOCK_SKEW_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _refused(provider, type(error).__name__) from error
    if not claims or not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise _refused(provider, "subject")
    return dict(claims)


def _more(provider: Provider, claims: Mapping[str, Any], token: Mapping[str, Any]) -> dict[str, Any]:
    """Address and name, where the ID token does not hold them; only of the same subject (section 5.3.2)."""
    address = discovery.metadata(provider).get("userinfo_endpoint")
    if "email" in claims or not isinstance(address, str):
        return {}
    found = read(provider, address, Authorization=f"Bearer {token['access_token']}")
    if not hmac.compare_digest(str(found.get("sub")).encode(), str(claims["sub"]).encode()):
        raise _refused(provider, "subject of userinfo")
    names = ("email", "email_verified", "name", "given_name", "family_name")
    return {name: found[name] for name in names if name in found}


def _refused(provider: Provider, why: str) -> ProviderRefused:
    log.warning("sign_in_refused_by_provider", provider=provider.slug, why=why[:80])
    return ProviderRefused("The provider's answer proves nobody.")
