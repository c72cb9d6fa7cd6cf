"""An account that a stranger has made for somebody's address: the owner's click must not prove it."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.test import Client

from employers import services
from employers.models import Employer, User
from tests.factories.employers import PASSWORD, CandidateFactory, UserFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import signed_in
from tests.portal.test_account import asked_for, verify_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def mallorys() -> User:
    """Made by a stranger, who knows its password."""
    user: User = CandidateFactory(email="grace@example.com", email_verified_at=None)
    return user


def is_proven(user: User) -> bool:
    return User.objects.get(pk=user.pk).email_verified_at is not None


@pytest.mark.parametrize("password", ["", "what Grace uses elsewhere"], ids=["click", "wrong"])
def test_click_of_the_owner_proves_nothing(client: Client, mallorys: User, password: str) -> None:
    answer = client.post(verify_page(mallorys), {"password": password})

    assert answer.status_code == 422
    assert not is_proven(mallorys)


def test_refusal_is_that_of_the_sign_in(client: Client, mallorys: User) -> None:
    answer = client.post(verify_page(mallorys), {"password": "wrong"})

    assert "E-mail address and password do not match an account." in text_of(answer)


def test_guesses_are_counted_with_those_at_the_sign_in(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "3/minute"}
    user = CandidateFactory(email=f"{secrets.token_hex(8)}@example.com", email_verified_at=None)
    wrong = {"email": user.email, "password": "wrong"}
    client.post("/account/sign-in/", wrong, REMOTE_ADDR="2001:db8:a::1")

    answers = [client.post(verify_page(user), wrong, REMOTE_ADDR=f"2001:db8:b{n}::1").status_code for n in range(3)]

    assert answers == [422, 422, 429]


def test_session_of_an_employer_s_user_is_enough(employer: Employer) -> None:
    user = UserFactory(employer=employer, email_verified_at=None)
    me = signed_in(user)
    assert 'type="password"' not in me.get(verify_page(user)).content.decode()

    assert "E-mail confirmed" in text_of(me.post(verify_page(user)))
    assert is_proven(user)


def test_session_of_an_unproven_candidate_is_none(mallorys: User) -> None:
    me = signed_in(mallorys)

    assert 'type="password"' in me.get(verify_page(mallorys)).content.decode()
    assert me.post(verify_page(mallorys)).status_code == 422


def test_session_of_another_account_is_not(mallorys: User) -> None:
    other = signed_in(CandidateFactory())

    assert 'type="password"' in other.get(verify_page(mallorys)).content.decode()
    assert other.post(verify_page(mallorys)).status_code == 422
    assert not is_proven(mallorys)


def test_employer_s_users_confirm_in_the_same_way(client: Client, employer: Employer) -> None:
    user = UserFactory(employer=employer, email_verified_at=None)
    assert client.post(verify_page(user)).status_code == 422
    assert not is_proven(user)

    assert "E-mail confirmed" in text_of(client.post(verify_page(user), {"password": PASSWORD}))
    assert is_proven(user)


def test_owner_asks_for_a_password_of_their_own(client: Client, mallorys: User) -> None:
    page = client.get(verify_page(mallorys))
    assert "I did not choose a password here" in text_of(page)

    answer = client.post(verify_page(mallorys), {"step": "replace"})

    assert "grace@example.com" in text_of(answer)
    assert asked_for("user.password_reset_requested") == [str(mallorys.pk)]
    assert not is_proven(mallorys)


def test_contested_account_asks_for_no_password(client: Client) -> None:
    for name in ("Mallory", "Grace"):
        services.register_applicant(email="grace@example.com", name=name, password=PASSWORD)

    page = client.get(verify_page(User.objects.get())).content.decode()

    assert 'type="password"' not in page
    assert "I did not choose a password here" in page
