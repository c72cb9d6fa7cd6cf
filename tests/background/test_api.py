from __future__ import annotations

import pytest

from employers.models import Employer
from employers.services.api_keys import IssuedKey, issue_api_key
from hiretrack.background import services
from hiretrack.background.models import DeadLetter, TaskRun
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.tenancy import all_tenants, employer_scope
from tests.fixtures import ApiClient, user_with

pytestmark = pytest.mark.django_db


def run_of(employer: Employer | None, owner: object) -> TaskRun:
    scope = employer_scope(employer.pk) if employer else all_tenants(reason="test")
    with scope:
        return services.start_run(kind="sample", owner_id=owner.pk)  # type: ignore[attr-defined]


def test_owner_sees_and_cancels_the_task(api: ApiClient, employer: Employer) -> None:
    owner = user_with("recruiter", employer)
    run, client = run_of(employer, owner), api.as_user(owner)

    assert client.get(f"/v1/tasks/{run.pk}").json()["state"] == "queued"
    assert client.post(f"/v1/tasks/{run.pk}:cancel").json()["state"] == "cancelled"
    again = client.post(f"/v1/tasks/{run.pk}:cancel")
    assert (again.status_code, again.json()["code"]) == (409, "task_ended")


def test_candidate_cancels_an_own_task(api: ApiClient) -> None:
    owner = user_with("applicant", None)
    run = run_of(None, owner)

    assert api.as_user(owner).post(f"/v1/tasks/{run.pk}:cancel").json()["state"] == "cancelled"
    assert api.as_role("applicant").post(f"/v1/tasks/{run.pk}:cancel").status_code == 404


@pytest.mark.parametrize("role", ["employer_admin", "recruiter", "platform", "applicant"])
def test_task_of_somebody_else_is_not_there(api: ApiClient, employer: Employer, role: str) -> None:
    run = run_of(employer, user_with("recruiter", employer))
    client = api.as_role(role, employer)

    assert client.get(f"/v1/tasks/{run.pk}").status_code == 404
    assert client.post(f"/v1/tasks/{run.pk}:cancel").status_code == 404
    assert api.get(f"/v1/tasks/{run.pk}").status_code == 401


def test_platform_admin_lists_dead_letters_and_sends_one_again(api: ApiClient) -> None:
    letter = DeadLetter.objects.create(task="audit.sweep", error="ValueError")
    client = api.as_role("platform")

    listed = client.get("/v1/admin/dead-letters?task=audit.sweep").json()
    assert [item["id"] for item in listed["items"]] == [str(letter.pk)]
    assert client.post(f"/v1/admin/dead-letters/{letter.pk}:retry").json()["retried_at"]
    again = client.post(f"/v1/admin/dead-letters/{letter.pk}:retry")
    assert (again.status_code, again.json()["code"]) == (409, "dead_letter_retried")


@pytest.mark.parametrize("role", ["employer_admin", "recruiter", "viewer", "applicant"])
def test_dead_letters_are_nobody_elses_business(api: ApiClient, employer: Employer, role: str) -> None:
    assert api.as_role(role, employer).get("/v1/admin/dead-letters").status_code == 403


def test_program_sees_the_task_that_it_started(api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        keys = [issue_api_key(name="import", scopes=["jobs:read"]) for _ in range(2)]
    actor = Actor(ActorKind.API_KEY, "import", api_key_id=keys[0].row.pk)
    with acting_as(actor), employer_scope(employer.pk):
        run = services.start_run(kind="sample", owner_id=None)

    seen = [client_of(key).get(f"/v1/tasks/{run.pk}").status_code for key in keys]

    assert seen == [200, 404]


def client_of(key: IssuedKey) -> ApiClient:
    client = ApiClient()
    client.token = key.secret
    return client
