"""The users' list and page: who is in, who is invited, and what an administrator can do about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from employers import services
from employers.choices import Role
from employers.models import Employer, User
from employers.roles import AREAS, rights_table
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.factories.employers import EmployerAdminFactory, PlatformAdminFactory, UserFactory
from tests.factories.two_factor import with_phone

pytestmark = pytest.mark.django_db
USERS = "/admin/employers/user/"
COMMANDS = ("link", "deactivate", "reactivate", "reset-two-factor")


@pytest.fixture
def admin(employer: Employer) -> User:
    return EmployerAdminFactory(employer=employer, name="Ada Admin")


@pytest.fixture
def office(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page(user: User, part: str = "change") -> str:
    return f"{USERS}{user.pk}/{part}/"


def journalled() -> list[str]:
    with all_tenants(reason="test"):
        return list(AuditLog.objects.order_by("id").values_list("action", flat=True))


def invited(employer: Employer) -> User:
    return services.invite_user(employer_id=employer.pk, email="new@example.com", name="New", roles=["viewer"])


def test_list_tells_states_and_second_factors(office: Client, employer: Employer) -> None:
    with_phone(UserFactory(employer=employer))
    UserFactory(employer=employer, is_active=False)
    invited(employer)

    shown = text(office.get(USERS))

    assert all(words in shown for words in ("Deactivated", "Invitation sent, open until", "Active", "Never"))
    assert "is required" not in shown


def test_list_tells_who_owes_the_second_factor(client: Client, employer: Employer, admin: User) -> None:
    with_phone(admin)
    services.update_employer(employer=employer, changes={"two_factor_required": True})
    client.force_login(User.objects.get(pk=admin.pk))
    UserFactory(employer=employer)

    shown = text(client.get(USERS))

    assert "is required: 1 user has not set it up yet" in shown
    assert "Not set up yet" in shown


@pytest.mark.parametrize(("query", "names"), [("two_factor=on", ["On"]), ("two_factor=off", ["Ada Admin", "Off"])])
def test_filter_by_second_factor(office: Client, employer: Employer, query: str, names: list[str]) -> None:
    with_phone(UserFactory(employer=employer, name="On"))
    UserFactory(employer=employer, name="Off")

    found = office.get(f"{USERS}?{query}").context["cl"].queryset

    assert [user.name for user in found] == names


def test_filter_by_role(office: Client, employer: Employer) -> None:
    UserFactory(employer=employer)

    found = office.get(f"{USERS}?role=employer_admin").context["cl"].queryset

    assert [user.name for user in found] == ["Ada Admin"]


def test_list_costs_the_same_for_one_and_for_many(office: Client, employer: Employer) -> None:
    counts = []
    office.get(USERS)
    for more in (0, 5):
        for _ in range(more):
            with_phone(UserFactory(employer=employer))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            office.get(USERS)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_invitation_runs_out_and_is_sent_again(office: Client, employer: Employer) -> None:
    user = invited(employer)
    with time_machine.travel(timezone.now() + dt.timedelta(days=8), tick=False):
        office.force_login(User.objects.get(name="Ada Admin"))
        before = text(office.get(page(user)))
        answer = office.post(page(user, "link"), follow=True)

        assert "Invitation ran out on" in before
        assert "A new invitation is on its way to new@example.com." in text(answer)
        assert "Invitation sent, open until" in text(answer)
    assert journalled() == ["user.invited", "user.invited"]


def test_active_user_gets_a_link_for_a_new_password(office: Client, employer: Employer) -> None:
    user = UserFactory(employer=employer)

    office.post(page(user, "link"))

    assert journalled() == ["user.password_reset_requested"]


def test_user_is_shut_out_and_let_in_again(office: Client, employer: Employer) -> None:
    user = UserFactory(employer=employer)

    out = text(office.post(page(user, "deactivate"), follow=True))
    refused = text(office.post(page(user, "link"), follow=True))
    back = text(office.post(page(user, "reactivate"), follow=True))

    assert ("cannot sign in any more" in out, "Reactivate them first" in refused) == (True, True)
    assert "can sign in again" in back
    assert User.objects.get(pk=user.pk).is_active


def test_last_admin_and_oneself_are_kept_in_words(office: Client, employer: Employer, admin: User) -> None:
    shown = text(office.get(page(admin)))
    alone = text(office.post(page(admin, "deactivate"), follow=True))
    other = EmployerAdminFactory(employer=employer)

    assert "The last active employer admin" in shown
    assert "/deactivate/" not in shown
    assert "You cannot deactivate yourself" in alone
    assert "cannot sign in any more" in text(office.post(page(other, "deactivate"), follow=True))
    assert User.objects.get(pk=admin.pk).is_active


def test_second_factor_is_reset_for_a_lost_phone(office: Client, employer: Employer) -> None:
    user = UserFactory(employer=employer)
    with_phone(user)
    assert "Reset two-factor sign-in" in text(office.get(page(user)))

    office.post(page(user, "reset-two-factor"))
    again = office.post(page(user, "reset-two-factor"), follow=True)

    assert not User.objects.get(pk=user.pk).has_two_factor
    assert "no two-factor sign-in" in text(again)
    assert journalled()[-1] == "user.two_factor.reset"


def test_nobody_resets_their_own_by_a_session_alone(office: Client, admin: User) -> None:
    with_phone(admin)
    office.force_login(User.objects.get(pk=admin.pk))

    answer = office.post(page(admin, "reset-two-factor"), follow=True)

    assert "asks for your password and a code" in text(answer)
    assert "Reset two-factor sign-in" not in text(answer)
    assert User.objects.get(pk=admin.pk).has_two_factor


@pytest.mark.parametrize("command", COMMANDS)
def test_another_employers_user_does_not_exist(office: Client, other_employer: Employer, command: str) -> None:
    stranger = UserFactory(employer=other_employer)

    assert office.post(page(stranger, command)).status_code == 404


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.RECRUITER])
def test_only_employer_admins_command(client: Client, employer: Employer, admin: User, role: str, command: str) -> None:
    client.force_login(UserFactory(employer=employer, roles=[role]))

    assert client.post(page(admin, command)).status_code == 403
    assert User.objects.get(pk=admin.pk).is_active


def test_platform_admin_resets_too(client: Client, employer: Employer) -> None:
    user = UserFactory(employer=employer)
    with_phone(user)
    client.force_login(PlatformAdminFactory())

    assert client.post(page(user, "reset-two-factor")).status_code == 302
    assert not User.objects.get(pk=user.pk).has_two_factor


def test_roles_are_explained_from_the_permissions_themselves() -> None:
    table = {str(name): [str(right.words) for right in rights] for name, rights in rights_table()}

    assert len(table) == len(AREAS)
    assert table["Users"] == ["–", "–", "changes and deletes"]
    assert table["Settings"] == ["sees", "sees", "changes"]
