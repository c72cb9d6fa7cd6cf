"""The page of one candidate: merging, duplicates, export, erasure."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.duplicates.looking import look_through
from applicants.linking import link_applicant, link_to
from applicants.merging import merge_applicants
from applicants.models import Applicant, DistinctApplicants
from applicants.privacy.retention import expired
from employers.models import Employer, User
from hiretrack.office.candidates.privacy import panel
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.employers import CandidateFactory
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db
LIST = "/admin/applicants/applicant/"


@pytest.fixture
def user(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def recruiter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def viewer(employer: Employer) -> Client:
    client = Client()
    client.force_login(user_with("viewer", employer))
    return client


def made(employer: Employer, **values: Any) -> Applicant:
    with employer_scope(employer.pk):
        return ApplicantFactory(**values)


def now(employer: Employer, person: Applicant) -> Applicant:
    with employer_scope(employer.pk):
        return Applicant.objects.get(pk=person.pk)


def address(person: Applicant, verb: str = "change") -> str:
    return f"{LIST}{person.pk}/{verb}/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_page_costs_the_same_for_one_and_for_three(recruiter: Client, employer: Employer) -> None:
    person = made(employer, cv_text="kafka")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert recruiter.get(address(person)).status_code == 200
        return len(queries)

    def add() -> None:
        with employer_scope(employer.pk):
            ApplicationFactory(job=published_job(), applicant=person)
            merge_applicants(survivor_id=person.pk, duplicate_id=ApplicantFactory().pk)

    add()
    cost()
    once = cost()
    add()
    add()

    assert cost() == once


def test_merge_shows_what_it_does_then_does_it(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        mine = ApplicantFactory(name="Ada Lovelace", phone="+4930901820", skills=["SQL"])
        theirs = ApplicantFactory(name="A. Lovelace", phone="+4930901821", skills=["Kafka"], location="Berlin")
        job = published_job(title="Data engineer")
        ApplicationFactory(job=job, applicant=mine)
        ApplicationFactory(job=job, applicant=theirs, status="interview")

    preview = text(recruiter.get(address(mine, "merge"), {"with": theirs.pk}))
    fields = {"with": theirs.pk, "field_phone": "duplicate", "field_skills": "both"}
    recruiter.post(address(mine, "merge/confirm"), fields)

    assert "stands back" in preview
    assert "moves to this record" in preview
    merged = now(employer, mine)
    assert (merged.phone, merged.skills, merged.location) == ("+4930901821", ["SQL", "Kafka"], "Berlin")
    assert now(employer, theirs).merged_into_id == mine.pk


def test_merge_warns_of_an_account_that_the_employer_may_know_of(recruiter: Client, employer: Employer) -> None:
    mine, theirs = made(employer, name="Ada"), made(employer, name="Bea")
    with employer_scope(employer.pk):
        link_to(applicant=theirs, user_id=CandidateFactory().pk)

    page = text(recruiter.get(address(mine, "merge"), {"with": theirs.pk}))

    assert f"Bea ({theirs.email}) applied signed in" in page
    assert "Ada (" not in page.partition("applied signed in")[0].rpartition('id="c-sees"')[2]


def test_merge_tells_of_no_account_that_was_linked_by_its_address(recruiter: Client, employer: Employer) -> None:
    mine, theirs = made(employer, name="Ada"), made(employer, name="Bea")
    before = text(recruiter.get(address(mine, "merge"), {"with": theirs.pk}))
    CandidateFactory(email=theirs.email)
    with all_tenants(reason="test"):
        assert link_applicant(applicant_id=theirs.pk)

    page = text(recruiter.get(address(mine, "merge"), {"with": theirs.pk}))

    assert "Should one of the two belong to a candidate" in page
    assert page.partition('id="c-sees"')[2] == before.partition('id="c-sees"')[2]


def test_merge_is_undone_from_the_survivors_page(recruiter: Client, employer: Employer) -> None:
    mine, theirs = made(employer, name="Ada"), made(employer, name="Bea", location="Bonn")
    with employer_scope(employer.pk):
        merge_applicants(survivor_id=mine.pk, duplicate_id=theirs.pk)

    page = text(recruiter.get(address(mine)))
    recruiter.post(address(mine, "unmerge"))

    assert "These fields go back to what they were: Location" in page
    assert now(employer, mine).location == ""
    assert now(employer, theirs).merged_into_id is None


def test_merge_needs_another_record(recruiter: Client, employer: Employer, other_employer: Employer) -> None:
    mine, theirs = made(employer), made(other_employer, name="Foreign")

    page = text(recruiter.get(address(mine, "merge"), {"with": theirs.pk, "q": "Foreign"}))
    refused = recruiter.post(address(mine, "merge/confirm"), {"with": theirs.pk}, follow=True)

    assert "Nobody else is found" in page
    assert "There is no such applicant" in text(refused)


def test_duplicates_are_suggested_and_told_apart(recruiter: Client, employer: Employer) -> None:
    one, other = made(employer, name="Ada One", phone="+4930901820"), made(employer, phone="+4930901820")
    with employer_scope(employer.pk):
        look_through()

    page, everybody = text(recruiter.get(address(one))), text(recruiter.get("/admin/applicants/duplicates/"))
    recruiter.post(f"{LIST}{one.pk}/told-apart/{other.pk}/")

    assert "Same phone" in page
    assert "Ada One" in everybody
    with employer_scope(employer.pk):
        assert DistinctApplicants.objects.count() == 1
    assert "Same phone" not in text(recruiter.get(address(one)))


def test_retention_date_is_the_one_that_retention_keeps(employer: Employer) -> None:
    long_ago = timezone.now() - dt.timedelta(days=900)
    person = made(employer, created_at=long_ago)
    with employer_scope(employer.pk):
        sent = ApplicationFactory(job=published_job(), applicant=person, status="rejected")
        type(sent).objects.filter(pk=sent.pk).update(created_at=long_ago + dt.timedelta(days=100))
        until = panel(person).kept_until
        noon = dt.datetime.combine(until, dt.time(12), dt.UTC)

        assert list(expired(employer, now=noon + dt.timedelta(days=2))) == [person]
        assert not expired(employer, now=noon - dt.timedelta(days=2)).exists()
        type(sent).objects.filter(pk=sent.pk).update(status="new")
        assert panel(person).goes_on


def test_all_data_is_exported_as_a_file(recruiter: Client, employer: Employer) -> None:
    person = made(employer, name="Ada")

    answer = recruiter.post(address(person, "export"))

    assert answer.json()["applicant"]["name"] == "Ada"
    assert "attachment" in answer["Content-Disposition"]


def test_only_an_admin_who_types_the_name_erases(recruiter: Client, employer: Employer) -> None:
    person, admin = made(employer, name="Ada Lovelace"), Client()
    admin.force_login(user_with("employer_admin", employer))

    assert recruiter.post(address(person, "erase"), {"confirm": "Ada Lovelace"}).status_code == 403
    wrong = admin.post(address(person, "erase"), {"confirm": "Ada"}, follow=True)
    assert "nothing was erased" in text(wrong)
    admin.post(address(person, "erase"), {"confirm": " ada  lovelace "})

    assert now(employer, person).erased_at is not None
