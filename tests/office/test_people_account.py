"""One's own account in the back office."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from employers import services
from employers.errors import TokenRefused
from employers.models import Employer, TwoFactor, User
from employers.tokens import issue_pair, refresh_pair
from hiretrack.notifications import preferences
from tests.factories.employers import PASSWORD, UserFactory
from tests.factories.two_factor import Phone, with_phone
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db
ACCOUNT, SETUP = "/admin/account/", "/admin/account/two-factor/"
CODE = re.compile(r"<li><code>([A-Z2-9-]{19})</code>")


@pytest.fixture
def user(employer: Employer) -> User:
    return UserFactory(employer=employer, name="Ada")


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("role", ["viewer", "recruiter", "employer_admin", "platform"])
def test_everybody_has_an_account(employer: Employer, role: str) -> None:
    client = as_user(user_with(role, employer))

    assert client.get(ACCOUNT).status_code == 200
    assert client.get(SETUP).status_code == 200
    assert ACCOUNT in text(client.get("/admin/"))


def test_candidates_and_visitors_have_none_here(employer: Employer) -> None:
    for client in (Client(), as_user(user_with("applicant", employer))):
        assert client.get(ACCOUNT).status_code == 302
        assert client.post(f"{ACCOUNT}name/", {"name": "X"}).status_code == 302


def test_own_name_changes(user: User) -> None:
    client = as_user(user)

    client.post(f"{ACCOUNT}name/", {"name": "  Ada   King "})
    refused = client.post(f"{ACCOUNT}name/", {"name": "\x07"}, follow=True)

    assert User.objects.get(pk=user.pk).name == "Ada King"
    assert "Give a name" in text(refused)


def test_notifications_are_what_is_ticked(user: User) -> None:
    as_user(user).post(f"{ACCOUNT}notifications/", {"application_created.email": "on"})

    chosen = {one["kind"]: (one["email"], one["in_app"]) for one in preferences.chosen(user)}
    assert chosen["application_created"] == (True, False)
    assert chosen["reply_overdue"] == (False, False)


def test_what_cannot_be_switched_off_is_shown_with_its_reason(employer: Employer) -> None:
    client = as_user(user_with("employer_admin", employer))

    assert "somebody has to see it" in text(client.get(ACCOUNT))
    assert client.post(f"{ACCOUNT}notifications/", {}, follow=True).status_code == 200
    assert "Your notifications are saved." in text(client.post(f"{ACCOUNT}notifications/", {}, follow=True))


def test_signing_out_everywhere_spares_this_browser(user: User) -> None:
    here, elsewhere, refresh = as_user(user), as_user(user), issue_pair(user).refresh

    here.post(f"{ACCOUNT}sign-out/")

    assert here.get(ACCOUNT).status_code == 200
    assert elsewhere.get(ACCOUNT).status_code == 302
    assert isinstance(refresh_pair(refresh), TokenRefused)


def test_programs_that_are_signed_in_are_listed(user: User, django_assert_num_queries: Any) -> None:
    client = as_user(user)
    assert "A program by token" not in text(client.get(ACCOUNT))

    for _ in range(2):
        issue_pair(user)
    ended = issue_pair(user).refresh
    refresh_pair(ended)

    assert text(client.get(ACCOUNT)).count("A program by token") == 3


def test_browsers_and_programs_are_signed_out_one_by_one(user: User, employer: Employer) -> None:
    client, elsewhere = as_user(user), as_user(user)
    issue_pair(user)
    ends = re.findall(rf'action="({ACCOUNT}(?:browsers|programs)/[^"]+)"', text(client.get(ACCOUNT)))
    stranger = as_user(UserFactory(employer=employer))
    assert [stranger.post(end).status_code for end in ends] == [404, 404]

    for end in ends:
        client.post(end)
    assert [one.get(ACCOUNT).status_code for one in (client, elsewhere)] == [200, 302]
    assert "A program by token" not in text(client.get(ACCOUNT))


def test_set_up_shows_recovery_codes_once(user: User) -> None:
    client, other = as_user(user), as_user(user)
    page = text(client.post(SETUP, {"step": "begin"}))
    secret = services.begin_two_factor(user=user).secret
    assert "<svg" in page
    assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in page

    wrong = client.post(SETUP, {"step": "confirm", "password": PASSWORD, "code": Phone(secret).wrong})
    done = client.post(SETUP, {"step": "confirm", "password": PASSWORD, "code": Phone(secret).code()})

    assert "This code is not right" in text(wrong)
    assert len(CODE.findall(text(done))) == 10
    assert not CODE.findall(text(client.get(SETUP)))
    assert secret not in text(client.get(SETUP))
    assert other.get(ACCOUNT).status_code == 302


def test_looking_at_the_setup_begins_nothing(user: User) -> None:
    page = text(as_user(user).get(SETUP))

    assert "<svg" not in page.partition('id="p-setup"')[2]
    assert not TwoFactor.objects.exists()


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_session_alone_turns_nothing_on(user: User, password: str) -> None:
    secret = services.begin_two_factor(user=user).secret

    answer = as_user(user).post(SETUP, {"step": "confirm", "password": password, "code": Phone(secret).code()})

    assert "This is not your password." in text(answer)
    assert not User.objects.get(pk=user.pk).has_two_factor


def test_turning_it_on_twice_shows_that_it_is_on(user: User) -> None:
    secret, client = services.begin_two_factor(user=user).secret, as_user(user)
    sent = {"step": "confirm", "password": PASSWORD, "code": Phone(secret).code()}

    answers = [client.post(SETUP, sent) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert "You have 10 recovery codes left." in text(answers[1])


def test_guesses_at_turning_it_on_are_counted(user: User, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "2/minute"}
    secret, client = services.begin_two_factor(user=user).secret, as_user(user)
    sent = {"step": "confirm", "password": "wrong", "code": Phone(secret).code()}

    answers = [text(client.post(SETUP, sent, REMOTE_ADDR="203.0.113.64")) for _ in range(3)]

    assert ["Too many attempts" in one for one in answers] == [False, False, True]


def test_new_codes_and_turning_off_take_a_code(user: User) -> None:
    phone = with_phone(user)
    client = as_user(user)

    wrong = text(client.post(SETUP, {"step": "renew", "code": phone.wrong}))
    fresh = CODE.findall(text(client.post(SETUP, {"step": "renew", "code": phone.code()})))
    kept = text(client.post(SETUP, {"step": "disable", "password": "wrong", "code": fresh[0]}))
    client.post(SETUP, {"step": "disable", "password": PASSWORD, "code": fresh[0]})

    assert ("This code is not right" in wrong, len(fresh)) == (True, 10)
    assert "This is not your password" in kept
    assert not User.objects.get(pk=user.pk).has_two_factor
