"""Two records of one person: what speaks for it, who is suggested, and that somebody says no."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.duplicates import likely, start_look, suggestions, tell_apart
from applicants.duplicates.evidence import Evidence, Facts, compared
from applicants.duplicates.looking import look_through
from applicants.merging import merge_applicants
from applicants.models import Applicant, DistinctApplicants, DuplicateSuggestion
from applicants.privacy import erase_applicant
from applicants.tasks import look_for_duplicates, look_for_duplicates_of
from employers.models import Employer
from hiretrack.background.models import TaskRun
from hiretrack.errors import Invalid, NotFound
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job

pytestmark = pytest.mark.django_db
ADA = Facts("ada lovelace", phone="+4930901820", location="berlin, germany", mailbox="adalovelace", cv="c1")


@pytest.mark.parametrize(
    ("other", "evidence", "is_likely"),
    [
        (Facts("lovelace, ada", location="berlin"), {Evidence.NAME, Evidence.PLACE}, True),
        (Facts("ada lovelaec", location="berlin"), {Evidence.SIMILAR_NAME, Evidence.PLACE}, True),
        (Facts("a. l.", phone="+4930901820"), {Evidence.PHONE}, True),
        (Facts("x y", cv="c1"), {Evidence.CV}, True),
        (Facts("ada lovelace"), {Evidence.NAME}, False),
        (Facts("ada wovelace", location="berlin"), {Evidence.SIMILAR_NAME, Evidence.PLACE}, False),
        (Facts("ada", location="berlin"), {Evidence.PLACE}, False),
        (Facts("ada lovelace", mailbox="adalovelace"), {Evidence.NAME, Evidence.MAILBOX}, True),
        (Facts("grace hopper", location="bern"), set(), False),
    ],
)
def test_evidence_adds_up(other: Facts, evidence: set[Evidence], is_likely: bool) -> None:
    likeness = compared(ADA, other)

    assert (set(likeness.evidence), likeness.is_likely) == (evidence, is_likely)


def two(**both: Any) -> tuple[Applicant, Applicant]:
    return ApplicantFactory(name="Ada Lovelace", **both), ApplicantFactory(name="Ada Lovelaec", **both)


@pytest.mark.parametrize(
    "both",
    [
        {"phone": "+4930901820"},
        {"cv_text": "The same CV " * 20},
        {"links": [{"label": "", "url": "https://www.github.com/ada/"}]},
        {"location": "Berlin"},
    ],
)
def test_page_suggests_who_is_alike(scope: Employer, both: dict[str, Any]) -> None:
    one, other = two(**both)
    ApplicantFactory(name="Grace Hopper", location="Berlin")

    assert [found.applicant for found in likely(one)] == [other]
    assert [found.applicant for found in likely(other)] == [one]


def test_another_employers_people_are_never_suggested(scope: Employer, other_employer: Employer) -> None:
    one = ApplicantFactory(name="Ada Lovelace", phone="+4930901820")
    with employer_scope(other_employer.pk):
        ApplicantFactory(name="Ada Lovelace", phone="+4930901820")

    assert likely(one) == []
    assert look_through().compared == 0


def test_whoever_is_hidden_is_compared_with_nobody(scope: Employer) -> None:
    one, other = two(phone="+4930901820")
    ApplicationFactory(job=published_job(fair_review=True), applicant=other)
    other.refresh_from_db()
    assert other.identity_hidden

    assert (likely(one), likely(other), look_through().suggestions) == ([], [], 0)


def test_suggesting_costs_the_same_for_one_and_for_many(scope: Employer) -> None:
    def cost(person: Applicant) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert likely(person)
        return len(queries)

    one, _other = two(phone="+4930901820")
    few = cost(one)
    ApplicantFactory.create_batch(8, name="Ada Lovelace", phone="+4930901820")

    assert cost(one) == few <= 4


def test_look_finds_each_pair_once_and_the_surest_first(scope: Employer) -> None:
    one, other = two(phone="+4930901820", location="Berlin")
    ApplicantFactory.create_batch(2, name="Ben Bright", location="Bonn")
    ApplicantFactory(name="Cleo Nobody", location="Bonn")

    done = look_through()

    first, second = suggestions()
    assert done.suggestions == 2
    assert {first.first_id, first.second_id} == {one.pk, other.pk}
    assert first.score > second.score
    assert set(second.evidence) == {"name", "place"}


def test_what_everybody_shares_says_nothing(scope: Employer) -> None:
    ApplicantFactory.create_batch(12, phone="+4930901820")

    assert look_through().compared == 0


def test_those_told_apart_are_not_suggested_again(scope: Employer) -> None:
    one, other = two(phone="+4930901820")
    look_through()

    tell_apart(applicant_id=other.pk, other_id=one.pk)
    tell_apart(applicant_id=one.pk, other_id=other.pk)

    assert DistinctApplicants.objects.count() == 1
    assert (likely(one), list(suggestions()), look_through().suggestions) == ([], [], 0)
    with pytest.raises(Invalid):
        tell_apart(applicant_id=one.pk, other_id=one.pk)


def test_a_merge_keeps_what_was_told_apart(scope: Employer) -> None:
    one, other = two(phone="+4930901820")
    twin = ApplicantFactory(name="A. Lovelace")
    tell_apart(applicant_id=one.pk, other_id=other.pk)

    merge_applicants(survivor_id=twin.pk, duplicate_id=one.pk)

    assert likely(Applicant.objects.get(pk=twin.pk)) == []


def test_erasure_takes_pairs_along(scope: Employer) -> None:
    one, other = two(phone="+4930901820")
    third = ApplicantFactory()
    look_through()
    tell_apart(applicant_id=one.pk, other_id=third.pk)

    erase_applicant(applicant_id=one.pk)

    assert not DuplicateSuggestion.objects.exists()
    assert not DistinctApplicants.objects.exists()
    with pytest.raises(NotFound):
        tell_apart(applicant_id=one.pk, other_id=other.pk)


def test_tasks_look_for_whoever_asked_and_for_everybody(employer: Employer) -> None:
    with employer_scope(employer.pk):
        two(phone="+4930901820")
        run = start_look()
        assert start_look() == run
        look_for_duplicates.apply(args=[str(run.pk)], headers={"hiretrack_employer": str(employer.pk)})

    with employer_scope(employer.pk):
        assert TaskRun.objects.get(pk=run.pk).result == {"suggestions": 1, "compared": 1}
    assert look_for_duplicates_of(str(employer.pk)) == 1
