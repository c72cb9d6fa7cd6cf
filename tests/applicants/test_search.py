"""The search of applicants: what it finds, and that it passes the policies for the scope's own employer alone."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from django.db import connection

from applicants.models import Applicant
from applicants.queries import ApplicantFilter, applicants, found
from employers.models import Employer
from hiretrack.tenancy import all_tenants, employer_scope, person_scope, public_scope
from tests.factories.applicants import ApplicantFactory

VIEW = "SELECT count(*) FROM applicants_found"


def names(**wanted: Any) -> set[str]:
    return {row["name"] for row in applicants(ApplicantFilter(**wanted))}


def in_back_office(words: str) -> set[str]:
    return set(found(words, Applicant.objects.all()).values_list("name", flat=True))


def asked(sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def neighbours(employer: Employer, other_employer: Employer) -> list[Applicant]:
    """The same person at two employers."""
    made = []
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            made.append(
                ApplicantFactory(
                    name=f"Ada at {owner.name}",
                    email="ada@example.com",
                    skills=["Python"],
                    tags=["Referred"],
                    languages=["de"],
                    location="Berlin",
                )
            )
    return made


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ("tolz", True), ("BAD TÖLZ", True), ("100%", True), ("_", True), ("\\", True), ("％", True), ("z 1", True),
        ("b%z", False), ("b_d", False), ("\\\\", False), ("atlantis", False),
    ],
)  # fmt: skip
def test_location_is_searched_for_as_it_is_written(scope: Employer, wanted: str, is_found: bool) -> None:
    ApplicantFactory(name="Ada", location="Bad Tölz 100% \\ a_b")

    assert names(location=wanted) == ({"Ada"} if is_found else set())


@pytest.mark.parametrize(("words", "is_found"), [("ADA.l@", True), ("a%@", False), ("da.l@ex", False)])
def test_address_is_found_by_its_beginning(scope: Employer, words: str, is_found: bool) -> None:
    ApplicantFactory(name="Ada", email="Ada.L@example.com")

    assert names(q=words) == in_back_office(words) == ({"Ada"} if is_found else set())


def test_back_office_finds_words_and_beginnings(scope: Employer) -> None:
    ApplicantFactory(name="Ada", email="countess@example.com", cv_text="Bernoulli numbers")
    ApplicantFactory(name="Bob", email="bob@example.com")

    assert in_back_office("bernoulli") == in_back_office("count") == {"Ada"}
    assert in_back_office("") == {"Ada", "Bob"}


CONDITIONS = [
    "true", "search @@ job_query('ada')", "applicant_terms(skills) @> applicant_terms(ARRAY['python'])",
    "applicant_terms(tags) @> '{referred}'", "job_spoken(languages) @> '{de}'", "job_fold(location) LIKE '%berlin%'",
    "lower(email) ^@ 'ada'", "true OR true", "id IS NOT NULL",
]  # fmt: skip


@pytest.mark.parametrize("condition", CONDITIONS)
def test_view_holds_the_scopes_employer_alone(neighbours: list[Applicant], condition: str) -> None:
    for own in neighbours:
        with employer_scope(own.employer_id):
            # Also with what an index would find everywhere, and when somebody names the other's id.
            assert asked(f"SELECT id FROM applicants_found WHERE {condition}") == [(own.pk,)]
            foreign = [row.pk for row in neighbours if row.pk != own.pk]
            assert asked("SELECT id FROM applicants_found WHERE id = ANY(%s)", (foreign,)) == []


@pytest.mark.parametrize("kind", ["none", "public", "person", "all", "stranger"])
def test_view_is_empty_outside_an_employers_scope(neighbours: list[Applicant], kind: str) -> None:
    opened: AbstractContextManager[Any] = {
        "none": nullcontext,
        "public": public_scope,
        "person": lambda: person_scope(uuid.uuid4()),
        "all": lambda: all_tenants(reason="test"),
        "stranger": lambda: employer_scope(uuid.uuid4()),
    }[kind]()

    with opened:
        assert asked(VIEW) == [(0,)]


@pytest.mark.parametrize("scope_name", ["person", "public", "", "EMPLOYER"])
def test_view_needs_the_scope_besides_the_employer(neighbours: list[Applicant], scope_name: str) -> None:
    with employer_scope(neighbours[0].employer_id):
        asked("SELECT set_config('app.scope', %s, true)", (scope_name,))

        assert asked(VIEW) == [(0,)]


@pytest.mark.parametrize(
    "write",
    [
        "DELETE FROM applicants_found",
        "UPDATE applicants_found SET email = 'eve@example.com'",
        "INSERT INTO applicants_found (id, email) VALUES (gen_random_uuid(), 'eve@example.com')",
    ],
)
def test_nothing_is_written_through_the_view(neighbours: list[Applicant], write: str) -> None:
    with employer_scope(neighbours[0].employer_id):
        asked(write)

    with all_tenants(reason="test"):
        assert set(Applicant.objects.values_list("pk", "email")) == {(row.pk, "ada@example.com") for row in neighbours}


def test_search_keeps_to_the_scope_in_both_doors(neighbours: list[Applicant]) -> None:
    everything = {"q": "ada", "skills": ("python",), "tag": "referred", "language": "de", "location": "berlin"}
    for own in neighbours:
        with employer_scope(own.employer_id):
            assert names(**everything) == names(q="ada@ex") == in_back_office("ada") == {own.name}
