from __future__ import annotations

import time
import uuid
from typing import Any

import pytest

from employers.errors import TokenRefused
from employers.models import Employer
from employers.tokens import access, issuers
from hiretrack.errors import Unavailable
from tests.employers.conftest import Issuer
from tests.factories.employers import CandidateFactory, EmployerFactory, UserFactory
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db


def claims(**given: Any) -> dict[str, Any]:
    now = int(time.time())
    return {"aud": "hiretrack", "sub": "ada", "iat": now, "exp": now + 600, "roles": ["recruiter"], **given}


def test_token_of_a_trusted_issuer_is_accepted(issuer: Issuer) -> None:
    employer_id = uuid.uuid4()

    read = access.read(issuer.sign(claims(employer_id=str(employer_id), name="Ada")))

    assert (read.issuer, read.employer_id, read.roles) == (issuer.name, employer_id, {"recruiter"})
    assert not read.is_own


def test_keys_are_fetched_once_for_many_tokens(issuer: Issuer) -> None:
    for _ in range(3):
        access.read(issuer.sign(claims()))

    assert issuer.server.asked == ["/jwks.json"]


def test_new_key_of_the_issuer_is_fetched_when_its_kid_is_first_seen(issuer: Issuer) -> None:
    access.read(issuer.sign(claims()))
    issuer.add_key("second")

    assert access.read(issuer.sign(claims(), kid="second"))
    assert len(issuer.server.asked) == 2


def test_made_up_kids_cause_one_fetch_only(issuer: Issuer) -> None:
    access.read(issuer.sign(claims()))
    for kid in ("x", "y", "z"):
        issuer.keys[kid] = issuer.keys["first"]
        token = issuer.sign(claims(), kid=kid)
        del issuer.keys[kid]
        with pytest.raises(TokenRefused, match="not known"):
            access.read(token)

    assert len(issuer.server.asked) == 2


def test_known_keys_are_used_while_the_issuer_is_away(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    token = issuer.sign(claims())
    access.read(token)
    issuer.server.reply = lambda _: (500, b"")
    monkeypatch.setattr(issuers, "KEEP_SECONDS", -1.0)

    assert access.read(token)
    assert len(issuer.server.asked) > 1


@pytest.mark.parametrize("reply", [(500, b""), (200, b"not json"), (200, b"[]"), (404, b"{}"), (200, b"x" * 300_000)])
def test_issuer_without_keys_is_unavailable(issuer: Issuer, reply: tuple[int, bytes]) -> None:
    issuer.server.reply = lambda _: reply

    with pytest.raises(Unavailable) as refused:
        access.read(issuer.sign(claims()))
    assert refused.value.code == "issuer_unavailable"


def test_keys_for_other_uses_are_passed_over(issuer: Issuer) -> None:
    token = issuer.sign(claims())
    document = issuer.document
    document["keys"] += [{"kty": "oct", "kid": "first", "k": "c2VjcmV0"}, {"kty": "RSA"}, 7, {"kid": "q", "kty": "?"}]

    issuer.server.reply = lambda _: (200, __import__("json").dumps(document).encode())

    assert access.read(token)


def test_issuers_cannot_speak_for_each_other_or_for_us(issuer: Issuer, settings: Any) -> None:
    token = issuer.sign({**claims(), "iss": settings.JWT_ISSUER})

    with pytest.raises(TokenRefused) as refused:
        access.read(token)
    assert refused.value.code == "token_unknown_key"


def test_issuer_makes_nobody_a_platform_admin(issuer: Issuer) -> None:
    assert access.read(issuer.sign(claims(roles=["platform", "viewer", "emperor"]))).roles == {"viewer"}


@pytest.fixture
def home(db: None) -> Employer:
    return EmployerFactory()


def call(api: ApiClient, token: str) -> Any:
    api.token = token
    return api.get("/v1/auth/me")


def test_account_of_the_subject_is_found_at_its_employer(issuer: Issuer, api: ApiClient) -> None:
    user = UserFactory()

    answer = call(api, issuer.sign(claims(sub=str(user.pk), employer_id=str(user.employer_id))))

    assert answer.json()["id"] == str(user.pk)


def test_account_at_another_employer_is_nobodys(issuer: Issuer, api: ApiClient, home: Employer) -> None:
    user = UserFactory()

    answer = call(api, issuer.sign(claims(sub=str(user.pk), employer_id=str(home.pk))))

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"employer_id": str(uuid.uuid4())}, "token_unknown_employer"),
        ({"roles": ["applicant"]}, "token_unknown_subject"),
        ({}, "token_unknown_subject"),
    ],
)
def test_token_that_belongs_nowhere_is_refused(
    issuer: Issuer, api: ApiClient, given: dict[str, Any], code: str
) -> None:
    answer = call(api, issuer.sign(claims(**given)))

    assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_deactivated_account_is_refused(issuer: Issuer, api: ApiClient) -> None:
    user = CandidateFactory(is_active=False)

    answer = call(api, issuer.sign(claims(sub=str(user.pk), roles=["applicant"])))

    assert answer.json()["code"] == "token_revoked"
