"""One's own password in the back office, and where signing in leads."""

from __future__ import annotations

import pytest
from django.test import Client

from employers.errors import TokenRefused
from employers.models import Employer, User
from employers.tokens import issue_pair, refresh_pair
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, EmployerAdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(employer: Employer) -> User:
    return EmployerAdminFactory(employer=employer)


def journalled() -> list[str]:
    with all_tenants(reason="test"):
        return list(AuditLog.objects.values_list("action", flat=True))


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(admin: User, elsewhere: str) -> None:
    typed = {"username": admin.email, "password": PASSWORD, "next": elsewhere}

    answer = Client().post("/admin/login/", typed)

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_own_new_password_ends_tokens_and_keeps_the_session(client: Client, admin: User) -> None:
    client.force_login(admin)
    refresh = issue_pair(admin).refresh
    typed = {"old_password": PASSWORD, "new_password1": "a wholly new one", "new_password2": "a wholly new one"}

    refused = client.post("/admin/password_change/", typed | {"old_password": "wrong"})
    answer = client.post("/admin/password_change/", typed)

    assert (refused.status_code, answer.status_code) == (200, 302)
    assert client.get(answer["Location"]).status_code == 200
    assert isinstance(refresh_pair(refresh), TokenRefused)
    assert journalled() == ["user.password_changed"]
