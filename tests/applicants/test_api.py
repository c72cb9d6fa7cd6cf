from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.uploads import UploadFactory
from tests.fixtures import ApiClient

LIST = "/v1/applicants"
ADA = {"name": "Ada Lovelace", "email": "ada@example.com"}


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


@pytest.fixture
def make(employer: Employer) -> Callable[..., Applicant]:
    def made(**given: Any) -> Applicant:
        with employer_scope(employer.pk):
            return ApplicantFactory(**given)

    return made


def names(client: ApiClient, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


def test_created_applicant_is_read_back(recruiter: ApiClient) -> None:
    body = {**ADA, "phone": "+49 30 901820", "skills": ["Python", "python"], "languages": ["de-at"]}

    made = recruiter.post(LIST, {**body, "consent": {"policy_version": "2026-01"}})

    assert made.status_code == 201, made.content
    read = recruiter.get(made.headers["Location"])
    assert read.json() == made.json()
    assert (read.headers["ETag"], read.json()["skills"]) == (made.headers["ETag"], ["Python"])
    assert (read.json()["phone"], read.json()["languages"]) == ("+4930901820", ["de-AT"])
    assert read.json()["consent"]["source"] == "api"


def test_taken_address_names_whose_it_is(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    row = make(email="ADA@example.com")

    answer = recruiter.post(LIST, ADA)

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    assert answer.json()["applicant_id"] == str(row.pk)


def test_everything_wrong_is_named(recruiter: ApiClient) -> None:
    wrong = {**ADA, "phone": "12", "links": [{"url": "javascript:x"}], "languages": ["german"]}

    answer = recruiter.post(LIST, wrong)

    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} >= {"/languages/0"}
    again = recruiter.post(LIST, {**wrong, "languages": []})
    assert {error["pointer"] for error in again.json()["errors"]} == {"/phone", "/links/0/url"}


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800"])
def test_texts_that_cannot_be_kept_are_refused(recruiter: ApiClient, text: str) -> None:
    answer = recruiter.post(LIST, f'{{"name": "A{text}", "email": "a@example.com"}}')

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")


def test_lists_have_a_longest_length(recruiter: ApiClient) -> None:
    answer = recruiter.post(LIST, {**ADA, "skills": [f"s{n}" for n in range(101)]})

    assert answer.json()["errors"][0]["pointer"] == "/skills"


def test_search_reads_record_and_cv(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    make(name="Ada", cv_text="Analytical engine and Bernoulli numbers")
    make(name="Bob", headline="Data engineer", skills=["SQL"])
    make(name="Cyd", headline="Data intern")

    assert names(recruiter, 'q="bernoulli numbers"') == ["Ada"]
    assert names(recruiter, "q=bernoulli OR sql") == ["Bob", "Ada"]
    assert names(recruiter, "q=data -intern") == ["Bob"]


def test_search_finds_the_beginning_of_an_address(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    make(name="Ada", email="Ada.L@example.com")
    make(name="Bob", email="bob@example.com")

    assert names(recruiter, "q=ada.l@ex") == ["Ada"]


def test_filters_hold_together(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    make(name="Ada", skills=["Python", "SQL"], languages=["de-AT"], tags=["Referred"], location="Bad Tölz")
    make(name="Bob", skills=["Python"], languages=["en"], location="Berlin")

    assert names(recruiter, "skill=python") == ["Bob", "Ada"]
    assert names(recruiter, "skill=PYTHON&skill=sql") == ["Ada"]
    assert names(recruiter, "language=de&tag=referred&location=tolz") == ["Ada"]
    assert names(recruiter, "sort=oldest") == ["Ada", "Bob"]
    assert names(recruiter, "created_after=2999-01-01T00:00:00Z") == []


def test_search_never_reaches_another_employer(
    recruiter: ApiClient, make: Callable[..., Applicant], other_employer: Employer
) -> None:
    make(name="Ada", skills=["Python"])
    with employer_scope(other_employer.pk):
        ApplicantFactory(name="Grace", skills=["Python"])

    assert names(recruiter, "q=python&skill=python") == ["Ada"]


def test_platform_admin_searches_every_employer(
    api: ApiClient, make: Callable[..., Applicant], other_employer: Employer
) -> None:
    make(name="Ada", skills=["Python"])
    with employer_scope(other_employer.pk):
        ApplicantFactory(name="Grace", skills=["Python"])

    assert names(api.as_role("platform"), "q=python&skill=python") == ["Grace", "Ada"]


def test_merged_and_erased_are_not_listed(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    ada = make(name="Ada")
    merged = make(name="Twin", merged_into=ada)
    make(name="Gone", erased_at=ada.created_at)

    assert names(recruiter) == ["Ada"]
    assert recruiter.get(f"{LIST}/{merged.pk}").json()["id"] == str(ada.pk)


def test_pages_hold_each_applicant_once(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    for number in range(5):
        make(name=str(number))

    seen, cursor = [], ""
    while cursor is not None:
        page = recruiter.get(f"{LIST}?limit=2{cursor and f'&cursor={cursor}'}").json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]

    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    "query", ["", "q=ada&skill=x", "expand=cv,applications", "expand=applications&fields=name,applications"]
)
def test_list_takes_the_same_queries_for_one_and_three(recruiter: ApiClient, employer: Employer, query: str) -> None:
    recruiter.get(LIST)
    counts = []
    for number in (1, 2):
        with employer_scope(employer.pk):
            for _ in range(number):
                row = ApplicantFactory(name="Ada", skills=["x"], cv=UploadFactory())
                ApplicationFactory(applicant=row)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            names_in = recruiter.get(f"{LIST}?{query}").json()["items"]
        counts.append((len(names_in), len(queries)))

    assert [rows for rows, _ in counts] == [1, 3]
    assert len({queries for _, queries in counts}) == 1


def test_expanded_applicant_has_cv_and_applications(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicantFactory(cv=UploadFactory())
        application = ApplicationFactory(applicant=row)

    item = recruiter.get(f"{LIST}/{row.pk}?expand=cv,applications&fields=cv,applications").json()

    assert item.keys() == {"id", "cv", "applications"}
    assert item["cv"]["filename"] == "Ada Lovelace.pdf"
    assert [(a["id"], a["job"]["title"]) for a in item["applications"]] == [(str(application.pk), "Data engineer")]


def test_stale_change_is_refused(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    address = f"{LIST}/{make().pk}"
    tag = recruiter.get(address).headers["ETag"]

    first = recruiter.patch(address, {"headline": "One"}, headers={"If-Match": tag})
    second = recruiter.patch(address, {"headline": "Two"}, headers={"If-Match": tag})

    assert (first.status_code, second.status_code) == (200, 412)
    assert recruiter.get(address).json()["headline"] == "One"


def test_replaced_cv_is_left_to_the_sweeper(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        old, new, row = UploadFactory(), UploadFactory(), ApplicantFactory()
    for upload in (old, new):
        answer = recruiter.patch(f"{LIST}/{row.pk}", {"cv_upload_id": str(upload.pk)})
        assert answer.json()["cv_id"] == str(upload.pk)

    with employer_scope(employer.pk):
        claimed = dict(Upload.objects.values_list("pk", "claimed_at"))
    assert claimed[old.pk] is None
    assert claimed[new.pk] is not None


def test_unusable_cv_is_named(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    foreign = "0192f3a1-7c1e-7bd0-9f6a-4d1f8f7e2c11"

    answer = recruiter.patch(f"{LIST}/{make().pk}", {"headline": "x", "cv_upload_id": foreign})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/cv_upload_id")


def test_change_to_a_taken_address_is_refused(recruiter: ApiClient, make: Callable[..., Applicant]) -> None:
    holder, row = make(email="taken@example.com"), make()

    answer = recruiter.patch(f"{LIST}/{row.pk}", {"email": "Taken@example.com"})

    assert (answer.status_code, answer.json()["applicant_id"]) == (409, str(holder.pk))


def test_who_never_applied_is_deleted(api: ApiClient, employer: Employer, make: Callable[..., Applicant]) -> None:
    admin, address = api.as_role("employer_admin", employer), f"{LIST}/{make().pk}"

    assert [admin.delete(address).status_code for _ in range(2)] == [204, 404]


def test_who_applied_or_was_merged_is_kept(api: ApiClient, employer: Employer, make: Callable[..., Applicant]) -> None:
    admin, survivor = api.as_role("employer_admin", employer), make()
    make(merged_into=survivor)
    with employer_scope(employer.pk):
        applied = ApplicationFactory().applicant

    for row in (survivor, applied):
        answer = admin.delete(f"{LIST}/{row.pk}")
        assert (answer.status_code, answer.json()["code"]) == (409, "applicant_in_use")


def test_changes_are_journalled_without_what_changed(recruiter: ApiClient, employer: Employer) -> None:
    made = recruiter.post(LIST, ADA)
    recruiter.patch(made.headers["Location"], {"headline": "Countess"})

    with employer_scope(employer.pk):
        told = list(AuditLog.objects.order_by("sequence").values_list("action", "metadata"))
    assert told == [("applicant.created", {}), ("applicant.updated", {"fields": ["headline"]})]
