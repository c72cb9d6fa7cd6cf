"""An employer's users through /v1."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employers.models import Employer, User
from employers.services import issue_api_key
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.models import NotificationPreference
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.employers import EmployerAdminFactory, UserFactory
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
USERS = "/v1/users"
INVITATION: dict[str, Any] = {"email": "grace@example.com", "name": "Grace", "roles": ["viewer", "recruiter"]}


@pytest.fixture
def owner(employer: Employer) -> User:
    return EmployerAdminFactory(employer=employer, name="Zoe Owner", email="zoe@example.com")


@pytest.fixture
def admin(api: ApiClient, owner: User) -> ApiClient:
    return api.as_user(owner)


def key_client(employer: Employer, scopes: list[str], **given: Any) -> ApiClient:
    client = ApiClient(raise_request_exception=False)
    with employer_scope(employer.pk):
        client.token = issue_api_key(name="Sync", role="employer_admin", scopes=scopes, **given).secret
    return client


def test_invited_user_is_listed_and_asked_by_mail(admin: ApiClient, employer: Employer) -> None:
    made = admin.post(USERS, INVITATION)

    user = made.json()
    assert (made.status_code, made.headers["Location"]) == (201, f"/v1/users/{user['id']}")
    assert (user["roles"], user["invitation_pending"], user["email_verified"]) == (["recruiter", "viewer"], True, False)
    assert [item["name"] for item in admin.get(USERS).json()["items"]] == ["Grace", "Zoe Owner"]
    with employer_scope(employer.pk):
        assert AuditLog.objects.filter(action="user.invited", entity_id=user["id"]).exists()


def test_whatever_mails_an_address_of_the_callers_choice_is_counted_like_sign_ins(admin: ApiClient) -> None:
    made = admin.post(USERS, INVITATION)
    changed = admin.patch(f"{USERS}/{made.json()['id']}", {"email": "hopper@example.com"})

    assert [answer.headers["RateLimit-Policy"][:6] for answer in (made, changed)] == ['"auth"', '"auth"']


def test_no_answer_holds_a_password(admin: ApiClient, owner: User) -> None:
    text = admin.get(USERS).content.decode() + admin.get(f"{USERS}/{owner.pk}").content.decode()

    assert "argon2" not in text
    assert "password" not in text.replace("invitation_pending", "")


def test_invitation_repeated_with_its_key_makes_one_user(admin: ApiClient) -> None:
    first = admin.post(USERS, INVITATION, headers={"Idempotency-Key": "once"})
    second = admin.post(USERS, INVITATION, headers={"Idempotency-Key": "once"})

    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"


def test_address_is_taken_only_within_the_employer(admin: ApiClient, other_employer: Employer) -> None:
    UserFactory(employer=other_employer, email=INVITATION["email"])

    assert admin.post(USERS, INVITATION).status_code == 201
    again = admin.post(USERS, INVITATION | {"email": "GRACE@example.com"})
    assert (again.status_code, again.json()["errors"][0]["code"]) == (422, "email_taken")


@pytest.mark.parametrize("roles", [[], ["applicant"], ["platform"], ["recruiter", "owner"], "recruiter"])
def test_roles_outside_the_back_office_cannot_be_given(admin: ApiClient, roles: Any) -> None:
    answer = admin.post(USERS, INVITATION | {"roles": roles})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/roles")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("role=recruiter", ["Ada"]),
        ("role=employer_admin", ["Zoe Owner"]),
        ("is_active=false", ["Bob"]),
        ("q=ADA", ["Ada"]),
        ("q=zoe@", ["Zoe Owner"]),
        ("q=%25", []),
        ("role=viewer&is_active=true", []),
    ],
)
def test_list_is_filtered(admin: ApiClient, employer: Employer, query: str, names: list[str]) -> None:
    UserFactory(employer=employer, name="Ada")
    UserFactory(employer=employer, name="Bob", roles=["viewer"], is_active=False)

    assert [item["name"] for item in admin.get(f"{USERS}?{query}").json()["items"]] == names


def test_list_goes_on_where_the_page_ended(admin: ApiClient, employer: Employer) -> None:
    UserFactory.create_batch(2, employer=employer, name="Same Name")

    first = admin.get(f"{USERS}?limit=1").json()
    second = admin.get(f"{USERS}?limit=1&cursor={first['next_cursor']}").json()

    assert [page["items"][0]["name"] for page in (first, second)] == ["Same Name", "Same Name"]
    assert first["items"] != second["items"]


def test_list_costs_as_many_queries_for_three_as_for_one(admin: ApiClient, employer: Employer) -> None:
    admin.get(USERS)  # reads the signing keys once
    with CaptureQueriesContext(connection) as one:
        admin.get(USERS)
    UserFactory.create_batch(3, employer=employer)
    with CaptureQueriesContext(connection) as more:
        admin.get(USERS)

    assert len(one) == len(more)


@pytest.mark.django_db(transaction=True)
def test_new_role_ends_the_users_tokens(api: ApiClient, admin: ApiClient, employer: Employer) -> None:
    user = UserFactory(employer=employer)
    client = api.as_user(user)

    answer = admin.patch(f"{USERS}/{user.pk}", {"roles": ["viewer"], "name": "Renamed"})

    assert (answer.json()["roles"], answer.json()["name"]) == (["viewer"], "Renamed")
    assert client.get("/v1/jobs").status_code == 401


def test_stale_version_is_refused(admin: ApiClient, employer: Employer) -> None:
    user = UserFactory(employer=employer)
    read = admin.get(f"{USERS}/{user.pk}").headers["ETag"]
    admin.patch(f"{USERS}/{user.pk}", {"name": "First"})

    for method in ("PATCH", "DELETE"):
        body = {} if method == "PATCH" else ""
        assert admin.generic(method, f"{USERS}/{user.pk}", body, headers={"If-Match": read}).status_code == 412
    assert User.objects.get(pk=user.pk).name == "First"


@pytest.mark.parametrize("change", [{"roles": ["recruiter"]}, {"is_active": False}, None])
def test_last_employer_admin_stays(admin: ApiClient, owner: User, change: dict[str, Any] | None) -> None:
    address = f"{USERS}/{owner.pk}"

    answer = admin.delete(address) if change is None else admin.patch(address, change)

    assert (answer.status_code, answer.json()["code"]) == (409, "last_employer_admin")
    assert User.objects.get(pk=owner.pk).is_active


def test_deleted_user_is_gone_with_what_was_the_persons_own(admin: ApiClient, employer: Employer) -> None:
    user = UserFactory(employer=employer)
    with all_tenants(reason="test"):
        NotificationPreference.objects.create(user=user, employer=employer, kind="x", email=True, in_app=True)

    assert admin.delete(f"{USERS}/{user.pk}").status_code == 204
    assert admin.delete(f"{USERS}/{user.pk}").status_code == 404
    with employer_scope(employer.pk):
        assert AuditLog.objects.filter(action="user.removed", entity_id=user.pk).exists()


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_another_employers_user_is_not_there(admin: ApiClient, other_employer: Employer, method: str) -> None:
    user = UserFactory(employer=other_employer)

    body = {"name": "Stolen"} if method == "PATCH" else ""
    assert admin.generic(method, f"{USERS}/{user.pk}", body).status_code == 404
    assert User.objects.get(pk=user.pk).name != "Stolen"


def test_platform_admin_sees_every_employers_users_and_no_candidate(
    api: ApiClient, admin: ApiClient, other_employer: Employer
) -> None:
    foreign = UserFactory(employer=other_employer)
    client = api.as_role("platform")

    names = {item["name"] for item in client.get(USERS).json()["items"]}
    assert names == {"Zoe Owner", foreign.name}
    assert client.patch(f"{USERS}/{foreign.pk}", {"is_active": False}).status_code == 200
    assert client.post(USERS, INVITATION).status_code == 403


SOME = ["employer:write", "jobs:read"]


@pytest.mark.parametrize("change", [{"roles": ["employer_admin"]}, {"email": "mallory@example.com"}])
def test_key_for_some_modules_makes_nobody_stronger(employer: Employer, owner: User, change: dict[str, Any]) -> None:
    user, key = UserFactory(employer=employer), key_client(employer, SOME)

    invited = key.post(USERS, INVITATION)
    changed = key.patch(f"{USERS}/{user.pk}", change)

    assert [answer.json()["code"] for answer in (invited, changed)] == ["beyond_own_rights"] * 2
    assert key.patch(f"{USERS}/{user.pk}", {"name": "Renamed", "is_active": False}).status_code == 200
    assert key.patch(f"{USERS}/{user.pk}", {"is_active": True}).status_code == 403


def test_key_for_everything_lets_users_in_unless_it_ends(employer: Employer) -> None:
    import datetime as dt

    from django.utils import timezone

    from employers.choices import API_MODULES

    everything = [f"{module}:write" for module in API_MODULES]
    ending = key_client(employer, everything, expires_at=timezone.now() + dt.timedelta(days=1))

    assert key_client(employer, everything).post(USERS, INVITATION).status_code == 201
    assert ending.post(USERS, INVITATION | {"email": f"{uuid.uuid4()}@example.com"}).status_code == 403
