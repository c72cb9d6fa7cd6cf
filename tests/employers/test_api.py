"""Sign-in and accounts through /v1, as clients see them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from employers.models import Employer, User
from employers.tokens import email_verification_token, issue_pair, password_reset_token
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, CandidateFactory, EmployerFactory, UserFactory
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
MAIL = "ada@example.com"
NEW = "an entirely new one"


def shape(answer: Any) -> tuple[int, dict[str, Any], set[str]]:
    """What a caller could compare: status, body and header names."""
    volatile = {"request_id", "instance"}
    body = {k: v for k, v in answer.json().items() if k not in volatile} if answer.content else {}
    return answer.status_code, body, set(answer.headers)


def register(api: ApiClient, **given: Any) -> Any:
    return api.post("/v1/auth/register", {"email": MAIL, "password": PASSWORD, "name": "Ada", **given})


def sign_in(api: ApiClient, **given: Any) -> Any:
    return api.post("/v1/auth/token", {"email": MAIL, "password": PASSWORD, **given})


def test_new_employer_signs_in_without_reading_mail(api: ApiClient) -> None:
    slug = register(api, employer={"name": "Acme GmbH"}).json()["employer"]["slug"]
    api.token = sign_in(api, employer=slug).json()["access_token"]

    me = api.get("/v1/auth/me").json()

    assert (me["email"], me["email_verified"], me["roles"]) == (MAIL, False, ["employer_admin"])
    assert me["employer"]["slug"] == "acme-gmbh"


def test_registration_answers_alike_for_a_free_and_a_taken_address(api: ApiClient) -> None:
    free = register(api)
    taken = register(api, name="Mallory", password=NEW)

    assert shape(free) == shape(taken)
    assert free.status_code == 202
    assert sign_in(api, password=NEW).status_code == 401
    assert User.objects.get().name == "Ada"


def test_registration_repeated_with_its_key_is_answered_from_the_first(api: ApiClient) -> None:
    key = {"Idempotency-Key": "once"}
    body = {"email": MAIL, "password": PASSWORD, "name": "Ada", "employer": {"name": "Acme"}}

    first = api.post("/v1/auth/register", body, headers=key)
    second = api.post("/v1/auth/register", body, headers=key)

    assert second.headers["Idempotent-Replayed"] == "true"
    assert first.json() == second.json()
    assert Employer.objects.count() == 1


def test_registration_names_every_mistake_at_once(api: ApiClient) -> None:
    answer = register(api, email="no address", name="a\nb", password="short", employer={"name": "", "slug": "ä ö"})

    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert answer.status_code == 422
    assert pointers == {"/email", "/name", "/password", "/employer/name", "/employer/slug"}


@pytest.mark.parametrize("field", ["roles", "is_superuser", "employer_id", "email_verified_at"])
def test_registration_takes_no_rights(api: ApiClient, field: str) -> None:
    answer = register(api, **{field: True})

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_field")
    assert not User.objects.exists()


def test_weak_password_and_taken_slug_are_told(api: ApiClient) -> None:
    EmployerFactory(slug="acme")

    weak = register(api, password="password12345")
    taken = register(api, employer={"name": "Acme", "slug": "acme"})

    assert weak.json()["errors"][0]["pointer"] == "/password"
    assert taken.json()["errors"][0] == {
        "pointer": "/employer/slug",
        "code": "slug_taken",
        "detail": "Another employer has this address already.",
    }


def test_wrong_password_and_unknown_address_are_answered_alike(api: ApiClient) -> None:
    UserFactory(email=MAIL)

    wrong, unknown = sign_in(api, password="wrong"), sign_in(api, email="nobody@example.com")

    assert shape(wrong) == shape(unknown)
    assert (wrong.status_code, wrong.json()["code"]) == (401, "invalid_credentials")
    assert wrong.headers["WWW-Authenticate"].startswith("Bearer")


def test_unproven_candidate_is_answered_like_a_wrong_password(api: ApiClient) -> None:
    candidate = CandidateFactory(email=MAIL, email_verified_at=None)
    unproven, wrong = sign_in(api), sign_in(api, password="wrong")
    assert shape(unproven) == shape(wrong)
    assert unproven.json()["code"] == "invalid_credentials"

    api.post("/v1/auth/email:verify", {"token": email_verification_token(candidate), "password": PASSWORD})

    assert sign_in(api).status_code == 200


def test_several_accounts_are_listed_and_chosen_from(api: ApiClient) -> None:
    UserFactory(email=MAIL, employer__slug="acme")
    CandidateFactory(email=MAIL)

    asked = sign_in(api)

    assert (asked.status_code, asked.json()["code"]) == (409, "employer_required")
    assert set(asked.json()["employers"]) == {"acme", None}
    for employer, role in (("acme", "recruiter"), (None, "applicant")):
        api.token = sign_in(api, employer=employer).json()["access_token"]
        assert api.get("/v1/auth/me").json()["roles"] == [role]
        api.token = ""


def test_sign_in_is_throttled_per_account(api: ApiClient, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "3/minute"}
    body = {"email": f"{uuid.uuid4()}@example.com", "password": "x"}

    answers = [api.post("/v1/auth/token", body, REMOTE_ADDR=f"192.0.2.{n}") for n in range(5)]

    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert answers[-1].headers["Retry-After"]


def test_sign_in_is_throttled_per_address(api: ApiClient, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "3/minute"}

    bodies = [{"email": f"{uuid.uuid4()}@example.com", "password": "x"} for _ in range(5)]

    answers = [api.post("/v1/auth/token", body, REMOTE_ADDR="198.51.100.7") for body in bodies]

    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]


def test_refresh_token_renews_once(api: ApiClient) -> None:
    pair = issue_pair(UserFactory())

    renewed = api.post("/v1/auth/token:refresh", {"refresh_token": pair.refresh})

    assert renewed.status_code == 200
    assert renewed.json()["token_type"] == "Bearer"
    assert renewed.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True)
def test_reuse_is_refused_and_the_revocation_stays(api: ApiClient) -> None:
    old = issue_pair(UserFactory()).refresh
    new = api.post("/v1/auth/token:refresh", {"refresh_token": old}).json()["refresh_token"]

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        reused = api.post("/v1/auth/token:refresh", {"refresh_token": old})

    assert (reused.status_code, reused.json()["code"]) == (401, "refresh_token_reused")
    assert api.post("/v1/auth/token:refresh", {"refresh_token": new}).json()["code"] == "refresh_token_invalid"
    with all_tenants(reason="test"):
        assert AuditLog.objects.filter(action="token.reuse_detected").count() == 1


def test_signing_out_ends_the_refresh_token(api: ApiClient) -> None:
    pair = issue_pair(UserFactory())
    assert api.post("/v1/auth/token:revoke", {"refresh_token": pair.refresh}).status_code == 401

    api.token = pair.access
    assert api.post("/v1/auth/token:revoke", {"refresh_token": pair.refresh}).status_code == 204
    assert api.post("/v1/auth/token:revoke", {"refresh_token": "unknown"}).status_code == 204

    api.token = ""
    assert api.post("/v1/auth/token:refresh", {"refresh_token": pair.refresh}).status_code == 401


def test_account_carries_an_etag_and_refuses_stale_changes(api: ApiClient) -> None:
    client = api.as_user(UserFactory())
    etag = client.get("/v1/auth/me").headers["ETag"]

    assert client.get("/v1/auth/me", headers={"If-None-Match": etag}).status_code == 304
    changed = client.patch("/v1/auth/me", {"name": "Ada King"}, headers={"If-Match": etag})
    stale = client.patch("/v1/auth/me", {"name": "Eve"}, headers={"If-Match": etag})

    assert (changed.status_code, changed.json()["name"], stale.status_code) == (200, "Ada King", 412)


def test_password_changes_with_the_present_one_only(api: ApiClient) -> None:
    user = UserFactory(email=MAIL)
    client = api.as_user(user)

    alone = client.patch("/v1/auth/me", {"new_password": NEW})
    wrong = client.patch("/v1/auth/me", {"current_password": "wrong", "new_password": NEW})
    right = client.patch("/v1/auth/me", {"current_password": PASSWORD, "new_password": NEW})

    assert [answer.status_code for answer in (alone, wrong, right)] == [422, 422, 200]
    assert sign_in(api, password=NEW).status_code == 200


@pytest.mark.parametrize("role", ["viewer", "recruiter", "employer_admin", "applicant", "platform"])
def test_everybody_signed_in_sees_and_renames_only_itself(api: ApiClient, employer: Employer, role: str) -> None:
    client = api.as_role(role, employer)
    bystander = UserFactory(name="Bystander")

    assert client.patch("/v1/auth/me", {"name": "New Name"}).json()["roles"] == [role]

    assert User.objects.get(pk=bystander.pk).name == "Bystander"
    assert User.objects.filter(name="New Name").count() == 1


@pytest.mark.django_db(transaction=True)
def test_deactivated_users_token_stops_at_once(api: ApiClient) -> None:
    from employers.services import update_user

    user = UserFactory()
    client = api.as_user(user)

    update_user(user=user, changes={"is_active": False})

    answer = client.get("/v1/auth/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_revoked")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["Bearer x", "Bearer", "bearer  ", "Bearer a b c", "Bearer htk_x"])
def test_credential_that_cannot_be_read_is_refused(api: ApiClient, header: str) -> None:
    answer = api.get("/v1/auth/me", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_other_scheme_is_an_anonymous_caller(api: ApiClient) -> None:
    answer = api.get("/v1/auth/me", headers={"Authorization": "Basic YTpi"})

    assert answer.json()["code"] == "authentication_required"


def test_forgotten_password_is_answered_alike_for_known_and_unknown(api: ApiClient) -> None:
    UserFactory(email=MAIL)

    known, unknown = (api.post("/v1/auth/password:forgot", {"email": email}) for email in (MAIL, "nobody@example.com"))

    assert shape(known) == shape(unknown)
    assert (known.status_code, known.content) == (202, b"")


def test_password_is_reset_with_the_token_of_the_mail(api: ApiClient) -> None:
    token = password_reset_token(UserFactory(email=MAIL))

    first = api.post("/v1/auth/password:reset", {"token": token, "password": NEW})
    second = api.post("/v1/auth/password:reset", {"token": token, "password": NEW})

    assert first.status_code == 204
    assert (second.status_code, second.json()["code"]) == (422, "link_invalid")
    assert sign_in(api, password=NEW).status_code == 200


def test_published_keys_verify_a_token_and_may_be_cached(api: ApiClient) -> None:
    import jwt

    token = issue_pair(UserFactory()).access

    answer = api.get("/.well-known/jwks.json")

    keys = jwt.PyJWKSet.from_dict(answer.json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    assert jwt.decode(token, key, audience="hiretrack")["roles"] == ["recruiter"]
    assert "public" in answer.headers["Cache-Control"]
    assert api.get("/.well-known/jwks.json", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_public_data_of_an_employer(api: ApiClient, employer: Employer, other_employer: Employer) -> None:
    answer = api.get(f"/v1/public/employers/{employer.slug}")

    assert answer.json()["name"] == "Acme"
    assert not {"retention_months", "created_at"} & set(answer.json())
    assert "Globex" not in answer.content.decode()
    assert api.get("/v1/public/employers/nobody").status_code == 404
