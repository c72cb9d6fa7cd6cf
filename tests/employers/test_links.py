from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from employers.models import User
from employers.services import reset_password, verify_email
from employers.tokens import (
    LinkRefused,
    email_verification_token,
    invitation_token,
    password_reset_token,
    user_of_password_token,
    user_of_verification_token,
)
from tests.factories.employers import PASSWORD, CandidateFactory, UserFactory
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
NEW = "an entirely new one"


def test_verification_works_once() -> None:
    user = UserFactory(email_verified_at=None)
    token = email_verification_token(user)

    assert verify_email(token=token).email_verified_at
    with pytest.raises(LinkRefused):
        verify_email(token=token)


def test_verification_of_a_former_address_is_refused() -> None:
    token = email_verification_token(UserFactory(email_verified_at=None))
    User.objects.update(email="new@example.com")

    with pytest.raises(LinkRefused):
        verify_email(token=token)


def test_reset_works_once() -> None:
    user = UserFactory()
    token = password_reset_token(user)

    reset_password(token=token, password=NEW)

    assert User.objects.get().check_password(NEW)
    with pytest.raises(LinkRefused):
        reset_password(token=token, password=NEW)


@pytest.mark.django_db(transaction=True)
def test_of_two_resets_at_once_one_wins() -> None:
    token = password_reset_token(UserFactory())
    outcomes: list[str] = []

    def use(password: str) -> None:
        try:
            reset_password(token=token, password=password)
            outcomes.append("set")
        except LinkRefused:
            outcomes.append("refused")
        connection.close()

    threads = [threading.Thread(target=use, args=[f"new password {n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused"] * 3 + ["set"]


@pytest.mark.parametrize(
    ("make", "hours"), [(password_reset_token, 2), (invitation_token, 8 * 24), (email_verification_token, 73)]
)
def test_token_expires(make: object, hours: int) -> None:
    token = make(UserFactory())  # type: ignore[operator]

    with time_machine.travel(timezone.now() + dt.timedelta(hours=hours)):
        for read in (user_of_password_token, user_of_verification_token):
            with pytest.raises(LinkRefused):
                read(token)


def test_invitation_sets_the_first_password_and_outlives_a_reset_link() -> None:
    user = UserFactory(password=None)
    token = invitation_token(user)

    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        assert user_of_password_token(token).pk == user.pk


def test_purposes_are_not_exchangeable() -> None:
    user = UserFactory(email_verified_at=None)

    with pytest.raises(LinkRefused):
        user_of_password_token(email_verification_token(user))
    with pytest.raises(LinkRefused):
        user_of_verification_token(password_reset_token(user))


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é", "\x00", "WyJ4Il0:1vPqRs:xxxx"])
def test_made_up_token_is_refused(token: str) -> None:
    with pytest.raises(LinkRefused):
        user_of_password_token(token)


def test_deactivated_user_is_refused() -> None:
    user = UserFactory()
    token = password_reset_token(user)
    User.objects.update(is_active=False)

    with pytest.raises(LinkRefused):
        user_of_password_token(token)


def test_address_is_verified_with_the_token_of_the_mail(api: ApiClient) -> None:
    user = UserFactory(email_verified_at=None)

    answer = api.post("/v1/auth/email:verify", {"token": email_verification_token(user), "password": PASSWORD})

    assert answer.status_code == 204
    assert api.as_user(User.objects.get()).get("/v1/auth/me").json()["email_verified"] is True


@pytest.mark.parametrize(
    ("given", "code"), [({}, "validation_failed"), ({"password": "the owner does not know it"}, "invalid_credentials")]
)
def test_the_token_alone_opens_no_strangers_account(api: ApiClient, given: dict[str, str], code: str) -> None:
    user = CandidateFactory(email_verified_at=None)

    answer = api.post("/v1/auth/email:verify", {"token": email_verification_token(user), **given})

    assert answer.json()["code"] == code
    assert User.objects.get().email_verified_at is None
