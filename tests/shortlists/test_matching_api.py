"""GET /v1/jobs/{jobId}/matches and POST /v1/jobs/{jobId}/shortlist:suggest."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from applicants.models import Applicant
from applications.choices import ApplicationStatus
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists import services
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.shortlists import order, shortlisted
from tests.fixtures import ApiClient

HEADLINES = ("Chef", "Data Analyst", "Data Engineer")


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return published_job(title="Data Engineer", tags=["Python"], location="Berlin")


@pytest.fixture
def crowd(employer: Employer, job: Job) -> list[Applicant]:
    """A chef, an analyst and an engineer; only the engineer applied."""
    with employer_scope(employer.pk):
        people = [ApplicantFactory(headline=headline) for headline in HEADLINES]
        ApplicationFactory(job=job, applicant=people[-1])
        for person in people:
            services.match_applicant(applicant_id=person.pk)
    return people


def address(job: Job) -> str:
    return f"/v1/jobs/{job.pk}/matches"


def suggest(client: ApiClient, job: Job, **body: Any) -> Any:
    return client.post(f"/v1/jobs/{job.pk}/shortlist:suggest", body)


def test_matches_come_with_their_parts(viewer: ApiClient, job: Job, crowd: list[Any]) -> None:
    (item,) = viewer.get(address(job)).json()["items"]

    assert item["applicant_id"] == str(crowd[-1].pk)
    assert item["title"]["score"] == 100
    assert item["title"]["theirs"] == "Data Engineer"
    assert (item["keywords"]["matched"], item["keywords"]["missing"]) == ([], ["Python"])
    assert item["location"]["rule"] == "unknown"


def test_matches_page_best_first(viewer: ApiClient, employer: Employer, job: Job, crowd: list[Any]) -> None:
    with employer_scope(employer.pk):
        ApplicationFactory(job=job, applicant=crowd[0])
        services.match_applicant(applicant_id=crowd[0].pk)
    first = viewer.get(f"{address(job)}?limit=1").json()
    second = viewer.get(f"{address(job)}?limit=1&cursor={first['next_cursor']}").json()

    found = [*first["items"], *second["items"]]
    assert [item["applicant_id"] for item in found] == [str(crowd[-1].pk), str(crowd[0].pk)]
    assert second["next_cursor"] is None


def test_minimum_leaves_lower_ones_out(viewer: ApiClient, job: Job, crowd: list[Any]) -> None:
    assert viewer.get(f"{address(job)}?min_score=100").json()["items"] == []
    assert viewer.get(f"{address(job)}?min_score=101").status_code == 400


def test_fair_review_hides_who_it_is(viewer: ApiClient, employer: Employer, crowd: list[Any]) -> None:
    with employer_scope(employer.pk):
        fair = published_job(title="Data Engineer", fair_review=True)
        person = ApplicantFactory(name="Ada Byron", headline="Ada Byron Data Engineer")
        ApplicationFactory(job=fair, applicant=person)
        services.match_applicant(applicant_id=person.pk)
    answer = viewer.get(f"{address(fair)}?expand=applicant")

    assert answer.json()["items"][0]["applicant"]["name"].startswith("Candidate ")
    assert "Byron" not in answer.content.decode()


def test_unknown_job_is_not_found(viewer: ApiClient, recruiter: ApiClient) -> None:
    nowhere = Job(pk=uuid.uuid4())

    assert viewer.get(address(nowhere)).status_code == 404
    assert suggest(recruiter, nowhere).status_code == 404


def test_best_are_put_on_the_list_with_their_scores(
    recruiter: ApiClient, employer: Employer, job: Job, crowd: list[Any]
) -> None:
    answer = suggest(recruiter, job, limit=2, min_score=0)

    added = answer.json()["added"]
    assert [entry["applicant_id"] for entry in added] == [str(crowd[2].pk), str(crowd[1].pk)]
    assert added[0]["score"] > added[1]["score"]
    assert [entry["rank"] for entry in added] == [1, 2]
    with employer_scope(employer.pk):
        assert AuditLog.objects.filter(action="shortlist.updated").get().metadata["suggested"] == 2


def test_list_is_continued(recruiter: ApiClient, employer: Employer, job: Job, crowd: list[Any]) -> None:
    with employer_scope(employer.pk):
        shortlisted(job, crowd[1])
    suggest(recruiter, job, limit=1, min_score=0)
    suggest(recruiter, job, limit=10, min_score=0)

    assert suggest(recruiter, job, min_score=0).json()["added"] == []
    with employer_scope(employer.pk):
        assert order(job) == [crowd[1].pk, crowd[2].pk, crowd[0].pk]


def test_whoever_was_turned_down_is_left_out(
    recruiter: ApiClient, employer: Employer, job: Job, crowd: list[Any]
) -> None:
    with employer_scope(employer.pk):
        ApplicationFactory(job=job, applicant=crowd[1], status=ApplicationStatus.REJECTED)
    added = suggest(recruiter, job, min_score=0).json()["added"]

    assert str(crowd[1].pk) not in {entry["applicant_id"] for entry in added}


def test_nobody_below_the_minimum_is_suggested(recruiter: ApiClient, job: Job, crowd: list[Any]) -> None:
    assert suggest(recruiter, job, min_score=100).json()["added"] == []


def test_viewer_suggests_nobody(viewer: ApiClient, job: Job, crowd: list[Any]) -> None:
    assert suggest(viewer, job).status_code == 403


def test_wrong_wishes_are_named(recruiter: ApiClient, job: Job) -> None:
    answer = suggest(recruiter, job, limit=0, min_score=101)

    assert {error["pointer"] for error in answer.json()["errors"]} == {"/limit", "/min_score"}


def test_neighbour_s_people_are_never_suggested(
    recruiter: ApiClient, employer: Employer, job: Job, crowd: list[Any]
) -> None:
    other = Employer.objects.create(name="Globex", slug="globex-suggests")
    with employer_scope(other.pk):
        theirs = ApplicantFactory(headline="Data Engineer", skills=["Python"], location="Berlin")
        services.match_applicant(applicant_id=theirs.pk)

    added = suggest(recruiter, job, limit=50, min_score=0).json()["added"]
    assert str(theirs.pk) not in {entry["applicant_id"] for entry in added}
    assert len(added) == 3


def test_statements_do_not_grow_with_the_list(
    viewer: ApiClient, employer: Employer, job: Job, crowd: list[Any], django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(20) as counted:
            viewer.get(f"{address(job)}?expand=applicant")
        return len(counted)

    asked()
    before = asked()
    with employer_scope(employer.pk):
        for person in crowd[:2]:
            ApplicationFactory(job=job, applicant=person)
            services.match_applicant(applicant_id=person.pk)

    assert asked() == before
