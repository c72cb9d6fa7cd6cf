from __future__ import annotations

import uuid

import pytest

from applications.models import Application, BulkMove
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.bulk_moves import carried_out, many
from tests.fixtures import ApiClient

ADDRESS = "/v1/applications:bulk-move"


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


@pytest.fixture
def filters(employer: Employer) -> dict[str, str]:
    with employer_scope(employer.pk):
        job = published_job()
        many(job, 2)
        ApplicationFactory(job=job, status="hired")
    return {"job": str(job.pk)}


def test_plan_then_move_then_undo(recruiter: ApiClient, filters: dict[str, str]) -> None:
    plan = recruiter.post(ADDRESS, {"filter": filters, "status": "rejected", "plan": True})
    assert plan.status_code == 200, plan.content
    assert (plan.json()["moving"]["count"], plan.json()["skipped"][0]["reason"]) == (2, "wrong_stage")

    body = {"filter": filters, "status": "rejected", "plan": False, "plan_token": plan.json()["plan_token"]}
    started = recruiter.post(ADDRESS, body)
    assert started.status_code == 202, started.content
    pk = started.json()["bulk_move_id"]
    assert started["Location"] == f"/v1/tasks/{started.json()['task']['id']}"
    assert recruiter.get(f"/v1/bulk-moves/{pk}").json()["state"] == "moving"

    row = done(pk)
    shown = recruiter.get(f"/v1/bulk-moves/{pk}").json()
    assert (shown["state"], shown["counts"]["moved"], shown["skipped"]) == ("moved", 2, {"wrong_stage": 1})
    assert recruiter.get(started["Location"]).json()["result"]["moved"] == 2

    undoing = recruiter.post(f"/v1/bulk-moves/{pk}:undo")
    assert undoing.status_code == 202, undoing.content
    carried_out(row)
    assert recruiter.get(f"/v1/bulk-moves/{pk}").json()["state"] == "undone"
    assert recruiter.post(f"/v1/bulk-moves/{pk}:undo").json()["code"] == "bulk_move_undone"


def done(pk: str) -> BulkMove:
    from hiretrack.tenancy import all_tenants

    with all_tenants(reason="test"):
        row: BulkMove = BulkMove.objects.get(pk=pk)
    return carried_out(row)


def test_execution_of_an_outdated_plan_is_refused(
    recruiter: ApiClient, filters: dict[str, str], employer: Employer
) -> None:
    body = {"filter": filters, "status": "rejected", "plan": False, "plan_token": "of another time"}

    answer = recruiter.post(ADDRESS, body)

    assert (answer.status_code, answer.json()["code"]) == (409, "plan_changed")
    with employer_scope(employer.pk):
        assert not BulkMove.objects.exists()


def test_foreign_applications_are_unknown(recruiter: ApiClient, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = ApplicationFactory()

    plan = recruiter.post(ADDRESS, {"application_ids": [str(foreign.pk)], "status": "rejected", "plan": True}).json()

    assert plan["moving"]["count"] == 0
    assert plan["skipped"][0]["reason"] == "not_found"


def test_bulk_move_names_what_is_wrong(recruiter: ApiClient, db: None) -> None:
    one = str(uuid.uuid4())
    for body in (
        {"status": "rejected", "plan": True},
        {"status": "rejected", "plan": True, "application_ids": [one], "filter": {}},
        {"status": "screening", "plan": True, "application_ids": [one], "rejection_reason": "x"},
        {"status": "gone", "plan": True, "application_ids": [one]},
        {"status": "rejected", "plan": True, "application_ids": []},
    ):
        assert recruiter.post(ADDRESS, body).status_code == 422, body
    assert recruiter.post(ADDRESS, {"status": "new", "plan": True, "filter": {"colour": 1}}).status_code == 400


def test_platform_admin_plans_but_has_nothing_to_move(api: ApiClient, filters: dict[str, str]) -> None:
    platform, body = api.as_role("platform"), {"filter": filters, "status": "rejected"}

    assert platform.post(ADDRESS, {**body, "plan": True}).status_code == 200
    assert platform.post(ADDRESS, {**body, "plan": False}).status_code == 403


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("applicant", 403), ("recruiter", 200)])
def test_who_may_plan_and_undo(
    api: ApiClient, employer: Employer, filters: dict[str, str], role: str, status: int
) -> None:
    client = api.as_role(role, employer)

    assert client.post(ADDRESS, {"filter": filters, "status": "rejected", "plan": True}).status_code == status
    expected = 404 if role == "recruiter" else 403
    assert client.post(f"/v1/bulk-moves/{uuid.uuid4()}:undo").status_code == expected
    assert client.get(f"/v1/bulk-moves/{uuid.uuid4()}").status_code == (403 if role == "applicant" else 404)


def test_foreign_bulk_move_does_not_exist(
    recruiter: ApiClient, api: ApiClient, filters: dict[str, str], other_employer: Employer, employer: Employer
) -> None:
    pk = recruiter.post(ADDRESS, {"filter": filters, "status": "rejected", "plan": False}).json()["bulk_move_id"]
    stranger = api.as_role("recruiter", other_employer)

    assert stranger.get(f"/v1/bulk-moves/{pk}").status_code == 404
    assert stranger.post(f"/v1/bulk-moves/{pk}:undo").status_code == 404
    with employer_scope(employer.pk):
        assert set(Application.objects.values_list("status", flat=True)) == {"new", "hired"}
