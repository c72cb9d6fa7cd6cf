"""One request: who, in which scope, in one transaction."""

from __future__ import annotations

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.api.conftest import ThingClient


def titles(employer: Employer) -> list[str]:
    with employer_scope(employer.pk):
        return list(Job.objects.values_list("title", flat=True))


@pytest.mark.parametrize(
    ("role", "home", "expected"),
    [
        ("recruiter", True, "employer"),
        ("applicant", False, "person"),
        ("platform", False, "all"),
        ("", False, "public"),
    ],
)
def test_scope_is_the_callers(things: ThingClient, employer: Employer, role: str, home: bool, expected: str) -> None:
    client = things.acting(role, employer if home else None) if role else things

    assert client.get("/v1/who").json()["scope"] == expected


def test_actor_is_the_caller(things: ThingClient, recruiter: ThingClient) -> None:
    assert recruiter.get("/v1/who").json()["actor"] == "A recruiter"
    assert things.get("/v1/who").json()["actor"] == "Public visitor"


def test_undeclared_method_is_refused_to_everybody(recruiter: ThingClient, scope: Employer) -> None:
    job = Job.objects.create(title="Cook")

    assert recruiter.delete(f"/v1/things/{job.pk}").json()["code"] == "forbidden"
    assert recruiter.delete("/v1/set").json()["code"] == "forbidden"
    assert Job.objects.count() == 1


def test_missing_role_is_forbidden(things: ThingClient, employer: Employer) -> None:
    answer = things.acting("viewer", employer).post("/v1/things", {"title": "Cook"})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_anonymous_caller_is_asked_to_sign_in(things: ThingClient) -> None:
    answer = things.get("/v1/things")

    assert answer.status_code == 401
    assert answer.json()["code"] == "authentication_required"
    assert answer["WWW-Authenticate"] == 'Bearer realm="hiretrack"'


def test_refused_token_is_named(things: ThingClient) -> None:
    answer = things.acting("expired").get("/v1/things")

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_public_operation_does_not_look_at_the_token(things: ThingClient) -> None:
    assert things.acting("expired").get("/v1/open").json() == {"signed_in": False}
    assert things.acting("expired").get("/v1/who").status_code == 401


@pytest.mark.parametrize(
    ("scope", "reads", "writes"), [("jobs:read", 200, 403), ("jobs:write", 200, 201), ("x:write", 403, 403)]
)
def test_api_key_is_held_to_its_scopes(
    things: ThingClient, employer: Employer, scope: str, reads: int, writes: int
) -> None:
    client = things.acting("recruiter", employer, scope)

    assert client.get("/v1/things").status_code == reads
    assert client.post("/v1/things", {"title": "Cook"}).status_code == writes


@pytest.mark.parametrize("title", ["conflict", "invalid", "returned"])
def test_refused_write_leaves_nothing(recruiter: ThingClient, employer: Employer, title: str) -> None:
    assert recruiter.post("/v1/things", {"title": title}).status_code >= 400

    assert titles(employer) == []


def test_other_employers_object_is_not_found(recruiter: ThingClient, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        job = Job.objects.create(title="Secret")

    assert recruiter.get(f"/v1/things/{job.pk}").json()["code"] == "not_found"
    assert recruiter.get("/v1/things").json()["items"] == []


def test_list_costs_one_query_and_the_scope(recruiter: ThingClient, scope: Employer, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        Job.objects.create(title=f"Job {number}")
    recruiter.get("/v1/things")

    with django_assert_num_queries(1):
        recruiter.get("/v1/things")


def test_head_and_options_are_answered(recruiter: ThingClient) -> None:
    assert recruiter.head("/v1/things").status_code == 200
    options = recruiter.options("/v1/things")
    assert (options.status_code, options["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")


def test_action_without_a_body_refuses_members(recruiter: ThingClient, scope: Employer) -> None:
    job = Job.objects.create(title="Cook")

    assert recruiter.post(f"/v1/things/{job.pk}:publish").status_code == 204
    answer = recruiter.post(f"/v1/things/{job.pk}:publish", {"at": "now"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/at")
