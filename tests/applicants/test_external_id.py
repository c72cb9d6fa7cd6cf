"""The id of a record where it comes from: one person of an employer has it."""

from __future__ import annotations

from typing import Any

import pytest

from applicants.importing.writing import write
from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from applicants.privacy import erase_applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.fixtures import ApiClient

BODY = {"name": "Ada", "email": "ada@example.com", "external_id": " GH-1 "}


def test_api_keeps_it_and_finds_by_it(api: ApiClient, employer: Employer) -> None:
    recruiter = api.as_role("recruiter", employer)
    made: Any = recruiter.post("/v1/applicants", BODY)
    recruiter.post("/v1/applicants", {"name": "Bob", "email": "bob@example.com"})

    found: Any = recruiter.get("/v1/applicants?external_id=GH-1")

    assert made.json()["external_id"] == "GH-1"
    assert [row["id"] for row in found.json()["items"]] == [made.json()["id"]]


def test_two_people_cannot_have_the_same(api: ApiClient, employer: Employer) -> None:
    recruiter = api.as_role("recruiter", employer)
    first: Any = recruiter.post("/v1/applicants", BODY)
    other: Any = recruiter.post("/v1/applicants", {"name": "Bob", "email": "bob@example.com"})

    made: Any = recruiter.post("/v1/applicants", BODY | {"email": "new@example.com"})
    changed: Any = recruiter.patch(f"/v1/applicants/{other.json()['id']}", {"external_id": "GH-1"})

    assert [(one.status_code, one.json()["code"]) for one in (made, changed)] == [(409, "external_id_taken")] * 2
    assert {one.json()["applicant_id"] for one in (made, changed)} == {first.json()["id"]}


def test_other_employers_may_have_the_same(employer: Employer, other_employer: Employer) -> None:
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            assert ApplicantFactory(external_id="GH-1").pk


def test_merged_record_hands_it_on_and_takes_it_back(scope: Employer) -> None:
    survivor, duplicate = ApplicantFactory(), ApplicantFactory(external_id="GH-1")

    merge_applicants(survivor_id=survivor.pk, duplicate_id=duplicate.pk)
    assert Applicant.objects.get(pk=survivor.pk).external_id == "GH-1"
    unmerge_applicant(applicant_id=duplicate.pk)

    kept = dict(Applicant.objects.values_list("pk", "external_id"))
    assert (kept[survivor.pk], kept[duplicate.pk]) == ("", "GH-1")


@pytest.mark.parametrize("row", [{"external_id": "GH-2", "email": "new@example.com"}, {"email": "DUP@example.com"}])
def test_import_does_not_bring_back_who_was_merged(scope: Employer, row: dict[str, str]) -> None:
    survivor = ApplicantFactory(external_id="GH-1")
    duplicate = ApplicantFactory(external_id="GH-2", email="dup@example.com")
    merge_applicants(survivor_id=survivor.pk, duplicate_id=duplicate.pk)

    counts = write([{"name": "Ada"} | row], on_existing="update", dry_run=False)

    assert (counts["created"], counts["skipped"]) == (0, 1)
    assert Applicant.objects.filter(merged_into=None).get().pk == survivor.pk


@pytest.mark.usefixtures("scope")
def test_erasure_takes_it_away() -> None:
    row = ApplicantFactory(external_id="GH-1")

    erase_applicant(applicant_id=row.pk)

    assert Applicant.objects.get(pk=row.pk).external_id == ""
