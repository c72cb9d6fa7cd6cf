"""Merges, erasures and writes of the same people at the same moment: whoever comes second finds what the first made."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from applicants.duplicates import start_look
from applicants.duplicates.looking import look_through
from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant, DuplicateSuggestion
from applicants.person import Person
from applicants.privacy import erase_applicant
from applicants.services import upsert_applicant
from applications.models import Application
from applications.services import Added, add_application
from employers.models import Employer
from hiretrack.background.models import TaskRun
from hiretrack.embedded.waiting import until
from hiretrack.errors import DomainError
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db(transaction=True)
WAITED_FOR = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITED_FOR)
        return bool(cursor.fetchone()[0])


def meanwhile(employer: Employer, first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What `second` answers when it has to wait for `first`, which has not been committed yet."""

    def late() -> Any:
        try:
            with employer_scope(employer.pk):
                return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with employer_scope(employer.pk):
            first()
            answer = pool.submit(late)
            until(is_waited_for, within=60)
        return answer.result(60)


@pytest.fixture
def pair(employer: Employer) -> tuple[Applicant, Applicant]:
    with employer_scope(employer.pk):
        return ApplicantFactory(), ApplicantFactory(name="Ada Twin", email="twin@example.com")


def merging(survivor: Applicant, duplicate: Applicant) -> Callable[[], Any]:
    return lambda: merge_applicants(survivor_id=survivor.pk, duplicate_id=duplicate.pk)


def erasing(one: Applicant) -> Callable[[], Any]:
    return lambda: erase_applicant(applicant_id=one.pk)


def erased(employer: Employer) -> set[Any]:
    with employer_scope(employer.pk):
        return set(Applicant.objects.exclude(erased_at=None).values_list("pk", flat=True))


def test_erasure_reaches_who_is_being_merged_into_the_person(
    employer: Employer, pair: tuple[Applicant, Applicant]
) -> None:
    survivor, duplicate = pair

    assert meanwhile(employer, merging(survivor, duplicate), erasing(survivor)).records == 2
    assert erased(employer) == {survivor.pk, duplicate.pk}


def test_erasure_follows_a_record_that_is_being_merged_away(
    employer: Employer, pair: tuple[Applicant, Applicant]
) -> None:
    survivor, duplicate = pair

    assert meanwhile(employer, merging(survivor, duplicate), erasing(duplicate)).applicant_id == survivor.pk
    assert erased(employer) == {survivor.pk, duplicate.pk}


def test_erasure_spares_who_is_being_parted_from_the_person(
    employer: Employer, pair: tuple[Applicant, Applicant]
) -> None:
    survivor, duplicate = pair
    with employer_scope(employer.pk):
        merging(survivor, duplicate)()

    meanwhile(employer, lambda: unmerge_applicant(applicant_id=survivor.pk), erasing(survivor))

    assert erased(employer) == {survivor.pk}


def test_recruiters_application_goes_to_the_survivor(employer: Employer, pair: tuple[Applicant, Applicant]) -> None:
    survivor, duplicate = pair
    with employer_scope(employer.pk):
        job = published_job()

    made = meanwhile(
        employer,
        merging(survivor, duplicate),
        lambda: add_application(job_id=job.pk, data=Added(), applicant_id=duplicate.pk),
    )

    assert made.applicant_id == survivor.pk


def test_erased_person_gets_no_application(employer: Employer, pair: tuple[Applicant, Applicant]) -> None:
    _, one = pair
    with employer_scope(employer.pk):
        job = published_job()

    with pytest.raises(DomainError):
        meanwhile(employer, erasing(one), lambda: add_application(job_id=job.pk, data=Added(), applicant_id=one.pk))

    with employer_scope(employer.pk):
        assert not Application.objects.exists()


def test_import_writes_nothing_into_a_record_that_is_merged_away(
    employer: Employer, pair: tuple[Applicant, Applicant]
) -> None:
    survivor, duplicate = pair
    person = Person("Somebody Else", duplicate.email)

    made = meanwhile(employer, merging(survivor, duplicate), lambda: upsert_applicant(person=person))

    assert made.pk not in {survivor.pk, duplicate.pk}
    with employer_scope(employer.pk):
        assert Applicant.objects.get(pk=duplicate.pk).name == "Ada Twin"


def test_change_by_a_recruiter_is_the_survivors(
    employer: Employer, pair: tuple[Applicant, Applicant], api: ApiClient
) -> None:
    survivor, duplicate = pair
    client = api.as_role("recruiter", employer)

    answer = meanwhile(
        employer,
        merging(survivor, duplicate),
        lambda: client.patch(f"/v1/applicants/{duplicate.pk}", {"headline": "Countess"}),
    )

    assert (answer.json()["id"], answer.json()["headline"]) == (str(survivor.pk), "Countess")


def test_merges_that_cross_happen_once(employer: Employer, pair: tuple[Applicant, Applicant]) -> None:
    one, other = pair

    with pytest.raises(DomainError) as refused:
        meanwhile(employer, merging(one, other), merging(other, one))

    assert refused.value.code == "already_merged"


def test_application_that_a_merge_supersedes_is_moved_no_more(
    employer: Employer, pair: tuple[Applicant, Applicant], api: ApiClient
) -> None:
    survivor, duplicate = pair
    with employer_scope(employer.pk):
        job = published_job()
        ApplicationFactory(applicant=survivor, job=job, status="interview")
        behind = ApplicationFactory(applicant=duplicate, job=job)
    client = api.as_role("recruiter", employer)

    answer = meanwhile(
        employer,
        merging(survivor, duplicate),
        lambda: client.patch(f"/v1/applications/{behind.pk}", {"status": "screening"}),
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "application_superseded")


def test_of_two_looks_for_duplicates_at_once_the_later_one_counts(employer: Employer) -> None:
    with employer_scope(employer.pk):
        for _ in range(2):
            ApplicantFactory(name="Ada Lovelace", location="Berlin")

    found = meanwhile(employer, look_through, look_through)

    with employer_scope(employer.pk):
        assert found.suggestions == DuplicateSuggestion.objects.count() == 1


def test_two_who_ask_for_a_look_at_once_get_the_same_one(employer: Employer) -> None:
    started: list[TaskRun] = []

    later = meanwhile(employer, lambda: started.append(start_look()), start_look)

    assert [later] == started
