"""GET and PUT /v1/jobs/{jobId}/shortlist."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists.models import ShortlistEntry
from tests.factories.applicants import ApplicantFactory
from tests.factories.shortlists import order
from tests.fixtures import ApiClient


def address(job: Job) -> str:
    return f"/v1/jobs/{job.pk}/shortlist"


def body(*people: Applicant, **more: Any) -> dict[str, Any]:
    return {"entries": [{"applicant_id": str(person.pk), **more} for person in people]}


def ids(answer: Any) -> list[str]:
    return [entry["applicant_id"] for entry in answer.json()["entries"]]


def journal(employer: Employer) -> list[str]:
    with employer_scope(employer.pk):
        rows = AuditLog.objects.filter(action__startswith="shortlist.").order_by("sequence")
        return list(rows.values_list("action", flat=True))


def test_job_without_a_shortlist_has_an_empty_one(viewer: ApiClient, job: Job) -> None:
    answer = viewer.get(address(job))

    assert (answer.status_code, answer.json()) == (200, {"job_id": str(job.pk), "updated_at": None, "entries": []})
    assert answer["ETag"]


def test_put_ranks_in_the_order_given(recruiter: ApiClient, viewer: ApiClient, job: Job, people: list[Any]) -> None:
    ada, _grace, edith = people

    put = recruiter.put(address(job), body(edith, ada, score=92.5, notes="strong"))
    read = viewer.get(address(job))

    assert (put.status_code, put.content, put["ETag"]) == (200, read.content, read["ETag"])
    assert ids(read) == [str(edith.pk), str(ada.pk)]
    assert {name: read.json()["entries"][1][name] for name in ("rank", "score", "notes")} == {
        "rank": 2, "score": 92.5, "notes": "strong",
    }  # fmt: skip
    assert viewer.get(address(job), headers={"If-None-Match": read["ETag"]}).status_code == 304


def test_put_replaces_and_keeps_who_stays(
    recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    ada, grace, edith = people
    before = recruiter.put(address(job), body(ada, grace, notes="kept?")).json()["entries"]

    after = recruiter.put(address(job), body(edith, grace)).json()["entries"]

    assert [entry["applicant_id"] for entry in after] == [str(edith.pk), str(grace.pk)]
    assert (after[1]["added_at"], after[1]["notes"]) == (before[1]["added_at"], "")


def test_same_put_again_changes_nothing(recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]) -> None:
    first = recruiter.put(address(job), body(*people))
    second = recruiter.put(address(job), body(*people))

    assert (second.content, second["ETag"]) == (first.content, first["ETag"])
    assert journal(employer) == ["shortlist.updated"]


def test_stale_put_is_refused(recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, _ = people
    empty = recruiter.get(address(job))["ETag"]
    first = recruiter.put(address(job), body(ada), headers={"If-Match": empty})

    stale = recruiter.put(address(job), body(grace), headers={"If-Match": empty})
    fresh = recruiter.put(address(job), body(grace), headers={"If-Match": first["ETag"]})

    assert (first.status_code, stale.status_code, fresh.status_code) == (200, 412, 200)
    assert stale["ETag"] == first["ETag"]


def test_put_names_everybody_it_cannot_take(
    recruiter: ApiClient, other_employer: Employer, employer: Employer, job: Job, people: list[Any]
) -> None:
    with employer_scope(other_employer.pk):
        stranger = ApplicantFactory()
    unknown = Applicant(pk=uuid.uuid4())
    with employer_scope(employer.pk):
        Applicant.objects.filter(pk=people[1].pk).update(erased_at="2026-01-01T00:00:00Z")

    answer = recruiter.put(address(job), body(people[0], stranger, unknown, people[1], people[0]))

    assert answer.status_code == 422
    assert {(item["pointer"], item["code"]) for item in answer.json()["errors"]} == {
        ("/entries/1/applicant_id", "unknown_applicant"),
        ("/entries/2/applicant_id", "unknown_applicant"),
        ("/entries/3/applicant_id", "unknown_applicant"),
        ("/entries/4/applicant_id", "repeated"),
    }
    assert ids(recruiter.get(address(job))) == []


def test_merged_id_means_the_survivor(recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]) -> None:
    ada, grace, edith = people
    with employer_scope(employer.pk):
        Applicant.objects.filter(pk=grace.pk).update(merged_into=ada)
        Applicant.objects.filter(pk=edith.pk).update(merged_into=grace)

    taken = recruiter.put(address(job), body(edith))
    twice = recruiter.put(address(job), body(edith, ada))

    assert ids(taken) == [str(ada.pk)]
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "/entries/1/applicant_id")


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ({"score": 101}, "/entries/0/score"),
        ({"score": "9"}, "/entries/0/score"),
        ({"notes": "x" * 5001}, "/entries/0/notes"),
    ],
)
def test_unusable_line_is_named(
    recruiter: ApiClient, job: Job, people: list[Any], line: dict[str, Any], pointer: str
) -> None:
    answer = recruiter.put(address(job), body(people[0], **line))

    assert answer.status_code == 422
    assert pointer in {item["pointer"] for item in answer.json()["errors"]}


def test_too_many_entries_are_refused(recruiter: ApiClient, job: Job) -> None:
    answer = recruiter.put(address(job), {"entries": [{"applicant_id": str(uuid.uuid4())}] * 501})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/entries")


@pytest.mark.parametrize("suffix", ["", "?expand=applicant"])
def test_shortlist_costs_the_same_for_one_and_three(
    recruiter: ApiClient, viewer: ApiClient, job: Job, people: list[Any], suffix: str
) -> None:
    counts = []
    for shown in (people[:1], people):
        recruiter.put(address(job), body(*shown))
        viewer.get(address(job) + suffix)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = viewer.get(address(job) + suffix)
        counts.append(len(queries))
        assert len(answer.json()["entries"]) == len(shown)
        assert ("applicant" in answer.json()["entries"][0]) == bool(suffix)

    assert counts[0] == counts[1]


def test_platform_admin_keeps_to_the_jobs_employer(
    api: ApiClient, employer: Employer, other_employer: Employer, job: Job, people: list[Any]
) -> None:
    admin = api.as_role("platform", None)
    with employer_scope(other_employer.pk):
        stranger = ApplicantFactory()

    assert admin.put(address(job), body(stranger)).status_code == 422
    assert admin.put(address(job), body(people[0])).status_code == 200
    with employer_scope(employer.pk):
        assert order(job) == [people[0].pk]
        assert ShortlistEntry.objects.get().employer_id == employer.pk
