from __future__ import annotations

import pytest
from django.test import Client

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.fixtures import user_with

LIST = "/admin/applicants/applicant/"
FIELDS = {"name": "Ada", "email": "ada@example.com", "links": "", "skills": "maths, logic"}


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


def test_list_searches_own_applicants(recruiter: Client, employer: Employer, other_employer: Employer) -> None:
    with employer_scope(employer.pk):
        ApplicantFactory(name="Ada Lovelace", cv_text="Bernoulli")
    with employer_scope(other_employer.pk):
        ApplicantFactory(name="Grace Hopper", cv_text="Bernoulli")

    page = recruiter.get(LIST, {"q": "bernoulli"}).content.decode()

    assert "Ada Lovelace" in page
    assert "Grace Hopper" not in page


def test_form_adds_and_changes_through_the_services(recruiter: Client, employer: Employer) -> None:
    recruiter.post(f"{LIST}add/", {**FIELDS, "phone": "+49 30 901820"})
    with employer_scope(employer.pk):
        row = Applicant.objects.get()
    recruiter.post(f"{LIST}{row.pk}/change/", {**FIELDS, "phone": "+49 30 901820", "headline": "Countess"})

    with employer_scope(employer.pk):
        row.refresh_from_db()
    assert (row.phone, row.headline, row.skills) == ("+4930901820", "Countess", ["maths", "logic"])


def test_form_shows_what_is_wrong_at_the_fields(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        ApplicantFactory(email="ADA@example.com")

    wrong = recruiter.post(f"{LIST}add/", {**FIELDS, "phone": "12"}).content.decode()
    taken = recruiter.post(f"{LIST}add/", FIELDS).content.decode()

    assert "not a phone number" in wrong
    assert "Another candidate has this address" in taken


def test_viewer_only_looks(client: Client, employer: Employer) -> None:
    client.force_login(user_with("viewer", employer))
    with employer_scope(employer.pk):
        row = ApplicantFactory()

    assert client.get(f"{LIST}{row.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{row.pk}/change/", FIELDS).status_code == 403
