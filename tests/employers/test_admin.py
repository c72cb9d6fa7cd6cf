"""The back office's pages of employers and users, for two employers."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.factories.employers import (
    PASSWORD,
    CandidateFactory,
    EmployerAdminFactory,
    PlatformAdminFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
USERS, EMPLOYERS = "/admin/employers/user/", "/admin/employers/employer/"


@pytest.fixture
def admin(employer: Employer) -> User:
    return EmployerAdminFactory(employer=employer, name="Ada Admin")


@pytest.fixture
def stranger(other_employer: Employer) -> User:
    return UserFactory(employer=other_employer, name="Sam Stranger")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(user: User, **changes: Any) -> dict[str, Any]:
    shown = {"name": user.name, "email": user.email, "roles": user.roles, **changes}
    return {name: value for name, value in shown.items() if value is not None}


def text(answer: Any) -> str:
    return answer.content.decode()


def actions() -> list[str]:
    with all_tenants(reason="test"):
        return list(AuditLog.objects.order_by("id").values_list("action", flat=True))


def test_list_holds_own_users_only(admin: User, stranger: User) -> None:
    CandidateFactory(name="Carla Candidate")

    page = text(signed_in(admin).get(USERS))

    assert "Ada Admin" in page
    assert "Sam Stranger" not in page
    assert "Carla Candidate" not in page


@pytest.mark.parametrize("part", ["change/", "delete/", "history/", ""])
def test_another_employers_user_does_not_exist(admin: User, stranger: User, part: str) -> None:
    client = signed_in(admin)

    answers = [client.get(f"{USERS}{stranger.pk}/{part}"), client.post(f"{USERS}{stranger.pk}/{part}", form(stranger))]

    assert not any("Sam Stranger" in text(answer) for answer in answers)
    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert User.objects.filter(pk=stranger.pk, name="Sam Stranger").exists()


@pytest.mark.parametrize("role", ["viewer", "recruiter"])
def test_only_employer_admins_see_users(employer: Employer, role: str) -> None:
    client = signed_in(UserFactory(employer=employer, roles=[role]))

    assert client.get(USERS).status_code == 403
    assert client.get(f"{USERS}add/").status_code == 403


def test_candidate_does_not_come_in() -> None:
    assert signed_in(CandidateFactory()).get("/admin/").status_code == 302


def test_invited_user_belongs_to_the_inviters_employer(admin: User, other_employer: Employer) -> None:
    posted = {"name": "New", "email": "new@example.com", "roles": ["viewer"], "employer": str(other_employer.pk)}

    answer = signed_in(admin).post(f"{USERS}add/", posted)

    assert answer.status_code == 302, text(answer)
    user = User.objects.get(email="new@example.com")
    assert (user.employer_id, user.roles, user.is_superuser) == (admin.employer_id, ["viewer"], False)
    assert "user.invited" in actions()


def test_nobody_is_made_a_platform_admin_by_a_form(admin: User) -> None:
    user = UserFactory(employer=admin.employer)

    signed_in(admin).post(f"{USERS}{user.pk}/change/", form(user, is_superuser="on", password="x", name="Renamed"))
    refused = signed_in(admin).post(f"{USERS}{user.pk}/change/", form(user, roles=["platform"]))

    user = User.objects.get(pk=user.pk)
    assert (user.is_superuser, user.name, user.check_password(PASSWORD)) == (False, "Renamed", True)
    assert refused.status_code == 200


def test_employer_of_a_user_never_changes(admin: User, other_employer: Employer) -> None:
    user = UserFactory(employer=admin.employer)

    for actor in (admin, PlatformAdminFactory()):
        signed_in(actor).post(f"{USERS}{user.pk}/change/", form(user, employer=str(other_employer.pk)))

    assert User.objects.get(pk=user.pk).employer_id == admin.employer_id


def test_roles_change_with_an_entry(admin: User) -> None:
    user = UserFactory(employer=admin.employer)

    answer = signed_in(admin).post(f"{USERS}{user.pk}/change/", form(user, roles=["viewer"]))

    assert answer.status_code == 302, text(answer)
    assert User.objects.get(pk=user.pk).roles == ["viewer"]
    assert "user.updated" in actions()


def test_deactivated_users_session_ends(admin: User) -> None:
    user = UserFactory(employer=admin.employer)
    client = signed_in(user)

    signed_in(admin).post(f"{USERS}{user.pk}/deactivate/")

    assert client.get("/admin/").status_code == 302


def test_last_employer_admin_is_kept_with_a_word_why(admin: User) -> None:
    answer = signed_in(admin).post(f"{USERS}{admin.pk}/change/", form(admin, roles=["viewer"]))

    assert "last active employer admin" in text(answer)
    assert User.objects.get(pk=admin.pk).roles == ["employer_admin"]
    assert signed_in(admin).post(f"{USERS}{admin.pk}/delete/", {"post": "yes"}).status_code == 403


def test_user_is_removed_with_an_entry(admin: User) -> None:
    user = UserFactory(employer=admin.employer)

    answer = signed_in(admin).post(f"{USERS}{user.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 302, text(answer)
    assert not User.objects.filter(pk=user.pk).exists()
    assert "user.removed" in actions()


def test_address_taken_at_the_employer_is_told(admin: User) -> None:
    answer = signed_in(admin).post(f"{USERS}add/", {"name": "X", "email": admin.email.upper(), "roles": ["viewer"]})

    assert "has this address" in text(answer)


@pytest.mark.parametrize("query", ["password__startswith=argon2", "employer__users__password__contains=a"])
def test_hidden_columns_cannot_be_asked_about(admin: User, query: str) -> None:
    assert signed_in(admin).get(f"{USERS}?{query}").status_code in {302, 400}


def test_actions_reach_own_users_only(admin: User, stranger: User) -> None:
    colleague = UserFactory(employer=admin.employer)
    posted = {"action": "send_password_link", "_selected_action": [str(stranger.pk), str(colleague.pk)]}

    signed_in(admin).post(USERS, posted)

    with all_tenants(reason="test"):
        entries = AuditLog.objects.filter(action="user.password_reset_requested")
        assert [entry.entity_id for entry in entries] == [colleague.pk]


def test_employer_admin_edits_its_own_employer_only(admin: User, other_employer: Employer) -> None:
    client = signed_in(admin)
    own = admin.employer
    posted = {"name": "Renamed", "brand_colour": "#000000", "retention_months": 6, "reply_promise_days": 7, "slug": "x"}

    assert "Globex" not in text(client.get(EMPLOYERS))
    assert client.post(f"{EMPLOYERS}{own.pk}/change/", posted).status_code == 302
    client.post(f"{EMPLOYERS}{other_employer.pk}/change/", posted)

    assert list(Employer.objects.order_by("slug").values_list("name", "slug")) == [
        ("Renamed", "acme"),
        ("Globex", "globex"),
    ]
    assert "employer.updated" in actions()
    assert client.get(f"{EMPLOYERS}add/").status_code == 403
    assert client.post(f"{EMPLOYERS}{own.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ["viewer", "recruiter"])
def test_others_only_look_at_their_employer(employer: Employer, role: str) -> None:
    client = signed_in(UserFactory(employer=employer, roles=[role]))

    assert client.get(f"{EMPLOYERS}{employer.pk}/change/").status_code == 200
    assert client.post(f"{EMPLOYERS}{employer.pk}/change/", {"name": "X"}).status_code == 403


def test_platform_admin_sees_all_and_makes_employers(employer: Employer, stranger: User) -> None:
    client = signed_in(PlatformAdminFactory())
    posted = {
        "name": "Initech", "slug": "initech", "admin_email": "peter@example.com", "brand_colour": "#123456",
        "retention_months": 24, "reply_promise_days": 14,
    }  # fmt: skip

    assert "Sam Stranger" in text(client.get(USERS))
    answer = client.post(f"{EMPLOYERS}add/", posted)

    assert answer.status_code == 302, text(answer)
    made = Employer.objects.get(slug="initech")
    assert (made.brand_colour, made.users.get().email) == ("#123456", "peter@example.com")


def test_platform_admin_invites_to_an_employer(employer: Employer) -> None:
    client = signed_in(PlatformAdminFactory())
    posted = {"name": "New", "email": "new@example.com", "roles": ["recruiter"]}

    assert client.post(f"{USERS}add/", posted).status_code == 200
    assert client.post(f"{USERS}add/", {**posted, "employer": str(employer.pk)}).status_code == 302
    assert User.objects.get(email="new@example.com").employer == employer


def test_candidates_page_opens_for_the_platform_admin() -> None:
    candidate = CandidateFactory()

    answer = signed_in(PlatformAdminFactory()).get(f"{USERS}{candidate.pk}/change/")

    assert answer.status_code == 200
    assert 'name="roles"' not in text(answer)


def sign_in(client: Client, **given: Any) -> Any:
    return client.post("/admin/login/", {"password": PASSWORD, **given})


def test_sign_in_with_address_and_password(admin: User, client: Client) -> None:
    assert 'name="employer"' not in text(client.get("/admin/login/")).replace("hidden", "")

    assert sign_in(client, username=admin.email).status_code == 302
    assert "Ada Admin" in text(client.get(USERS))


def test_employer_is_asked_for_only_when_the_password_fits_several(admin: User, stranger: User, client: Client) -> None:
    User.objects.filter(pk=stranger.pk).update(email=admin.email)

    asked = sign_in(client, username=admin.email)
    chosen = sign_in(client, username=admin.email, employer="globex")

    assert "<select" in text(asked)
    assert "Globex" in text(asked)
    assert chosen.status_code == 302
    assert client.session["_auth_user_id"] == str(stranger.pk)


@pytest.mark.parametrize("given", [{"password": "wrong"}, {"employer": "globex"}, {"employer": "-"}])
def test_wrong_sign_in_tells_nothing(admin: User, other_employer: Employer, client: Client, given: Any) -> None:
    answer = sign_in(client, username=admin.email, **given)

    assert "Please enter the correct" in text(answer)
    assert "_auth_user_id" not in client.session


def test_sign_in_form_is_throttled(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "2/minute"}
    posted = {"username": f"{uuid.uuid4()}@example.com", "password": "x"}

    answers = [client.post("/admin/login/", posted, REMOTE_ADDR=f"192.0.2.{n + 100}") for n in range(3)]

    assert ["Too many attempts" in text(answer) for answer in answers] == [False, False, True]


def test_session_key_changes_at_sign_in(admin: User, client: Client) -> None:
    client.get("/admin/login/")
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(client, username=admin.email)

    assert client.session.session_key != before
