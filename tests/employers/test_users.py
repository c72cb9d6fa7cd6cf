"""An employer's users: invited, changed, removed; never the last who may run it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from employers import services
from employers.models import User
from employers.tokens import access, issue_pair
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid
from hiretrack.tenancy import all_tenants
from tests.factories.employers import (
    EmployerAdminFactory,
    EmployerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    with all_tenants(reason="test"):
        return list(AuditLog.objects.order_by("id").values_list("action", flat=True))


def test_invited_user_cannot_sign_in_yet() -> None:
    employer = EmployerFactory()

    user = services.invite_user(employer_id=employer.pk, email="n@example.com", name="New", roles=["viewer"])

    assert (user.roles, user.has_usable_password()) == (["viewer"], False)
    assert actions() == ["user.invited"]


@pytest.mark.parametrize("roles", [[], ["platform"], ["applicant"], ["viewer", "emperor"]])
def test_only_back_office_roles_can_be_given(roles: list[str]) -> None:
    user = UserFactory()

    with pytest.raises(Invalid):
        services.invite_user(employer_id=user.employer_id, email="n@example.com", name="New", roles=roles)
    with pytest.raises(Invalid):
        services.update_user(user=user, changes={"roles": roles})


def test_address_is_unique_within_an_employer_only() -> None:
    user = UserFactory(email="a@example.com")
    other = EmployerFactory()

    with pytest.raises(Invalid, match="taken"):
        services.invite_user(employer_id=user.employer_id, email="A@example.com", name="X", roles=["viewer"])
    assert services.invite_user(employer_id=other.pk, email="a@example.com", name="X", roles=["viewer"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("changes", [{"roles": ["viewer"]}, {"is_active": False}, {"email": "b@example.com"}])
def test_changed_rights_end_the_users_tokens(changes: dict[str, Any]) -> None:
    user = UserFactory()
    token = issue_pair(user).access

    services.update_user(user=user, changes=changes)

    with pytest.raises(DomainError, match="changed since"):
        access.read(token)
    assert "user.updated" in actions()


@pytest.mark.django_db(transaction=True)
def test_new_name_leaves_tokens_alone() -> None:
    user = UserFactory()
    token = issue_pair(user).access

    services.rename_user(user=user, name="Ada King")

    assert access.read(token)


def test_unchanged_user_makes_no_entry() -> None:
    user = UserFactory()

    services.update_user(user=user, changes={"name": user.name, "roles": list(user.roles), "is_superuser": True})

    assert actions() == []
    assert not User.objects.get().is_superuser


@pytest.mark.parametrize("changes", [{"roles": ["recruiter"]}, {"is_active": False}])
def test_last_employer_admin_stays(changes: dict[str, Any]) -> None:
    admin = EmployerAdminFactory()
    UserFactory(employer=admin.employer)
    EmployerAdminFactory(employer=admin.employer, is_active=False)
    EmployerAdminFactory()

    with pytest.raises(DomainError) as refused:
        services.update_user(user=admin, changes=changes)
    assert refused.value.code == "last_employer_admin"
    with pytest.raises(DomainError):
        services.remove_user(user=admin)


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_remove_each_other_at_once_leave_one() -> None:
    employer = EmployerFactory()
    admins = EmployerAdminFactory.create_batch(2, employer=employer)
    outcomes: list[str] = []

    def remove(user: User) -> None:
        try:
            services.remove_user(user=user)
            outcomes.append("removed")
        except DomainError as error:
            outcomes.append(error.code)
        connection.close()

    threads = [threading.Thread(target=remove, args=[admin]) for admin in admins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["last_employer_admin", "removed"]
    assert User.objects.count() == 1


def test_removed_user_stays_in_the_journal() -> None:
    user = UserFactory()

    services.remove_user(user=user)

    assert actions() == ["user.removed"]
    assert not User.objects.exists()
