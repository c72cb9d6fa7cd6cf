from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from employers.api.authentication import principal_of
from employers.errors import TokenRefused
from employers.models import ApiKey, Employer
from employers.services import issue_api_key, revoke_api_key, use_api_key
from hiretrack.errors import Invalid
from hiretrack.tenancy import employer_scope, public_scope
from tests.fixtures import ApiClient


@pytest.fixture
def secret(employer: Employer) -> str:
    with employer_scope(employer.pk):
        return issue_api_key(name="HR system", scopes=["jobs:read"]).secret


def stored(employer: Employer) -> ApiKey:
    with employer_scope(employer.pk):
        return ApiKey.objects.get()


def test_key_is_shown_once_and_stored_hashed(employer: Employer, secret: str) -> None:
    assert secret.startswith("htk_")
    assert secret not in str(vars(stored(employer)))


def test_key_speaks_for_its_employer_in_its_role_and_scopes(employer: Employer, secret: str) -> None:
    principal = principal_of(secret)

    assert (principal.employer_id, principal.user_id, principal.roles) == (employer.pk, None, {"recruiter"})
    assert principal.covers("jobs", writing=False)
    assert not principal.covers("jobs", writing=True)
    assert not principal.covers("applicants", writing=False)


def test_use_is_noted_at_most_once_a_minute(employer: Employer, secret: str) -> None:
    start = timezone.now()
    for seconds, noted in ((0, 0), (30, 0), (61, 61)):
        with time_machine.travel(start + dt.timedelta(seconds=seconds), tick=False):
            use_api_key(secret)
        assert stored(employer).last_used_at == start + dt.timedelta(seconds=noted)


def test_revoked_key_stops_at_once(employer: Employer, secret: str) -> None:
    with employer_scope(employer.pk):
        revoke_api_key(key=ApiKey.objects.get())

    with pytest.raises(TokenRefused) as refused:
        principal_of(secret)
    assert refused.value.code == "api_key_invalid"


def test_expired_key_is_refused(employer: Employer) -> None:
    with employer_scope(employer.pk):
        key = issue_api_key(name="Trial", scopes=["jobs:read"], expires_at=timezone.now() + dt.timedelta(days=1))
    assert use_api_key(key.secret)

    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert use_api_key(key.secret) is None


@pytest.mark.django_db
@pytest.mark.parametrize("made_up", ["htk_", "htk_x", "htk_é", "htk_" + "A" * 64, "htk_" + "A" * 63 + "=", "htk_\x00"])
def test_made_up_key_is_refused(made_up: str) -> None:
    assert use_api_key(made_up) is None


def test_key_with_another_employers_id_is_refused(secret: str, other_employer: Employer) -> None:
    from base64 import urlsafe_b64decode, urlsafe_b64encode

    forged = other_employer.pk.bytes + urlsafe_b64decode(secret.removeprefix("htk_"))[16:]

    assert use_api_key("htk_" + urlsafe_b64encode(forged).decode()) is None


@pytest.mark.parametrize("scopes", [[], ["jobs"], ["users:write"], ["jobs:read", "everything:write"]])
def test_unknown_scopes_are_refused(employer: Employer, scopes: list[str]) -> None:
    with employer_scope(employer.pk), pytest.raises(Invalid):
        issue_api_key(name="X", scopes=scopes)


def test_other_employers_and_the_public_see_no_key_in_the_table(
    employer: Employer, other_employer: Employer, secret: str
) -> None:
    def count() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM employers_apikey")
            return cursor.fetchone()[0]

    with employer_scope(other_employer.pk):
        assert count() == 0
    with public_scope():
        assert count() == 0
    with employer_scope(employer.pk):
        assert count() == 1


def test_key_has_no_account_of_its_own(api: ApiClient, secret: str) -> None:
    api.token = secret

    answer = api.get("/v1/auth/me")

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
