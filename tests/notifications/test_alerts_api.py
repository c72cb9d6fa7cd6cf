from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest

from applicants.alerts import services
from applicants.models import JobAlert
from employers.models import Employer, User
from hiretrack.notifications.searches import wanted
from hiretrack.tenancy import person_scope, public_scope
from jobs import queries
from tests.fixtures import ApiClient, user_with

ALERTS = "/v1/me/alerts"
BODY: dict[str, Any] = {
    "name": "Python",
    "search": {"q": "python -php", "language": "de-AT", "remote": False, "salary_min": "60000.00", "employer": "acme"},
    "frequency": "weekly",
    "is_active": True,
}


@pytest.fixture
def candidate(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def me(api: ApiClient, candidate: User) -> ApiClient:
    return api.as_user(candidate)


def test_alert_lives_from_post_to_delete(me: ApiClient) -> None:
    made = me.post(ALERTS, BODY)
    address = made.headers["Location"]

    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in BODY} == BODY
    assert me.get(address).json() == made.json()
    assert me.patch(address, {"search": {}}).json()["search"] == {}
    assert [item["name"] for item in me.get(ALERTS).json()["items"]] == ["Python"]
    assert [me.delete(address).status_code, me.delete(address).status_code] == [204, 404]


@pytest.mark.parametrize(
    ("search", "status", "pointer"),
    [
        ({"colour": "red"}, 400, "/search/colour"),
        ({"sort": "newest"}, 400, "/search/sort"),
        ({"published_after": "2026-01-01T00:00:00Z"}, 400, "/search/published_after"),
        ({"remote": "true"}, 422, "/search/remote"),
        ({"country": "Germany"}, 422, "/search/country"),
        ({"salary_min": 5}, 422, "/search/salary_min"),
        ({"employment_type": "slavery"}, 422, "/search/employment_type"),
        ("python", 422, "/search"),
    ],
)
def test_search_that_could_not_be_asked_is_refused(me: ApiClient, search: Any, status: int, pointer: str) -> None:
    answer = me.post(ALERTS, BODY | {"search": search})

    assert answer.status_code == status, answer.content
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def test_kept_search_is_one_of_public_jobs(me: ApiClient, candidate: User) -> None:
    me.post(ALERTS, BODY)

    with person_scope(candidate.pk):
        looked_for = wanted(JobAlert.objects.get().search)

    assert (looked_for.salary_min, looked_for.remote, looked_for.language) == (Decimal("60000.00"), False, "de-AT")
    with public_scope():
        assert list(queries.public_jobs(looked_for)) == []


def test_change_needs_the_current_version(me: ApiClient) -> None:
    made = me.post(ALERTS, BODY)
    address, tag = made.headers["Location"], {"If-Match": made.headers["ETag"]}

    assert me.patch(address, {"is_active": False}, headers=tag).json()["is_active"] is False
    assert me.patch(address, {"is_active": True}, headers=tag).status_code == 412


def test_fifty_are_enough(me: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    key = {"Idempotency-Key": uuid.uuid4().hex}

    assert [me.post(ALERTS, BODY, headers=key).status_code for _ in range(2)] == [201, 201]
    assert me.post(ALERTS, BODY).json()["code"] == "limit_reached"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_one_query(me: ApiClient, rows: int, django_assert_max_num_queries: Any) -> None:
    for _ in range(rows):
        me.post(ALERTS, BODY)

    # Beside it: the savepoint and the scope, opened and closed.
    with django_assert_max_num_queries(5):
        assert len(me.get(ALERTS).json()["items"]) == rows


def test_anothers_alert_does_not_exist(me: ApiClient, api: ApiClient, employer: Employer) -> None:
    address = me.post(ALERTS, BODY).headers["Location"]
    stranger = api.as_role("applicant")

    assert stranger.get(ALERTS).json()["items"] == []
    for method in ("get", "patch", "delete"):
        assert getattr(stranger, method)(address).status_code == 404
    assert api.as_role("recruiter", employer).get(ALERTS).status_code == 403
