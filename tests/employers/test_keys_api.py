"""API keys through /v1, and what the views that keys may call ask of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from employers.api.views.keys import calling_key
from employers.choices import API_MODULES, BACK_OFFICE_ROLES
from employers.models import Employer
from employers.services import issue_api_key, revoke_api_key
from hiretrack.api.models import IdempotencyKey
from hiretrack.api.principals import Principal
from hiretrack.api.views import ContractView
from hiretrack.context import ActorKind
from hiretrack.errors import Forbidden
from hiretrack.tenancy import employer_scope
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
KEYS = "/v1/api-keys"
BODY: dict[str, Any] = {"name": "HR system", "role": "viewer", "scopes": ["jobs:read", "applications:read"]}
OF_A_USER = {
    "employers": "sign-in and the signed-in user's account",
    "background": "tasks belong to the user who started them",
    "notifications": "a user's own",
}


def key_client(employer: Employer, **given: Any) -> ApiClient:
    client = ApiClient(raise_request_exception=False)
    with employer_scope(employer.pk):
        client.token = issue_api_key(name="Maker", role="employer_admin", **given).secret
    return client


@pytest.fixture
def admin(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("employer_admin", employer)


def test_secret_is_shown_once_and_works(api: ApiClient, admin: ApiClient) -> None:
    made = admin.post(KEYS, BODY)

    secret = made.json()["secret"]
    (listed,) = admin.get(KEYS).json()["items"]
    assert (made.status_code, made.json()) == (201, listed | {"secret": secret})
    assert secret not in admin.get(KEYS).content.decode()
    assert listed["created_by"]["name"] == "Employer_Admin"
    api.token = secret
    assert api.get("/v1/jobs").status_code == 200
    assert api.post("/v1/jobs", {"title": "X"}).status_code == 403


def test_repetition_shows_the_same_secret_and_the_store_cannot_be_read(admin: ApiClient) -> None:
    first = admin.post(KEYS, BODY, headers={"Idempotency-Key": "once"})
    second = admin.post(KEYS, BODY, headers={"Idempotency-Key": "once"})

    secret = first.json()["secret"]
    assert second.json()["secret"] == secret
    assert len(admin.get(KEYS).json()["items"]) == 1
    stored = IdempotencyKey.objects.get()
    assert secret.encode() not in bytes(stored.body)


def test_another_admins_same_idempotency_key_gets_another_secret(
    api: ApiClient, admin: ApiClient, employer: Employer
) -> None:
    other = api.as_role("employer_admin", employer)

    secrets = [c.post(KEYS, BODY, headers={"Idempotency-Key": "once"}).json()["secret"] for c in (admin, other)]

    assert len(set(secrets)) == 2


def test_use_shows_in_the_list(api: ApiClient, admin: ApiClient) -> None:
    api.token = admin.post(KEYS, BODY).json()["secret"]
    assert admin.get(KEYS).json()["items"][0]["last_used_at"] is None

    api.get("/v1/jobs")

    assert admin.get(KEYS).json()["items"][0]["last_used_at"]


def test_deleted_key_stops_at_once(api: ApiClient, admin: ApiClient) -> None:
    made = admin.post(KEYS, BODY).json()
    api.token = made["secret"]

    assert admin.delete(f"{KEYS}/{made['id']}").status_code == 204
    assert admin.delete(f"{KEYS}/{made['id']}").status_code == 404
    assert (api.get("/v1/jobs").status_code, api.get("/v1/jobs").json()["code"]) == (401, "api_key_invalid")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["users:write"]}, "/scopes/0"),
        ({"role": "platform"}, "/role"),
        ({"role": "applicant"}, "/role"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2030-01-01"}, "/expires_at"),
        ({"name": "a\nb"}, "/name"),
    ],
)
def test_unusable_key_is_refused_by_field(admin: ApiClient, change: dict[str, Any], pointer: str) -> None:
    answer = admin.post(KEYS, BODY | change)

    assert answer.status_code == 422
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}


def test_list_costs_as_many_queries_for_three_as_for_one(admin: ApiClient) -> None:
    admin.post(KEYS, BODY)
    with CaptureQueriesContext(connection) as one:
        admin.get(KEYS)
    for _ in range(2):
        admin.post(KEYS, BODY)
    with CaptureQueriesContext(connection) as three:
        admin.get(KEYS)

    assert len(one) == len(three)


# --- A key makes no key that is stronger than itself ---


def test_key_gives_only_scopes_that_it_has(employer: Employer) -> None:
    maker = key_client(employer, scopes=["employer:write", "jobs:write"])

    assert maker.post(KEYS, BODY | {"scopes": ["jobs:read", "employer:read"]}).status_code == 201
    refused = maker.post(KEYS, BODY | {"scopes": ["jobs:read", "applicants:read"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "beyond_own_rights")
    assert refused.json()["errors"][0]["pointer"] == "/scopes"


def test_reading_key_gives_no_writing(employer: Employer) -> None:
    maker = key_client(employer, scopes=["employer:write", "jobs:read"])

    assert maker.post(KEYS, BODY | {"scopes": ["jobs:write"]}).status_code == 403


def test_ending_key_gives_none_that_outlasts_it(employer: Employer) -> None:
    end = timezone.now() + dt.timedelta(days=2)
    maker = key_client(employer, scopes=["employer:write"], expires_at=end)
    body = BODY | {"scopes": ["employer:read"]}

    refused = [body, body | {"expires_at": (end + dt.timedelta(hours=1)).isoformat()}]
    assert [maker.post(KEYS, given).status_code for given in refused] == [403, 403]
    sooner = (end - dt.timedelta(hours=1)).isoformat()
    assert maker.post(KEYS, body | {"expires_at": sooner}).status_code == 201


def test_key_without_the_employer_module_reaches_neither_keys_nor_users(employer: Employer) -> None:
    client = key_client(employer, scopes=["jobs:write", "events:write"])

    for address in (KEYS, "/v1/users", "/v1/employer"):
        assert client.get(address).status_code == 403


def views(resolver: Any) -> Iterator[type[ContractView]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry)
        elif isinstance(entry, URLPattern):
            made = getattr(entry.callback, "view_class", getattr(entry.callback, "cls", None))
            if made is not None and issubclass(made, ContractView):
                yield made


def test_every_module_that_a_key_may_need_can_be_given() -> None:
    office = {str(role) for role in BACK_OFFICE_ROLES}
    asked = {
        view().module_name
        for view in views(get_resolver())
        if any(office & {str(role) for role in roles or ()} for roles in view.allowed.values())
    }

    assert asked - set(API_MODULES) <= set(OF_A_USER)


def test_key_revoked_during_its_own_request_passes_nothing_on(employer: Employer) -> None:
    with employer_scope(employer.pk):
        key = issue_api_key(name="Sync", scopes=["employer:write"], role="employer_admin").row
        principal = Principal(None, employer.pk, frozenset({key.role}), ActorKind.API_KEY, key.name, key.pk)
        assert calling_key(principal) == key
        revoke_api_key(key=key)

        with pytest.raises(Forbidden):
            calling_key(principal)


@pytest.mark.parametrize(
    ("scopes", "status"), [(["jobs:read", "applications:read"], 200), (["applications:read"], 403)]
)
def test_key_expands_only_what_it_may_read(api: ApiClient, employer: Employer, scopes: list[str], status: int) -> None:
    with employer_scope(employer.pk):
        api.token = issue_api_key(name="reports", scopes=scopes).secret

    assert api.get("/v1/applications?expand=job").status_code == status
