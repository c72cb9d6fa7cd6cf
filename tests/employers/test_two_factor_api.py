"""Two-factor sign-in of programs: `otp` at the token endpoint, and the employer's requirement."""

from __future__ import annotations

from typing import Any

import pytest

from employers import services
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from tests.factories.employers import PASSWORD, EmployerAdminFactory, UserFactory
from tests.factories.two_factor import Phone, with_phone
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(employer: Employer) -> User:
    return UserFactory(employer=employer)


@pytest.fixture
def phone(user: User) -> Phone:
    return with_phone(user)


def sign_in(api: ApiClient, user: User, **more: Any) -> Any:
    return api.post("/v1/auth/token", {"email": user.email, "password": PASSWORD, **more})


def test_password_alone_is_asked_for_a_code(api: ApiClient, user: User, phone: Phone) -> None:
    asked = sign_in(api, user)
    wrong = sign_in(api, user, otp=phone.wrong)

    assert [(one.status_code, one.json()["code"]) for one in (asked, wrong)] == [
        (401, "otp_required"), (401, "otp_invalid")
    ]  # fmt: skip
    assert "WWW-Authenticate" in asked


def test_wrong_password_tells_nothing_of_the_second_factor(api: ApiClient, user: User, phone: Phone) -> None:
    answer = sign_in(api, user, password="wrong", otp=phone.code())

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")


def test_code_opens_once(api: ApiClient, user: User, phone: Phone) -> None:
    code = phone.code()

    assert sign_in(api, user, otp=code).status_code == 200
    assert sign_in(api, user, otp=code).json()["code"] == "otp_invalid"


def test_recovery_code_opens_and_refreshing_asks_for_nothing(api: ApiClient, user: User, phone: Phone) -> None:
    pair = sign_in(api, user, otp=phone.recovery_codes[0]).json()

    again = api.post("/v1/auth/token:refresh", {"refresh_token": pair["refresh_token"]})

    assert again.status_code == 200


def test_refused_guesses_are_counted(api: ApiClient, user: User, phone: Phone) -> None:
    statuses = [sign_in(api, user, otp=phone.wrong).status_code for _ in range(5)]
    blocked = sign_in(api, user, otp=phone.code())

    assert statuses == [401, 401, 401, 401, 429]
    assert (blocked.status_code, blocked.json()["code"]) == (429, "rate_limited")
    assert 0 < int(blocked["Retry-After"]) <= 31


def test_user_without_it_gets_no_token_where_it_is_required(api: ApiClient, employer: Employer, user: User) -> None:
    services.update_employer(employer=employer, changes={"two_factor_required": True})

    refused = sign_in(api, user)
    phone = with_phone(user)

    assert (refused.status_code, refused.json()["code"]) == (409, "two_factor_required")
    assert sign_in(api, user, otp=phone.code()).status_code == 200


def test_api_keys_are_not_asked(api: ApiClient, employer: Employer) -> None:
    services.update_employer(employer=employer, changes={"two_factor_required": True})
    with employer_scope(employer.pk):
        api.token = services.issue_api_key(name="HR", scopes=["jobs:read"]).secret

    assert api.get("/v1/jobs").status_code == 200


def test_account_and_users_show_it(api: ApiClient, employer: Employer, user: User, phone: Phone) -> None:
    admin = EmployerAdminFactory(employer=employer, name="A")
    client = api.as_user(admin)

    shown = {one["id"]: one["two_factor"] for one in client.get("/v1/users").json()["items"]}

    assert shown == {str(admin.pk): False, str(user.pk): True}
    assert client.get("/v1/auth/me").json()["two_factor"] is False
    assert phone.secret not in client.get(f"/v1/users/{user.pk}").content.decode()


def test_etag_of_a_user_changes_with_it(api: ApiClient, employer: Employer, user: User) -> None:
    client = api.as_user(EmployerAdminFactory(employer=employer))
    before = client.get(f"/v1/users/{user.pk}")["ETag"]

    with_phone(user)

    assert client.get(f"/v1/users/{user.pk}")["ETag"] != before


def test_employer_admin_requires_it_by_the_api(api: ApiClient, employer: Employer) -> None:
    client = api.as_user(EmployerAdminFactory(employer=employer))

    answer = client.patch("/v1/employer", {"two_factor_required": True})

    assert (answer.status_code, answer.json()["two_factor_required"]) == (200, True)
    assert Employer.objects.get(pk=employer.pk).two_factor_required


def test_employer_admin_resets_it(api: ApiClient, employer: Employer, user: User, phone: Phone) -> None:
    client = api.as_user(EmployerAdminFactory(employer=employer))

    done = client.post(f"/v1/users/{user.pk}:reset-two-factor")
    again = client.post(f"/v1/users/{user.pk}:reset-two-factor")

    assert (done.status_code, done.json()["two_factor"]) == (200, False)
    assert (again.status_code, again.json()["code"]) == (409, "two_factor_off")
    assert sign_in(api, user).status_code == 200


def test_nobody_resets_their_own_by_a_token_alone(api: ApiClient, employer: Employer) -> None:
    admin = EmployerAdminFactory(employer=employer)
    with_phone(admin)

    answer = api.as_user(User.objects.get(pk=admin.pk)).post(f"/v1/users/{admin.pk}:reset-two-factor")

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert User.objects.get(pk=admin.pk).has_two_factor


def test_limited_key_resets_nobody(api: ApiClient, employer: Employer, user: User, phone: Phone) -> None:
    with employer_scope(employer.pk):
        api.token = services.issue_api_key(name="HR", role="employer_admin", scopes=["employer:write"]).secret

    answer = api.post(f"/v1/users/{user.pk}:reset-two-factor")

    assert (answer.status_code, answer.json()["code"]) == (403, "beyond_own_rights")
    assert User.objects.get(pk=user.pk).has_two_factor
