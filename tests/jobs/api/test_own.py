from __future__ import annotations

import uuid
from typing import Any

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory, question
from tests.fixtures import ApiClient

LIST = "/v1/jobs"
EUROS = {"salary_currency": "EUR", "salary_period": "day"}


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


@pytest.fixture
def draft(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return JobFactory.create()


def test_job_goes_from_draft_to_closed(recruiter: ApiClient) -> None:
    body = {"title": "Engineer", "description_md": "Build.", "location": "Berlin", "country": "DE"}
    made = recruiter.post(LIST, body)
    address = made.headers["Location"]

    assert made.status_code == 201
    assert made.json()["status"] == "draft"
    assert recruiter.post(f"{address}:publish").json()["status"] == "published"
    assert recruiter.post(f"{address}:close").json()["status"] == "closed"
    assert recruiter.get(address).json()["closed_at"].endswith("Z")


def test_created_job_has_everything_that_was_sent(recruiter: ApiClient) -> None:
    body = {
        "title": "Engineer", "description_md": "Build.", "company": "Client", "department": "Data",
        "location": "Berlin", "country": "DE", "remote": True, "languages": ["de-AT"], "tags": ["Go"],
        "employment_type": "contract", "salary_min": "50.50", "salary_max": "60.00", "salary_currency": "EUR",
        "salary_period": "hour", "questions": [question()], "closes_at": "2099-01-01T00:00:00Z",
    }  # fmt: skip

    answer = recruiter.post(LIST, body)

    assert {name: answer.json()[name] for name in body} == body
    assert answer.json()["created_by_id"] is not None


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 422, "/title"),
        ({"title": " "}, 422, "/title"),
        ({"title": "x", "salary_min": "6", "salary_max": "5", **EUROS}, 422, "/salary_min"),
        ({"title": "x", "salary_min": "60"}, 422, "/salary_currency"),
        ({"title": "x", "salary_min": 60}, 422, "/salary_min"),
        ({"title": "x", "salary_min": "NaN"}, 422, "/salary_min"),
        ({"title": "x", "country": "ZZ"}, 422, "/country"),
        ({"title": "x", "languages": ["german"]}, 422, "/languages/0"),
        ({"title": "x", "closes_at": "2020-01-01T00:00:00Z"}, 422, "/closes_at"),
        ({"title": "x", "closes_at": "2099-01-01"}, 422, "/closes_at"),
        ({"title": "x", "questions": [{"id": "a", "type": "choice", "label": "b"}]}, 422, "/questions/0/options"),
        ({"title": "x", "questions": [question(color="red")]}, 400, "/questions/0/color"),
        ({"title": "x", "status": "published"}, 400, "/status"),
        ({"title": "x", "tags": ["x"] * 31}, 422, "/tags"),
    ],
)  # fmt: skip
def test_body_that_breaks_a_rule_is_refused(recruiter: ApiClient, body: Any, status: int, pointer: str) -> None:
    answer = recruiter.post(LIST, body)

    assert answer.status_code == status
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def test_publishing_names_every_missing_field(recruiter: ApiClient) -> None:
    address = recruiter.post(LIST, {"title": "Engineer"}).headers["Location"]

    answer = recruiter.post(f"{address}:publish")

    assert (answer.status_code, answer.json()["code"]) == (422, "job_incomplete")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/description_md", "/country", "/location"]


def test_publishing_twice_conflicts(recruiter: ApiClient, draft: Job) -> None:
    assert recruiter.post(f"{LIST}/{draft.pk}:publish").status_code == 200

    answer = recruiter.post(f"{LIST}/{draft.pk}:publish")

    assert (answer.status_code, answer.json()["code"]) == (409, "job_status_conflict")
    assert answer.json()["current_status"] == "published"


def test_change_needs_the_current_version(recruiter: ApiClient, draft: Job) -> None:
    tag = recruiter.get(f"{LIST}/{draft.pk}").headers["ETag"]

    first = recruiter.patch(f"{LIST}/{draft.pk}", {"title": "A"}, headers={"If-Match": tag})
    second = recruiter.patch(f"{LIST}/{draft.pk}", {"title": "B"}, headers={"If-Match": tag})
    third = recruiter.patch(f"{LIST}/{draft.pk}", {"title": "C"}, headers={"If-Match": first.headers["ETag"]})

    assert [first.status_code, second.status_code, third.status_code] == [200, 412, 200]
    assert third.json()["title"] == "C"


def test_change_can_take_a_value_away(recruiter: ApiClient, draft: Job) -> None:
    recruiter.patch(f"{LIST}/{draft.pk}", {"salary_min": "9", "salary_currency": "EUR", "salary_period": "hour"})

    answer = recruiter.patch(f"{LIST}/{draft.pk}", {"salary_min": None, "country": None})

    assert answer.status_code == 200
    assert [answer.json()[name] for name in ("salary_min", "salary_currency", "salary_period", "country")] == [None] * 4


def test_draft_is_deleted_once(recruiter: ApiClient, draft: Job) -> None:
    assert recruiter.delete(f"{LIST}/{draft.pk}").status_code == 204
    assert recruiter.delete(f"{LIST}/{draft.pk}").status_code == 404


def test_published_job_is_not_deleted(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create()

    answer = recruiter.delete(f"{LIST}/{job.pk}")

    assert (answer.status_code, answer.json()["code"]) == (409, "job_not_deletable")


def test_duplicate_is_a_draft_made_once(recruiter: ApiClient, draft: Job) -> None:
    key = {"Idempotency-Key": uuid.uuid4().hex}

    first = recruiter.post(f"{LIST}/{draft.pk}:duplicate", headers=key)
    again = recruiter.post(f"{LIST}/{draft.pk}:duplicate", headers=key)

    assert first.status_code == 201
    assert first.json()["title"] == f"{draft.title} (copy)"
    assert first.json()["id"] == again.json()["id"] != str(draft.pk)


def test_list_holds_own_jobs_in_every_status(
    recruiter: ApiClient, employer: Employer, other_employer: Employer
) -> None:
    with employer_scope(employer.pk):
        own = {str(make.create().pk) for make in (JobFactory, PublishedJobFactory, ClosedJobFactory)}
    with employer_scope(other_employer.pk):
        PublishedJobFactory.create()

    answer = recruiter.get(LIST)

    assert {item["id"] for item in answer.json()["items"]} == own
    assert "description_md" not in answer.json()["items"][0]
    assert len(recruiter.get(f"{LIST}?status=draft").json()["items"]) == 1


def test_list_shows_what_is_asked_for(recruiter: ApiClient, draft: Job) -> None:
    (item,) = recruiter.get(f"{LIST}?fields=questions,employer&expand=employer,created_by").json()["items"]

    assert set(item) == {"id", "questions", "employer"}
    assert item["employer"]["slug"] == "acme"


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", ""), ("patch", ""), ("delete", ""), ("post", ":publish"), ("post", ":close"), ("post", ":duplicate")],
)
def test_another_employer_s_job_does_not_exist(
    api: ApiClient, other_employer: Employer, draft: Job, method: str, path: str
) -> None:
    stranger = api.as_role("employer_admin", other_employer)

    assert getattr(stranger, method)(f"{LIST}/{draft.pk}{path}").status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "writes"), [("viewer", 200, 403), ("recruiter", 200, 201), ("applicant", 403, 403)]
)
def test_roles_may_what_they_may(api: ApiClient, employer: Employer, role: str, reads: int, writes: int) -> None:
    caller = api.as_role(role, employer)

    assert caller.get(LIST).status_code == reads
    assert caller.post(LIST, {"title": "Engineer"}).status_code == writes


def test_platform_admin_reads_all_and_makes_none(api: ApiClient, draft: Job) -> None:
    admin = api.as_role("platform")

    assert [item["id"] for item in admin.get(LIST).json()["items"]] == [str(draft.pk)]
    assert admin.post(LIST, {"title": "Engineer"}).status_code == 403


def test_visitors_have_no_jobs(api: ApiClient) -> None:
    assert api.get(LIST).status_code == 401
