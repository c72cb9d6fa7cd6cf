from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import time
import uuid
from typing import Any

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from employers.errors import TokenRefused
from employers.tokens import access, signing
from tests.factories.employers import PlatformAdminFactory, UserFactory

pytestmark = pytest.mark.django_db


def signed(key: Any = None, algorithm: str = "", kid: str | None = None, **claims: Any) -> str:
    """A token like ours, with other parts where the test says so."""
    own, now = signing.signer(), int(time.time())
    whole = {
        "iss": "http://127.0.0.1:8000", "aud": "hiretrack", "sub": str(uuid.uuid4()), "iat": now, "nbf": now,
        "exp": now + 600, "jti": str(uuid.uuid4()), "employer_id": None, "roles": ["viewer"], **claims,
    }  # fmt: skip
    payload = {name: value for name, value in whole.items() if value != "leave out"}
    return jwt.encode(
        payload, key or own.private_key, algorithm or own.algorithm, headers={"kid": own.kid if kid is None else kid}
    )


def code_of(token: str) -> str:
    with pytest.raises(TokenRefused) as refused:
        access.read(token)
    assert refused.value.status == 401
    return refused.value.code


@pytest.fixture(autouse=True)
def _issuer(settings: Any) -> None:
    settings.JWT_ISSUER, settings.JWT_AUDIENCE = "http://127.0.0.1:8000", "hiretrack"


def unsigned(header: dict[str, Any]) -> str:
    parts = [header, jwt.decode(signed(), options={"verify_signature": False})]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return f"{encoded[0]}.{encoded[1]}."


def test_own_token_says_who_where_and_in_which_roles() -> None:
    user = UserFactory(name="Ada", roles=["viewer", "recruiter"])

    claims = access.read(access.encode(user))

    assert (claims.subject, claims.employer_id, claims.name) == (str(user.pk), user.employer_id, "Ada")
    assert claims.roles == {"viewer", "recruiter"}
    assert claims.is_own


def test_token_carries_every_claim_of_the_contract() -> None:
    payload = jwt.decode(access.encode(UserFactory()), options={"verify_signature": False})

    assert set(payload) >= {"iss", "aud", "sub", "exp", "nbf", "iat", "jti", "employer_id", "roles"}
    assert payload["exp"] - payload["iat"] == 600


def test_platform_admin_is_one_by_role() -> None:
    assert access.read(access.encode(PlatformAdminFactory())).roles == {"platform"}


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "https://elsewhere.example"}, "token_wrong_issuer"),
        ({"aud": "somebody else"}, "token_wrong_audience"),
        ({"exp": 1}, "token_expired"),
        ({"nbf": 32503680000}, "token_not_yet_valid"),
        ({"iat": 32503680000}, "token_not_yet_valid"),
        ({"exp": "leave out"}, "token_missing_claim"),
        ({"jti": "leave out"}, "token_missing_claim"),
        ({"aud": "leave out"}, "token_missing_claim"),
        ({"iss": "leave out"}, "token_wrong_issuer"),
        ({"exp": "soon"}, "token_malformed"),
        ({"exp": float("inf")}, "token_malformed"),
        ({"roles": "viewer"}, "token_malformed"),
        ({"roles": [1]}, "token_malformed"),
        ({"employer_id": "acme"}, "token_malformed"),
        ({"employer_id": 7}, "token_malformed"),
    ],
)
def test_wrong_claim_is_refused_with_its_own_code(claims: dict[str, Any], code: str) -> None:
    assert code_of(signed(**claims)) == code


def test_unknown_kid_is_refused() -> None:
    assert code_of(signed(kid="nobody's")) == "token_unknown_key"
    assert code_of(signed(kid="")) == "token_unknown_key"


def test_other_key_under_our_kid_is_refused() -> None:
    assert code_of(signed(key=ec.generate_private_key(ec.SECP256R1()))) == "token_bad_signature"


def test_changed_payload_is_refused() -> None:
    head, _, signature = signed().split(".")
    other = signed(roles=["employer_admin"]).split(".")[1]

    assert code_of(f"{head}.{other}.{signature}") == "token_bad_signature"


def test_no_signature_is_refused() -> None:
    kid = signing.signer().kid

    assert code_of(unsigned({"alg": "none", "typ": "JWT", "kid": kid})) == "token_wrong_algorithm"
    assert code_of(unsigned({"alg": "None", "kid": kid})) == "token_wrong_algorithm"
    assert code_of(unsigned({"alg": "ES256", "kid": kid})) == "token_bad_signature"


def test_shared_secret_made_of_the_public_key_is_refused() -> None:
    public = json.dumps(signing.published()[0])
    forged = unsigned({"alg": "HS256", "kid": signing.signer().kid}).removesuffix(".")
    seal = hmac.new(public.encode(), forged.encode(), hashlib.sha256).digest()

    assert code_of(f"{forged}.{base64.urlsafe_b64encode(seal).decode()}") == "token_wrong_algorithm"


def test_other_algorithm_than_the_keys_own_is_refused() -> None:
    token = signed().split(".")
    header = {"alg": "RS256", "kid": signing.signer().kid}
    token[0] = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()

    assert code_of(".".join(token)) == "token_wrong_algorithm"


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "é.é.é", "..", "eyJhbGciOiJFUzI1NiJ9.e30", "[" * 9000, "WzE" + "bW1t" * 3000 + ".e30.e"]
)
def test_malformed_token_is_refused(token: str) -> None:
    assert code_of(token) == "token_malformed"


def test_expired_token_is_refused_after_ten_minutes() -> None:
    token = access.encode(UserFactory())

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=10, seconds=10)):
        assert code_of(token) == "token_expired"


def test_clock_that_is_a_little_behind_is_forgiven() -> None:
    token = access.encode(UserFactory())

    with time_machine.travel(timezone.now() - dt.timedelta(seconds=3)):
        assert access.read(token)


def test_token_made_before_the_account_changed_stops_and_a_newer_one_works() -> None:
    user = UserFactory()
    before = access.encode(user)

    access.end_access_of(user.pk)

    assert code_of(before) == "token_revoked"
    assert access.read(access.encode(user))


def test_other_users_go_on_when_one_account_changes() -> None:
    token = access.encode(UserFactory())

    access.end_access_of(UserFactory().pk)

    assert access.read(token)


def test_token_lives_out_its_time_while_the_cache_is_away(settings: Any) -> None:
    user = UserFactory()
    token = access.encode(user)
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}

    access.end_access_of(user.pk)

    assert access.read(token)


def test_reading_a_token_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    token = access.encode(UserFactory())
    access.read(token)

    with django_assert_num_queries(0):
        access.read(token)
