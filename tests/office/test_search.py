"""Ctrl K: what a few letters find, for whom."""

from __future__ import annotations

import pytest
from django.test import Client

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db


def titles(client: Client, words: str) -> list[str]:
    return [one.title for one in client.get("/admin/search/", {"s": words, "extended": "1"}).context["results"]]


@pytest.fixture
def people(scope: Employer) -> list[Applicant]:
    named = (("Ada Jones", "ada@example.com"), ("Béla Adamik", "bela@example.com"), ("Carl Else", "carl@example.com"))
    return [ApplicantFactory(name=name, email=email) for name, email in named]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ad", {"Ada Jones", "Béla Adamik"}),
        ("bela ad", {"Béla Adamik"}),
        ("jones", {"Ada Jones"}),
        ("carl@ex", {"Carl Else"}),
        ("zz", set()),
    ],
)
def test_people_are_found_by_the_beginnings_of_names(
    typed: str, expected: set[str], employer: Employer, people: list[Applicant]
) -> None:
    found = titles(signed_in("viewer", employer), typed)

    assert {title for title in found if not title.startswith("All applicants")} == expected


@pytest.mark.parametrize("typed", ["'", "a' & |", ":*", "%", "_", "\\", "(", "!a", "<b>"])
def test_odd_signs_find_without_breaking(typed: str, employer: Employer, people: list[Applicant]) -> None:
    assert signed_in("viewer", employer).get("/admin/search/", {"s": typed}).status_code == 200


def test_jobs_and_pages_are_found(employer: Employer, scope: Employer) -> None:
    published_job(title="Journalist")

    found = titles(signed_in("employer_admin", employer), "journ")

    assert found[:2] == ["Journal", "Journalist"]


def test_another_employers_people_and_jobs_are_not_found(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        published_job(title="Secret job")
        ApplicantFactory(name="Secret Person")

    found = titles(signed_in("recruiter", employer), "secret")

    assert found == ["All applicants with “secret”"]


def test_nobody_hidden_is_found_by_name(employer: Employer, people: list[Applicant]) -> None:
    ApplicationFactory(job=published_job(fair_review=True), applicant=people[0])

    assert "Ada Jones" not in titles(signed_in("recruiter", employer), "ada")


def test_what_was_found_is_kept_nowhere(employer: Employer, people: list[Applicant]) -> None:
    client = signed_in("recruiter", employer)
    assert "Ada Jones" in titles(client, "ada")

    people[0].delete()

    assert "Ada Jones" not in titles(client, "ada")
