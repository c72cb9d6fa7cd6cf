from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate, hashers

from employers import authentication
from employers.authentication import EmployerBackend, sign_in
from employers.errors import CredentialsRefused, WhichEmployer
from employers.hashers import FrugalArgon2Hasher
from employers.models import User
from tests.factories.employers import PASSWORD, CandidateFactory, EmployerFactory, PlatformAdminFactory, UserFactory

pytestmark = pytest.mark.django_db
MAIL = "ada@example.com"


@pytest.fixture
def twins() -> tuple[User, User]:
    """One address at two employers, with one password."""
    return UserFactory(email=MAIL, employer__slug="acme"), UserFactory(email="Ada@Example.com", employer__slug="globex")


def test_address_in_any_case_and_password_sign_in() -> None:
    user = UserFactory(email="Ada@Example.com")

    assert sign_in(email=" ada@EXAMPLE.com ", password=PASSWORD) == user


@pytest.mark.parametrize(("email", "password"), [(MAIL, "wrong"), ("nobody@example.com", PASSWORD), ("", "")])
def test_wrong_credentials_are_refused_alike(email: str, password: str) -> None:
    UserFactory(email=MAIL)

    with pytest.raises(CredentialsRefused):
        sign_in(email=email, password=password)


def test_inactive_user_and_user_without_password_are_refused() -> None:
    UserFactory(email=MAIL, is_active=False)
    UserFactory(email="b@example.com", password=None)

    for email in (MAIL, "b@example.com"):
        with pytest.raises(CredentialsRefused):
            sign_in(email=email, password=PASSWORD)


def test_password_that_fits_several_accounts_asks_which(twins: tuple[User, User]) -> None:
    with pytest.raises(WhichEmployer) as asked:
        sign_in(email=MAIL, password=PASSWORD)

    assert sorted(asked.value.extra["employers"]) == ["acme", "globex"]


def test_named_employer_decides(twins: tuple[User, User]) -> None:
    assert sign_in(email=MAIL, password=PASSWORD, employer_slug="globex") == twins[1]
    with pytest.raises(CredentialsRefused):
        sign_in(email=MAIL, password=PASSWORD, employer_slug="initech")


def test_which_employer_is_never_said_to_a_wrong_password(twins: tuple[User, User]) -> None:
    with pytest.raises(CredentialsRefused):
        sign_in(email=MAIL, password="wrong")


def test_different_passwords_need_no_employer(twins: tuple[User, User]) -> None:
    twins[1].set_password("another one entirely")
    twins[1].save()

    assert sign_in(email=MAIL, password="another one entirely") == twins[1]


def test_account_without_employer_can_be_named(twins: tuple[User, User]) -> None:
    candidate = CandidateFactory(email=MAIL)

    assert sign_in(email=MAIL, password=PASSWORD, without_employer=True) == candidate


def test_candidate_does_not_enter_the_back_office() -> None:
    CandidateFactory(email=MAIL)
    recruiter = UserFactory(email=MAIL)

    assert sign_in(email=MAIL, password=PASSWORD, back_office=True) == recruiter


@pytest.mark.parametrize("accounts", [0, 1, 2])
def test_as_many_password_checks_whether_or_not_the_address_is_known(
    accounts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(accounts):
        UserFactory(email=MAIL)
    checks: list[str] = []

    def counted(password: str, encoded: str, *args: Any, **kwargs: Any) -> bool:
        checks.append(encoded)
        return hashers.verify_password(password, encoded)[0]

    monkeypatch.setattr(authentication, "check_password", counted)
    monkeypatch.setattr("django.contrib.auth.base_user.check_password", counted)
    with pytest.raises(CredentialsRefused):
        sign_in(email=MAIL, password="wrong")

    assert len(checks) == 2


def test_many_accounts_of_one_address_cost_a_bounded_number_of_checks(django_assert_max_num_queries: Any) -> None:
    employers = EmployerFactory.create_batch(8)
    for employer in employers:
        UserFactory(email=MAIL, employer=employer)

    with pytest.raises(WhichEmployer) as asked:
        sign_in(email=MAIL, password=PASSWORD)
    assert len(asked.value.extra["employers"]) == 5
    assert sign_in(email=MAIL, password=PASSWORD, employer_slug=employers[7].slug)


def test_passwords_are_argon2id_outside_tests() -> None:
    from hiretrack.settings import base

    assert base.PASSWORD_HASHERS == ["employers.hashers.FrugalArgon2Hasher"]
    assert FrugalArgon2Hasher().encode("x", "0" * 16).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_djangos_door_leads_here_and_ambiguity_fails(twins: tuple[User, User]) -> None:
    assert authenticate(username=MAIL, password=PASSWORD) is None
    assert authenticate(username=MAIL, password=PASSWORD, employer="acme") == twins[0]
    assert authenticate(username=None, password=None) is None


def test_session_of_a_deactivated_user_ends() -> None:
    user = PlatformAdminFactory()
    backend = EmployerBackend()
    assert backend.get_user(user.pk) == user

    User.objects.update(is_active=False)

    assert backend.get_user(user.pk) is None
    assert backend.get_user("no uuid") is None
