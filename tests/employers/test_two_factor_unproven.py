"""A second factor on an address that nobody has proven would lock its owner out."""

from __future__ import annotations

import pytest
from django.test import Client

from employers import services
from employers.errors import TokenRefused
from employers.models import Employer, TwoFactor, User
from employers.tokens import issue_pair, password_reset_token, refresh_pair
from hiretrack.errors import Forbidden
from tests.factories.employers import PASSWORD, CandidateFactory, UserFactory
from tests.factories.two_factor import Phone, with_phone

pytestmark = pytest.mark.django_db
NEW = "an entirely new one"


@pytest.fixture
def mallorys() -> User:
    """A stranger has made it for Grace's address and turned codes on, as was possible once."""
    user: User = CandidateFactory(email="grace@example.com")
    with_phone(user)
    User.objects.update(email_verified_at=None)
    return User.objects.get()


def test_candidate_proves_the_address_first() -> None:
    user = CandidateFactory(email_verified_at=None)
    with pytest.raises(Forbidden):
        services.begin_two_factor(user=user)

    User.objects.update(email_verified_at=user.created_at)
    secret = services.begin_two_factor(user=user).secret
    User.objects.update(email_verified_at=None)
    with pytest.raises(Forbidden):
        services.confirm_two_factor(user=user, password=PASSWORD, code=Phone(secret).code())


def test_employer_s_users_need_not_wait(employer: Employer) -> None:
    user = UserFactory(employer=employer, email_verified_at=None)
    with_phone(user)

    assert User.objects.get().has_two_factor


def test_first_proof_by_a_new_password_ends_a_strangers_codes_and_sessions(client: Client) -> None:
    mallorys = CandidateFactory(email="grace@example.com")
    with_phone(mallorys)
    client.force_login(mallorys)
    refresh = issue_pair(mallorys).refresh
    User.objects.update(email_verified_at=None)

    services.reset_password(token=password_reset_token(mallorys), password=NEW)

    assert not TwoFactor.objects.exists()
    assert isinstance(refresh_pair(refresh), TokenRefused)
    assert client.get("/account/settings/").status_code == 302


def test_contested_account_loses_its_codes(mallorys: User) -> None:
    services.register_applicant(email="grace@example.com", name="Grace", password=PASSWORD)

    assert not TwoFactor.objects.exists()
    assert not User.objects.get().has_usable_password()


def test_proven_account_keeps_its_codes() -> None:
    user = CandidateFactory(email="grace@example.com")
    with_phone(user)

    services.register_applicant(email="grace@example.com", name="Mallory", password=NEW)
    services.reset_password(token=password_reset_token(user), password=NEW)

    assert User.objects.get().has_two_factor


def test_new_address_of_an_employer_s_user_turns_nothing_off(employer: Employer) -> None:
    user = UserFactory(employer=employer)
    with_phone(user)
    services.update_user(user=user, changes={"email": "else@example.com"})

    moved = User.objects.get()
    services.reset_password(token=password_reset_token(moved), password=NEW)

    assert User.objects.get().has_two_factor
