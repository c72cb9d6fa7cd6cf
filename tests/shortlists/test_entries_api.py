"""POST, PATCH and DELETE /v1/jobs/{jobId}/shortlist/entries."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.shortlists import order, shortlisted
from tests.fixtures import ApiClient


def address(job: Job, person: Applicant | None = None) -> str:
    return f"/v1/jobs/{job.pk}/shortlist/entries" + (f"/{person.pk}" if person else "")


@pytest.fixture
def listed(employer: Employer, job: Job, people: list[Applicant]) -> list[Applicant]:
    with employer_scope(employer.pk):
        shortlisted(job, *people)
    return people


def ranked(employer: Employer, job: Job) -> list[uuid.UUID]:
    with employer_scope(employer.pk):
        return order(job)


def test_entry_comes_last_or_where_it_is_put(
    recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    ada, grace, edith = people
    first = recruiter.post(address(job), {"applicant_id": str(ada.pk), "score": 70})
    recruiter.post(address(job), {"applicant_id": str(grace.pk)})
    recruiter.post(address(job), {"applicant_id": str(edith.pk), "rank": 1})

    assert first.status_code == 201
    assert first["Location"] == address(job, ada)
    assert (first.json()["rank"], first.json()["score"]) == (1, 70)
    assert ranked(employer, job) == [edith.pk, ada.pk, grace.pk]


def test_entry_stands_once(recruiter: ApiClient, job: Job, listed: list[Any]) -> None:
    answer = recruiter.post(address(job), {"applicant_id": str(listed[0].pk)})

    assert (answer.status_code, answer.json()["code"]) == (409, "already_shortlisted")


def test_unknown_applicant_is_named(recruiter: ApiClient, job: Job) -> None:
    answer = recruiter.post(address(job), {"applicant_id": str(uuid.uuid4())})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/applicant_id"


@pytest.mark.parametrize(("rank", "expected"), [(1, [2, 0, 1]), (2, [0, 2, 1]), (400, [0, 1, 2])])
def test_others_make_room_for_a_new_rank(
    recruiter: ApiClient, employer: Employer, job: Job, listed: list[Any], rank: int, expected: list[int]
) -> None:
    answer = recruiter.patch(address(job, listed[2]), {"rank": rank})

    assert answer.json()["rank"] == min(rank, 3)
    assert ranked(employer, job) == [listed[at].pk for at in expected]


def test_change_is_refused_when_stale(recruiter: ApiClient, job: Job, listed: list[Any]) -> None:
    first = recruiter.patch(address(job, listed[0]), {"notes": "met", "score": 12.5})
    again = recruiter.patch(address(job, listed[0]), {"score": None}, headers={"If-Match": first["ETag"]})
    stale = recruiter.patch(address(job, listed[0]), {"notes": ""}, headers={"If-Match": first["ETag"]})
    gone = recruiter.delete(address(job, listed[0]), headers={"If-Match": first["ETag"]})

    assert (first.json()["notes"], first.json()["score"]) == ("met", 12.5)
    assert (again.status_code, again.json()["score"]) == (200, None)
    assert (stale.status_code, gone.status_code) == (412, 412)


def test_removed_entry_leaves_no_gap(recruiter: ApiClient, employer: Employer, job: Job, listed: list[Any]) -> None:
    assert recruiter.delete(address(job, listed[0])).status_code == 204
    assert recruiter.delete(address(job, listed[0])).status_code == 404
    assert recruiter.patch(address(job, listed[0]), {"score": 1}).status_code == 404
    assert ranked(employer, job) == [person.pk for person in listed[1:]]


def test_merged_id_means_the_survivors_entry(
    recruiter: ApiClient, employer: Employer, job: Job, listed: list[Any]
) -> None:
    with employer_scope(employer.pk):
        old = Applicant.objects.create(name="x", email="x@example.com", merged_into=listed[0], employer=employer)

    assert recruiter.patch(address(job, old), {"score": 5}).json()["applicant_id"] == str(listed[0].pk)
    assert recruiter.post(address(job), {"applicant_id": str(old.pk)}).json()["code"] == "already_shortlisted"
    assert recruiter.delete(address(job, old)).status_code == 204


def test_every_change_is_journalled_with_ids_alone(
    recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    recruiter.post(address(job), {"applicant_id": str(people[0].pk), "notes": "secret"})
    recruiter.patch(address(job, people[0]), {"notes": "more secret"})
    recruiter.patch(address(job, people[0]), {"notes": "more secret"})
    recruiter.delete(address(job, people[0]))

    with employer_scope(employer.pk):
        rows = list(AuditLog.objects.filter(action__startswith="shortlist.").order_by("sequence"))
    assert [row.action.rpartition(".")[2] for row in rows] == ["added", "updated", "removed"]
    assert "secret" not in str([row.metadata for row in rows])
    assert {row.metadata["applicant_id"] for row in rows} == {str(people[0].pk)}
