"""A candidate's password, second factor and sessions; all that is held, taken along and erased."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from applications.models import Application
from employers.models import Employer, TwoFactor, User
from employers.services import begin_two_factor
from employers.tokens import issue_pair
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, CandidateFactory
from tests.factories.two_factor import Phone, with_phone
from tests.portal.filling import text_of
from tests.portal.signed_in import signed_in
from tests.portal.test_portal_applications import applied

pytestmark = pytest.mark.django_db
HOME, NEW, CODES = "/account/settings/", "/account/settings/password/", "/account/settings/two-factor/"
DATA, ERASE = "/account/settings/data/", "/account/settings/erase/"
CHANGE = {"current": PASSWORD, "password": "an entirely new one", "again": "an entirely new one"}


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def test_strangers_are_sent_to_the_door(client: Client) -> None:
    for address in (HOME, NEW, CODES, DATA, ERASE):
        assert client.get(address)["Location"] == f"/account/sign-in/?next={address}"


def test_new_password_ends_every_other_session(me: Client, ada: User) -> None:
    elsewhere = signed_in(ada)
    assert me.post(NEW, CHANGE)["Location"] == HOME

    assert User.objects.get(pk=ada.pk).check_password(CHANGE["password"])
    assert is_in(me)
    assert not is_in(elsewhere)


def test_account_without_a_password_is_sent_a_link_to_set_one(ada: User) -> None:
    ada.set_unusable_password()
    ada.save()
    page = signed_in(ada).get(NEW)

    assert "Your account has no password." in text_of(page)
    assert 'name="current"' not in page.content.decode()
    assert f'action="{NEW}link/"' in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"current": "wrong"}, "not your current password"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"again": "something else"}, "not the same"),
    ],
    ids=["current", "weak", "again"],
)
def test_wrong_passwords_change_nothing(me: Client, ada: User, wrong: dict[str, str], said: str) -> None:
    answer = me.post(NEW, CHANGE | wrong)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert User.objects.get(pk=ada.pk).check_password(PASSWORD)


def test_passwords_cannot_be_guessed_by_the_thousand(me: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "2/minute"}

    answers = [me.post(NEW, CHANGE | {"current": "wrong"}).status_code for _ in range(3)]

    assert answers == [422, 422, 429]


def test_second_factor_is_turned_on(me: Client, ada: User) -> None:
    elsewhere = signed_in(ada)
    assert "<svg" in me.post(CODES, {"step": "begin"}).content.decode()
    phone = Phone(begin_two_factor(user=ada).secret)
    assert me.post(CODES, {"code": phone.wrong, "password": PASSWORD}).status_code == 422

    answer = me.post(CODES, {"code": phone.code(), "password": PASSWORD})

    assert "Two-factor sign-in is on." in text_of(answer)
    assert answer.content.decode().count("<code>") == 10
    assert is_in(me)
    assert not is_in(elsewhere)
    assert "<code>" not in me.get(CODES).content.decode()


def test_looking_at_the_setup_begins_nothing(me: Client) -> None:
    assert "Set it up" in text_of(me.get(CODES))
    assert not TwoFactor.objects.exists()


def test_account_without_a_password_chooses_one_first(me: Client, ada: User) -> None:
    ada.set_unusable_password()
    ada.save()

    assert f'href="{NEW}"' in signed_in(ada).get(CODES).content.decode()


@pytest.mark.parametrize("password", ["", "wrong"])
def test_second_factor_is_not_turned_on_by_a_session_alone(me: Client, ada: User, password: str) -> None:
    phone = Phone(begin_two_factor(user=ada).secret)

    answer = me.post(CODES, {"code": phone.code(), "password": password})

    assert answer.status_code == 422
    assert not User.objects.get(pk=ada.pk).has_two_factor


def test_turning_it_on_twice_shows_that_it_is_on(me: Client, ada: User) -> None:
    phone = Phone(begin_two_factor(user=ada).secret)
    sent = {"code": phone.code(), "password": PASSWORD}

    answers = [me.post(CODES, sent) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert "It is on. 10 recovery codes are left." in text_of(answers[1])


def test_second_factor_waits_for_a_proven_address(ada: User, me: Client) -> None:
    secret = begin_two_factor(user=ada).secret
    User.objects.update(email_verified_at=None)
    assert me.get(CODES)["Location"].startswith("/account/sign-in/")

    me.post(CODES, {"code": Phone(secret).code(), "password": PASSWORD})

    assert not User.objects.get(pk=ada.pk).has_two_factor


def test_second_factor_is_turned_off_by_password_and_code(ada: User) -> None:
    phone = with_phone(ada)
    me = signed_in(User.objects.get(pk=ada.pk))
    assert me.post(CODES, {"step": "disable", "password": "wrong", "code": phone.code()}).status_code == 422
    assert me.post(CODES, {"step": "disable", "password": PASSWORD, "code": phone.wrong}).status_code == 422
    assert User.objects.get(pk=ada.pk).has_two_factor

    me.post(CODES, {"step": "disable", "password": PASSWORD, "code": phone.code()})
    assert not User.objects.get(pk=ada.pk).has_two_factor


def test_recovery_codes_are_made_anew(ada: User) -> None:
    phone = with_phone(ada)
    me = signed_in(User.objects.get(pk=ada.pk))

    answer = me.post(CODES, {"step": "renew", "code": phone.code()})

    assert "The old ones work no more" in text_of(answer)
    assert phone.recovery_codes[0] not in answer.content.decode()


def test_signing_out_everywhere_leaves_this_session(me: Client, ada: User) -> None:
    elsewhere = signed_in(ada)
    issue_pair(ada)
    assert "last renewed" in text_of(me.get(HOME))

    me.post("/account/settings/sign-out-everywhere/")

    assert "last renewed" not in text_of(me.get(HOME))
    assert not is_in(elsewhere)


def test_everything_held_is_downloaded(me: Client, ada: User, employer: Employer) -> None:
    applied(employer, ada)
    applied(employer, CandidateFactory(email="bob@example.com"))
    answer = me.get(DATA)
    document = json.loads(answer.content)

    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    assert document["account"]["email"] == ada.email
    assert [one["employer"]["slug"] for one in document["employers"]] == ["acme"]
    assert "bob@example.com" not in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"password": "wrong", "sure": "on"}, "not your password"),
        ({"password": PASSWORD}, "by accident"),
        ({}, "Please give your password."),
    ],
    ids=["password", "unsure", "empty"],
)
def test_nothing_is_erased_by_accident(me: Client, ada: User, sent: dict[str, str], said: str) -> None:
    answer = me.post(ERASE, sent)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert User.objects.filter(pk=ada.pk).exists()


def test_account_and_what_employers_hold_are_erased(me: Client, ada: User, employer: Employer) -> None:
    row = applied(employer, ada)
    bob = CandidateFactory()
    answer = me.post(ERASE, {"password": PASSWORD, "sure": "on"})

    assert "Everything is erased" in text_of(answer)
    assert not User.objects.filter(pk=ada.pk).exists()
    assert User.objects.filter(pk=bob.pk).exists()
    with all_tenants(reason="test"):
        assert Application.objects.select_related("applicant").get(pk=row.pk).applicant.erased_at
    assert not is_in(me)
