"""The protocol with a provider: what is sent there, and what is believed of what comes back."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.utils import base64url_encode

from employers import federation
from employers.federation import Begun, Person, Provider, ProviderRefused, SignInCancelled, discovery
from tests.openid_provider import SECRET, OpenIDProvider

BACK = "https://jobs.example/account/sign-in/with/acme/back/"
Bend = Callable[[dict[str, Any]], dict[str, Any]]
FORMER, LATER = 1_000_000_000, 32_503_680_000
"""Of any run, however long it takes: the years 2001 and 3000."""


def acme() -> Provider:
    found = federation.provider("acme")
    assert found is not None
    return found


def went(elsewhere: OpenIDProvider, provider: Provider | None = None) -> tuple[Begun, dict[str, str]]:
    """What the browser left with, and what it comes back with."""
    address, begun = federation.begin(provider or acme(), redirect_uri=BACK)
    return begun, dict(parse_qsl(urlsplit(elsewhere.visit(address)).query))


def come(elsewhere: OpenIDProvider) -> Person:
    return federation.finish(acme(), *went(elsewhere))


def test_person_comes_back_with_what_the_provider_has_proven(elsewhere: OpenIDProvider) -> None:
    assert come(elsewhere) == Person(
        "acme", elsewhere.url, "ada-1815", "ada@example.com", email_verified=True, name="Ada Lovelace"
    )


def test_request_carries_state_nonce_and_a_challenge_of_sha256(elsewhere: OpenIDProvider) -> None:
    address, begun = federation.begin(acme(), redirect_uri=BACK)

    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (sent["response_type"], sent["redirect_uri"], sent["scope"]) == ("code", BACK, "openid email profile")
    assert (sent["state"], sent["nonce"], sent["code_challenge_method"]) == (begun.state, begun.nonce, "S256")
    assert len(begun.verifier) >= 43
    assert begun.verifier not in address
    assert SECRET not in address


def test_two_sign_ins_share_nothing(elsewhere: OpenIDProvider) -> None:
    one, two = (federation.begin(acme(), redirect_uri=BACK)[1] for _ in range(2))

    assert {one.state, one.nonce, one.verifier}.isdisjoint({two.state, two.nonce, two.verifier})


def test_linkedin_is_asked_without_nonce_and_challenge(elsewhere: OpenIDProvider, settings: Any) -> None:
    """It answers no nonce, and refuses a verifier beside the secret, which it takes in the body alone."""
    elsewhere.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    settings.SIGN_IN_PROVIDERS = [elsewhere.settings(pkce=False, nonce=False, auth_method="client_secret_post")]
    elsewhere.person["email_verified"] = "true"

    begun, _ = went(elsewhere)

    assert (begun.nonce, begun.verifier) == ("", "")
    assert come(elsewhere).email_verified


@pytest.mark.parametrize("methods", [None, ["client_secret_basic"], ["client_secret_post"]], ids=str)
def test_secret_is_sent_as_the_provider_wants_it(elsewhere: OpenIDProvider, methods: list[str] | None) -> None:
    elsewhere.about = {"token_endpoint_auth_methods_supported": methods} if methods else {}

    assert come(elsewhere).subject == "ada-1815"


def changed(**claims: Any) -> Bend:
    return lambda given: {name: value for name, value in (given | claims).items() if value is not None}


@pytest.mark.parametrize(
    "bend",
    [
        changed(iss="https://evil.example"),
        changed(aud="another client"),
        changed(aud=["another client"], azp="hiretrack"),
        changed(aud=["hiretrack", "another client"], azp="another client"),
        changed(exp=FORMER),
        changed(exp=None),
        changed(iat=LATER),
        changed(nbf=LATER),
        changed(nonce="another"),
        changed(nonce=None),
        changed(sub=None),
        changed(sub=""),
        changed(sub=7),
        changed(sub="x" * 256),
        changed(at_hash="b3RoZXI"),
    ],
    ids=[
        "issuer", "audience", "only authorized", "other party", "expired", "endless", "future", "not yet", "nonce",
        "no nonce", "no subject", "empty subject", "numeric subject", "long subject", "access token",
    ],
)  # fmt: skip
def test_id_token_that_is_not_for_this_sign_in_is_refused(elsewhere: OpenIDProvider, bend: Bend) -> None:
    elsewhere.bend = bend

    with pytest.raises(ProviderRefused):
        come(elsewhere)


def unsigned(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none"}, claims)
    return ".".join(base64url_encode(json.dumps(part).encode()).decode() for part in parts) + "."


def by_public_key(elsewhere: OpenIDProvider, claims: dict[str, Any]) -> str:
    """What verifiers that take any algorithm have fallen for: the key that everybody knows, used as a shared secret."""
    point = elsewhere.keys["first"].public_key()
    known = point.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {"alg": "HS256", "kid": "first"}
    parts = b".".join(base64url_encode(json.dumps(part).encode()) for part in (header, claims))
    return (parts + b"." + base64url_encode(hmac.digest(known, parts, "sha256"))).decode()


@pytest.mark.parametrize("kind", ["none", "secret", "public key", "stranger", "garbage"])
def test_id_token_with_another_signature_is_refused(elsewhere: OpenIDProvider, kind: str) -> None:
    stranger = OpenIDProvider()
    signers: dict[str, Callable[[dict[str, Any]], str]] = {
        "none": unsigned,
        "secret": lambda claims: jwt.encode(claims, SECRET * 2, "HS256", headers={"kid": "first"}),
        "public key": lambda claims: by_public_key(elsewhere, claims),
        "stranger": stranger.signed,
        "garbage": lambda _: "not.a.token",
    }
    elsewhere.sign = signers[kind]

    with pytest.raises(ProviderRefused):
        come(elsewhere)
    stranger.stop()


def test_code_counts_once_and_for_its_own_verifier(elsewhere: OpenIDProvider) -> None:
    begun, answer = went(elsewhere)
    stolen = federation.begin(acme(), redirect_uri=BACK)[1]

    with pytest.raises(ProviderRefused):
        federation.finish(acme(), stolen, answer)
    with pytest.raises(ProviderRefused):
        federation.finish(acme(), begun, answer)


def test_answer_of_another_issuer_is_refused(elsewhere: OpenIDProvider) -> None:
    begun, answer = went(elsewhere)
    with pytest.raises(ProviderRefused):
        federation.finish(acme(), begun, answer | {"iss": "https://evil.example"})

    elsewhere.about = {"authorization_response_iss_parameter_supported": True}
    discovery.forget()
    with pytest.raises(ProviderRefused):
        federation.finish(acme(), begun, answer)
    assert federation.finish(acme(), begun, answer | {"iss": elsewhere.url}).subject == "ada-1815"


@pytest.mark.parametrize("error", ["access_denied", "user_cancelled_login"])
def test_no_at_the_provider_is_a_choice(elsewhere: OpenIDProvider, error: str) -> None:
    begun, _ = went(elsewhere)

    with pytest.raises(SignInCancelled):
        federation.finish(acme(), begun, {"error": error, "state": begun.state})
    with pytest.raises(ProviderRefused):
        federation.finish(acme(), begun, {"error": "server_error", "state": begun.state})


# --- Who it is


def test_address_of_userinfo_counts_where_the_id_token_has_none(elsewhere: OpenIDProvider) -> None:
    elsewhere.bend = changed(email=None, email_verified=None, name=None)

    person = come(elsewhere)

    assert (person.email, person.email_verified, person.name) == ("ada@example.com", True, "Ada Lovelace")


def test_userinfo_of_another_subject_is_refused(elsewhere: OpenIDProvider) -> None:
    elsewhere.bend = changed(email=None)
    elsewhere.replies["/userinfo"] = lambda: (200, elsewhere.person | {"sub": "mallory"})

    with pytest.raises(ProviderRefused):
        come(elsewhere)


@pytest.mark.parametrize("says", [False, None, "false", 1, "yes", "TRUE"])
def test_address_is_verified_only_by_a_clear_yes(elsewhere: OpenIDProvider, says: Any) -> None:
    elsewhere.bend = changed(email_verified=says)

    assert not come(elsewhere).email_verified


def test_provider_whose_word_for_addresses_is_not_taken(elsewhere: OpenIDProvider, settings: Any) -> None:
    settings.SIGN_IN_PROVIDERS = [elsewhere.settings(trust_email=False)]

    assert not come(elsewhere).email_verified


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b\r\nBcc: c@d.example", 7, ["a@example.com"], f"{'x' * 250}@ex.com"]
)
def test_address_that_cannot_be_written_to_is_none(elsewhere: OpenIDProvider, email: Any) -> None:
    elsewhere.person["email"] = email

    person = come(elsewhere)

    assert (person.email, person.email_verified) == ("", False)


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": None, "given_name": "Ada", "family_name": "Lovelace"}, "Ada Lovelace"),
        ({"name": "Ada\r\nBcc: x"}, "AdaBcc: x"),
        ({"name": ["Ada"]}, ""),
        ({"name": "x" * 300}, "x" * 200),
    ],
    ids=["parts", "control", "list", "long"],
)
def test_name_is_one_plain_line(elsewhere: OpenIDProvider, claims: dict[str, Any], name: str) -> None:
    elsewhere.bend = changed(**claims)

    assert come(elsewhere).name == name
