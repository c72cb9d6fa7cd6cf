"""The back office's two steps of signing in, and what an employer's requirement opens and closes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from employers import services
from employers.models import Employer, User
from hiretrack.realtime.identity import by_session
from tests.factories.employers import PASSWORD, PlatformAdminFactory, UserFactory
from tests.factories.two_factor import Phone, with_phone

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, SETUP = "/admin/login/", "/admin/login/code/", "/admin/account/two-factor/"


@pytest.fixture
def user(employer: Employer) -> User:
    return UserFactory(employer=employer)


@pytest.fixture
def phone(user: User) -> Phone:
    return with_phone(user)


def password(client: Client, user: User, path: str = SIGN_IN, **more: Any) -> Any:
    return client.post(path, {"username": user.email, "password": PASSWORD, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_password_alone_leads_to_the_code_and_signs_nobody_in(client: Client, user: User, phone: Phone) -> None:
    answer = password(client, user)

    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert not is_in(client)
    assert client.get("/admin/jobs/job/").status_code == 302
    assert client.get(CODE).status_code == 200


def test_code_signs_in_with_a_new_session_key_and_goes_on(client: Client, user: User, phone: Phone) -> None:
    password(client, user, f"{SIGN_IN}?next=/admin/jobs/job/")
    before = client.session.session_key

    answer = client.post(CODE, {"code": phone.code()})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/jobs/job/")
    assert is_in(client)
    assert client.session.session_key != before
    assert "second_factor" not in client.session


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/"])
def test_code_leads_nowhere_else(client: Client, user: User, phone: Phone, elsewhere: str) -> None:
    password(client, user, next=elsewhere)

    assert client.post(CODE, {"code": phone.code()})["Location"] == "/admin/"


def test_wrong_code_keeps_out_and_says_so(client: Client, user: User, phone: Phone) -> None:
    password(client, user)

    answer = client.post(CODE, {"code": phone.wrong})

    assert "This code is not right" in answer.content.decode()
    assert not is_in(client)


def test_recovery_code_signs_in(client: Client, user: User, phone: Phone) -> None:
    password(client, user)

    client.post(CODE, {"code": phone.recovery_codes[0]})

    assert is_in(client)


def test_guessing_is_stopped_even_from_many_addresses(client: Client, user: User, phone: Phone) -> None:
    password(client, user)

    answers = [
        client.post(CODE, {"code": phone.wrong}, REMOTE_ADDR=f"192.0.2.{n + 1}").content.decode() for n in range(6)
    ]
    client.post(CODE, {"code": phone.code()})

    assert ["Too many wrong codes" in answer for answer in answers] == [False] * 4 + [True] * 2
    assert not is_in(client)


def test_code_page_without_a_password_leads_back(client: Client, user: User, phone: Phone) -> None:
    answers = [client.get(CODE), client.post(CODE, {"code": phone.code()})]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, SIGN_IN)}


@pytest.mark.parametrize("change", ["password", "state", "time"])
def test_password_of_a_moment_ago_does_not_count_after_a_change(
    client: Client, user: User, phone: Phone, change: str
) -> None:
    password(client, user)
    if change == "password":
        services.change_password(user=user, current=PASSWORD, new="another long password")
    if change == "state":
        services.update_user(user=user, changes={"is_active": False})
    later = timezone.now() + dt.timedelta(minutes=11 if change == "time" else 0)

    with time_machine.travel(later, tick=False):
        client.post(CODE, {"code": phone.code()})

    assert not is_in(client)


def test_wrong_password_answers_the_same_with_and_without_it(employer: Employer, user: User, phone: Phone) -> None:
    plain = UserFactory(employer=employer)

    pages = [Client().post(SIGN_IN, {"username": one.email, "password": "wrong"}) for one in (user, plain)]

    assert {page.status_code for page in pages} == {200}
    assert all("Please enter the correct" in page.content.decode() for page in pages)


def test_who_was_signed_in_before_is_out_while_the_next_one_types(client: Client, employer: Employer) -> None:
    client.force_login(UserFactory(employer=employer))
    other = UserFactory(employer=employer)
    with_phone(other)

    password(client, other)

    assert not is_in(client)


def test_platform_admin_has_a_second_factor_too(client: Client) -> None:
    admin = PlatformAdminFactory()
    phone = with_phone(admin)
    password(client, admin)

    client.post(CODE, {"code": phone.code()})

    assert client.get("/admin/employers/user/").status_code == 200


def test_other_doors_of_django_ask_for_no_code_so_they_are_closed(user: User, phone: Phone) -> None:
    assert not Client().login(username=user.email, password=PASSWORD)


@pytest.fixture
def strict(employer: Employer) -> Employer:
    return services.update_employer(employer=employer, changes={"two_factor_required": True})


@pytest.mark.parametrize("path", ["", "jobs/job/", "account/", "employers/employer/", "password_change/"])
def test_requirement_leads_to_the_setup(client: Client, strict: Employer, path: str) -> None:
    client.force_login(UserFactory(employer=strict))

    answers = [client.get(f"/admin/{path}"), client.post(f"/admin/{path}")]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, SETUP)}


def test_requirement_leaves_setup_and_sign_out_open(client: Client, strict: Employer) -> None:
    user = UserFactory(employer=strict)
    client.force_login(user)

    page = client.get(SETUP).content.decode()

    assert "Acme requires two-factor sign-in" in page
    assert "/admin/jobs/job/" not in page
    assert by_session(User.objects.select_related("employer", "two_factor").get(pk=user.pk)) is None
    assert client.post("/admin/logout/").status_code == 200


def test_scripts_get_a_problem_instead_of_the_setup(client: Client, strict: Employer) -> None:
    client.force_login(UserFactory(employer=strict))

    answer = client.get("/admin/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (409, "two_factor_required")


def test_everything_opens_once_it_is_set_up(client: Client, strict: Employer) -> None:
    user = UserFactory(employer=strict)
    client.force_login(user)
    secret = services.begin_two_factor(user=user).secret

    client.post(SETUP, {"step": "confirm", "password": PASSWORD, "code": Phone(secret).code()})

    assert client.get("/admin/jobs/job/").status_code == 200
    assert by_session(User.objects.select_related("employer", "two_factor").get(pk=user.pk)) is not None
