from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.applications.test_public_views import statements
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import ApiClient, user_with


@pytest.fixture
def row(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return ApplicationFactory(answers=[{"question_id": "a", "question": "A?", "answer": 1, "knocked_out": True}])


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


def test_list_is_newest_first_and_paged(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = published_job()
        made = [ApplicationFactory(job=job) for _ in range(3)]
        ApplicationFactory()

    first = recruiter.get(f"/v1/jobs/{job.pk}/applications?limit=2").json()
    second = recruiter.get(f"/v1/jobs/{job.pk}/applications?limit=2&cursor={first['next_cursor']}").json()

    shown = [item["id"] for item in first["items"] + second["items"]]
    assert shown == [str(row.pk) for row in reversed(made)]
    assert second["next_cursor"] is None


def test_list_filters_by_status(recruiter: ApiClient, row: Application) -> None:
    address = f"/v1/jobs/{row.job_id}/applications"

    assert recruiter.get(f"{address}?status=screening").json()["items"] == []
    assert len(recruiter.get(f"{address}?status=screening&status=new").json()["items"]) == 1
    assert recruiter.get(f"{address}?status=gone").status_code == 400


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_one_query_beside_the_scope(recruiter: ApiClient, employer: Employer, number: int) -> None:
    with employer_scope(employer.pk):
        job = published_job()
        for _ in range(number):
            ApplicationFactory(job=job)
    recruiter.get(f"/v1/jobs/{job.pk}/applications")

    with CaptureQueriesContext(connection) as captured:
        answer = recruiter.get(f"/v1/jobs/{job.pk}/applications?expand=applicant,job")

    assert len(answer.json()["items"]) == number
    assert answer.json()["items"][0]["applicant"]["email"]
    about = [sql for sql in statements(captured) if "applications_application" in sql]
    assert len(about) == 1


def test_list_of_a_foreign_or_unknown_job_is_not_found(
    recruiter: ApiClient, other_employer: Employer, employer: Employer
) -> None:
    with employer_scope(other_employer.pk):
        foreign = ApplicationFactory()
    with employer_scope(employer.pk):
        empty = published_job()

    assert recruiter.get(f"/v1/jobs/{foreign.job_id}/applications").status_code == 404
    assert recruiter.get(f"/v1/jobs/{empty.pk}/applications").json()["items"] == []


def test_detail_shows_what_was_asked_for(recruiter: ApiClient, row: Application) -> None:
    whole = recruiter.get(f"/v1/applications/{row.pk}")
    sparse = recruiter.get(f"/v1/applications/{row.pk}?fields=status,job&expand=job").json()

    assert whole.json()["notes"] == "for recruiters only"
    assert sparse.keys() == {"id", "status", "job"}
    again = recruiter.get(f"/v1/applications/{row.pk}", headers={"If-None-Match": whole["ETag"]})
    assert again.status_code == 304


def test_candidate_sees_only_its_own_and_nothing_internal(api: ApiClient, employer: Employer) -> None:
    user = user_with("applicant", None)
    with employer_scope(employer.pk):
        own = ApplicationFactory(
            applicant=ApplicantFactory(user=user), answers=[{"question_id": "a", "answer": 1, "knocked_out": True}]
        )
        other = ApplicationFactory()
    candidate = api.as_user(user)

    seen = candidate.get(f"/v1/applications/{own.pk}?expand=job").json()

    assert seen["job"]["title"] == "Data engineer"
    assert not seen.keys() & {"notes", "rejection_reason", "referrer"}
    assert "knocked_out" not in seen["answers"][0]
    assert candidate.get(f"/v1/applications/{other.pk}").status_code == 404
    assert candidate.patch(f"/v1/applications/{own.pk}", {"status": "hired"}).status_code == 403


def test_patch_moves_and_tells_the_current_state_on_conflict(recruiter: ApiClient, row: Application) -> None:
    moved = recruiter.patch(f"/v1/applications/{row.pk}", {"status": "screening", "note": "good", "notes": "call"})
    again = recruiter.patch(f"/v1/applications/{row.pk}", {"status": "screening"})

    assert (moved.json()["status"], moved.json()["notes"]) == ("screening", "call")
    assert (again.status_code, again.json()["code"]) == (409, "status_conflict")
    assert again.json()["current_status"] == "screening"


def test_patch_of_a_stale_version_fails(recruiter: ApiClient, row: Application) -> None:
    tag = recruiter.get(f"/v1/applications/{row.pk}")["ETag"]
    changes: list[Any] = [{"notes": "mine"}, {"notes": "theirs"}]

    answers = [recruiter.patch(f"/v1/applications/{row.pk}", c, headers={"If-Match": tag}) for c in changes]

    assert [answer.status_code for answer in answers] == [200, 412]
    assert recruiter.get(f"/v1/applications/{row.pk}").json()["notes"] == "mine"


def test_patch_refuses_what_is_not_to_be_set(recruiter: ApiClient, row: Application) -> None:
    assert recruiter.patch(f"/v1/applications/{row.pk}", {"applicant_id": str(uuid.uuid4())}).status_code == 400
    assert recruiter.patch(f"/v1/applications/{row.pk}", {"note": "alone"}).status_code == 422
    assert recruiter.patch(f"/v1/applications/{row.pk}", {"rejection_reason": "x"}).status_code == 422


def test_stages_tell_the_way(recruiter: ApiClient, row: Application) -> None:
    recruiter.patch(f"/v1/applications/{row.pk}", {"status": "screening", "note": "good"})

    items = recruiter.get(f"/v1/applications/{row.pk}/stages").json()["items"]

    assert [(item["from_status"], item["status"], item["note"]) for item in items] == [("new", "screening", "good")]
    assert recruiter.get(f"/v1/applications/{uuid.uuid4()}/stages").status_code == 404


def test_reopen_and_withdraw(recruiter: ApiClient, row: Application) -> None:
    address = f"/v1/applications/{row.pk}"

    assert recruiter.post(f"{address}:reopen").status_code == 409
    recruiter.patch(address, {"status": "rejected", "rejection_reason": "too far"})
    assert recruiter.post(f"{address}:reopen", {"note": "again"}).json()["status"] == "screening"
    assert recruiter.post(f"{address}:withdraw").json()["status"] == "withdrawn"


def test_candidate_withdraws_its_own_only(api: ApiClient, employer: Employer) -> None:
    user = user_with("applicant", None)
    with employer_scope(employer.pk):
        own, other = ApplicationFactory(applicant=ApplicantFactory(user=user)), ApplicationFactory()
    candidate = api.as_user(user)

    answer = candidate.post(f"/v1/applications/{own.pk}:withdraw", {"note": "moved away"})

    assert answer.json()["status"] == "withdrawn"
    assert "notes" not in answer.json()
    assert candidate.post(f"/v1/applications/{other.pk}:withdraw").status_code == 404
    stage = candidate.get(f"/v1/applications/{own.pk}/stages").json()["items"][0]
    assert stage.keys() == {"id", "from_status", "status", "changed_at"}
