"""Accounts and employers: registration, passwords, users."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from employers import services
from employers.choices import Role
from employers.models import Employer, User
from employers.tokens import access, email_verification_token, issue_pair, password_reset_token, refresh_pair
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid
from hiretrack.tenancy import all_tenants, public_scope
from tests.factories.employers import (
    PASSWORD,
    CandidateFactory,
    EmployerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NEW = "an entirely new one"


def actions() -> list[str]:
    with all_tenants(reason="test"):
        return list(AuditLog.objects.order_by("id").values_list("action", flat=True))


def employers_of_entries() -> set[Any]:
    with all_tenants(reason="test"):
        return set(AuditLog.objects.values_list("employer_id", flat=True))


def test_employer_registers_with_its_first_admin() -> None:
    with public_scope():
        employer = services.register_employer(
            employer_name="Acme GmbH", email="ada@example.com", name="Ada", password=PASSWORD
        )

    admin = User.objects.get(employer=employer)
    assert (employer.slug, admin.roles, admin.email_verified_at) == ("acme-gmbh", [Role.EMPLOYER_ADMIN], None)
    assert admin.check_password(PASSWORD)
    assert actions() == ["employer.created", "user.registered"]
    assert employers_of_entries() == {employer.pk}


def test_employers_of_one_name_get_slugs_of_their_own() -> None:
    slugs = [services.create_employer(name="Acme").slug for _ in range(3)]

    assert slugs == ["acme", "acme-2", "acme-3"]
    assert services.create_employer(name="株式会社").slug == "employer"


def test_wanted_slug_that_is_taken_is_refused_and_leaves_nothing() -> None:
    EmployerFactory(slug="acme")

    with pytest.raises(Invalid) as refused:
        services.create_employer(name="Acme", slug="acme", admin_email="a@example.com", admin_password=PASSWORD)
    assert [error.code for error in refused.value.errors] == ["slug_taken"]
    assert (Employer.objects.count(), User.objects.count(), actions()) == (1, 0, [])


def test_admin_without_a_password_is_invited() -> None:
    services.create_employer(name="Acme", admin_email="ada@example.com")

    admin = User.objects.get()
    assert not admin.has_usable_password()
    assert admin.email_verified_at is None
    assert actions()[-1] == "user.invited"


def test_candidate_registers() -> None:
    with public_scope():
        services.register_applicant(email="grace@example.com", name="Grace", password=PASSWORD)

    user = User.objects.get()
    assert (user.employer, user.roles, user.email_verified_at) == (None, [Role.APPLICANT], None)
    assert actions() == ["user.registered"]


def test_taken_address_changes_nothing_and_tells_its_owner() -> None:
    owner = CandidateFactory(email="Grace@example.com")
    before = vars(User.objects.get()).copy()

    services.register_applicant(email="grace@EXAMPLE.com", name="Mallory", password=NEW)

    after = vars(User.objects.get()).copy()
    assert {**before, "_state": None} == {**after, "_state": None}
    assert owner.check_password(PASSWORD)
    assert actions() == ["user.registration_repeated"]


def test_whoever_registers_a_strangers_address_first_does_not_get_in_by_its_owners_click() -> None:
    services.register_applicant(email="grace@example.com", name="Mallory", password=NEW)
    early = email_verification_token(User.objects.get())

    services.register_applicant(email="grace@example.com", name="Grace", password=PASSWORD)
    services.verify_email(token=early)

    account = User.objects.get()
    assert not account.check_password(NEW)
    assert not account.check_password(PASSWORD)
    assert actions()[:2] == ["user.registered", "user.password_reset_requested"]


def test_link_to_a_contested_account_outlives_further_registrations() -> None:
    for name in ("Mallory", "Grace"):
        services.register_applicant(email="grace@example.com", name=name, password=NEW)
    link = password_reset_token(User.objects.get())
    services.register_applicant(email="grace@example.com", name="Mallory", password=NEW)

    account = services.reset_password(token=link, password=PASSWORD)

    assert account.check_password(PASSWORD)
    assert account.email_verified_at is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_registrations_at_once_one_makes_the_account() -> None:
    def register(number: int) -> None:
        services.register_applicant(email="grace@example.com", name="Grace", password=f"{PASSWORD} {number}")
        connection.close()

    threads = [threading.Thread(target=register, args=[n]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert User.objects.count() == 1
    assert sorted(set(actions())) == ["user.password_reset_requested", "user.registered"]


@pytest.mark.parametrize("password", ["short", "password123", "0123456789", "grace@example.com"])
def test_weak_password_is_refused_with_reasons(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.register_applicant(email="grace@example.com", name="Grace", password=password)

    assert {error.pointer for error in refused.value.errors} == {"/password"}
    assert not User.objects.exists()


def test_forgotten_password_is_asked_for_each_account_of_the_address() -> None:
    users = [UserFactory(email="a@example.com"), CandidateFactory(email="a@example.com")]
    UserFactory(email="a@example.com", is_active=False)

    services.request_password_reset(email="A@example.com")

    assert actions() == ["user.password_reset_requested"] * 2
    assert employers_of_entries() == {user.employer_id for user in users}


def test_unknown_address_is_journalled_without_the_address() -> None:
    services.request_password_reset(email="nobody@example.com")

    with all_tenants(reason="test"):
        row = AuditLog.objects.get()
    assert row.action == "user.password_reset_unknown"
    assert "nobody" not in str(vars(row))


@pytest.mark.django_db(transaction=True)
def test_new_password_ends_every_token_and_session(client: Any) -> None:
    user = UserFactory(email_verified_at=None)
    pair = issue_pair(user)
    client.force_login(user)

    services.reset_password(token=password_reset_token(user), password=NEW)

    with pytest.raises(DomainError, match="changed since"):
        access.read(pair.access)
    assert getattr(refresh_pair(pair.refresh), "code", "") == "refresh_token_invalid"
    assert client.get("/admin/").status_code == 302
    assert User.objects.get().email_verified_at


def test_own_password_needs_the_present_one() -> None:
    user = UserFactory()

    with pytest.raises(Invalid, match="present"):
        services.change_password(user=user, current="wrong", new=NEW)
    services.change_password(user=user, current=PASSWORD, new=NEW)

    assert User.objects.get().check_password(NEW)
    assert actions() == ["user.password_changed"]


def test_employers_settings_change_with_an_entry() -> None:
    employer, other = EmployerFactory(), EmployerFactory(slug="taken")

    services.update_employer(employer=employer, changes={"name": "New", "retention_months": 12})

    assert Employer.objects.get(pk=employer.pk).name == "New"
    with pytest.raises(Invalid), transaction.atomic():
        services.update_employer(employer=employer, changes={"slug": other.slug})
    assert actions() == ["employer.updated"]
