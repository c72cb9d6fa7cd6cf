"""What a provider publishes of itself: fetched once and kept, checked, and missed when it is away."""

from __future__ import annotations

from typing import Any

import jwt
import pytest

from employers import federation
from employers.federation import ProviderAway, ProviderRefused, discovery
from tests.employers.test_federation import BACK, acme, come
from tests.openid_provider import OpenIDProvider


def test_metadata_and_keys_are_fetched_once(elsewhere: OpenIDProvider) -> None:
    come(elsewhere)
    come(elsewhere)

    assert elsewhere.asked.count("/.well-known/openid-configuration") == 1
    assert elsewhere.asked.count("/jwks") == 1


def test_metadata_is_fetched_again_after_its_time(elsewhere: OpenIDProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    come(elsewhere)
    monkeypatch.setattr(discovery, "KEEP_SECONDS", -1.0)
    come(elsewhere)

    assert elsewhere.asked.count("/jwks") > 1


def test_new_key_of_the_provider_is_fetched_when_it_is_first_seen(elsewhere: OpenIDProvider) -> None:
    come(elsewhere)
    elsewhere.add_key("second")

    assert come(elsewhere).subject == "ada-1815"
    assert elsewhere.asked.count("/jwks") == 2


def test_unknown_key_is_looked_for_once(elsewhere: OpenIDProvider) -> None:
    come(elsewhere)
    elsewhere.sign = lambda claims: jwt.encode(claims, elsewhere.keys["first"], "ES256", headers={"kid": "made up"})

    with pytest.raises(ProviderRefused):
        come(elsewhere)
    assert elsewhere.asked.count("/jwks") == 2


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        ("/.well-known/openid-configuration", (500, {})),
        ("/.well-known/openid-configuration", (200, b"<html>")),
        ("/.well-known/openid-configuration", (200, [])),
        ("/.well-known/openid-configuration", (200, b'{"issuer": "' + b"x" * 300_000 + b'"}')),
        ("/.well-known/openid-configuration", (302, "https://evil.example/")),
        ("/.well-known/openid-configuration", None),
        ("/jwks", (500, {})),
        ("/jwks", (200, {"keys": []})),
        ("/jwks", (200, {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "first"}, 7]})),
        ("/token", (502, {})),
        ("/token", (200, b"<html>")),
        ("/token", (200, [])),
        ("/token", None),
    ],
)
def test_provider_in_trouble_is_away(elsewhere: OpenIDProvider, path: str, reply: Any) -> None:
    elsewhere.replies[path] = lambda: reply

    with pytest.raises(ProviderAway):
        come(elsewhere)


def test_provider_that_is_away_is_not_waited_for_again_at_once(
    elsewhere: OpenIDProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "FAILURE_PAUSE", 600.0)
    elsewhere.replies["/.well-known/openid-configuration"] = lambda: (500, {})
    for _ in range(3):
        with pytest.raises(ProviderAway):
            federation.begin(acme(), redirect_uri=BACK)

    assert len(elsewhere.asked) == 1


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": None},
        {"jwks_uri": "javascript:alert(1)"},
        {"authorization_endpoint": 7},
    ],
    ids=str,
)
def test_metadata_that_cannot_be_is_refused(elsewhere: OpenIDProvider, about: dict[str, Any]) -> None:
    elsewhere.about = about

    with pytest.raises(ProviderAway):
        federation.begin(acme(), redirect_uri=BACK)


def test_public_provider_is_not_looked_for_inside(elsewhere: OpenIDProvider, settings: Any) -> None:
    settings.SIGN_IN_PROVIDERS = [elsewhere.settings(private=False)]
    with pytest.raises(ProviderAway, match="TLS"):
        federation.begin(acme(), redirect_uri=BACK)

    settings.SIGN_IN_PROVIDERS = [elsewhere.settings(private=False, issuer="https://127.0.0.1:1")]
    with pytest.raises(ProviderAway, match="private range"):
        federation.begin(acme(), redirect_uri=BACK)
    assert elsewhere.asked == []
