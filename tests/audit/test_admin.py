from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from employers.models import Employer, User
from hiretrack.audit.services import record
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.tenancy import employer_scope
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db
LIST = "admin:audit_auditlog_changelist"


def did(action: str, employer: Employer, user: User) -> None:
    with employer_scope(employer.pk), acting_as(Actor(ActorKind.USER, user.name, user.pk)):
        record(action, entity=employer, employer_id=employer.pk)


def page(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get(reverse(LIST)).content.decode()


@pytest.fixture
def recruiter(employer: Employer, other_employer: Employer) -> User:
    recruiter, admin = user_with("recruiter", employer), user_with("employer_admin", employer)
    did("sample.own", employer, recruiter)
    did("sample.colleagues", employer, admin)
    did("sample.strangers", other_employer, user_with("recruiter", other_employer))
    return recruiter


def test_recruiter_sees_own_doings(client: Client, recruiter: User) -> None:
    shown = page(client, recruiter)

    assert "sample.own" in shown
    assert "sample.colleagues" not in shown
    assert "sample.strangers" not in shown


def test_employer_admin_sees_the_employers_and_no_others(client: Client, recruiter: User, employer: Employer) -> None:
    shown = page(client, user_with("employer_admin", employer))

    assert "sample.own" in shown
    assert "sample.colleagues" in shown
    assert "sample.strangers" not in shown


def test_viewer_sees_nothing(client: Client, recruiter: User, employer: Employer) -> None:
    client.force_login(user_with("viewer", employer))

    assert client.get(reverse(LIST)).status_code == 403


def test_nobody_may_change_the_journal(client: Client) -> None:
    client.force_login(user_with("platform", None))

    assert client.get(reverse("admin:audit_auditlog_add")).status_code == 403
