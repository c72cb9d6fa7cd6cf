"""Who is hidden: the columns that the database keeps."""

from __future__ import annotations

from typing import Any

import pytest

from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from applications.models import Application, ApplicationStage, BulkMove, BulkMoveItem
from applications.services import move
from applications.services.moves import Step, move_many, take_back
from employers.models import Employer
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError, Forbidden
from hiretrack.tenancy import employer_scope
from jobs.services import update_job
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import ApiClient

COMPLETE = {"description_md": "You build things.", "location": "Berlin", "country": "DE"}
RECRUITER = Actor(ActorKind.USER, "Rita", roles=frozenset({"recruiter"}))


@pytest.fixture
def hidden(scope: Employer) -> Application:
    return ApplicationFactory(job=published_job(fair_review=True, **COMPLETE))


def is_hidden(row: Application) -> tuple[bool, bool]:
    """(the application, its applicant)"""
    found = Application.objects.filter(pk=row.pk).values_list("identity_hidden", "applicant__identity_hidden")
    return found.get()


def test_application_for_a_fair_job_is_hidden(hidden: Application) -> None:
    assert is_hidden(hidden) == (True, True)
    assert is_hidden(ApplicationFactory()) == (False, False)
    assert not Applicant.objects.get(pk=ApplicantFactory().pk).identity_hidden


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["screening"], True), (["rejected"], True), (["withdrawn"], True), (["screening", "rejected"], True),
        (["screening", "interview"], False), (["screening", "interview", "rejected"], False),
        (["screening", "interview", "offer", "hired"], False),
    ],
)  # fmt: skip
def test_interview_makes_known_for_good(hidden: Application, steps: list[str], expected: bool) -> None:
    for status in steps:
        row = move(application_id=hidden.pk, status=status)

    assert row.identity_hidden is expected
    assert is_hidden(hidden) == (expected, expected)


def test_one_open_application_makes_the_person_known(hidden: Application) -> None:
    other = ApplicationFactory(applicant=hidden.applicant)

    assert is_hidden(hidden) == (True, False)
    Application.objects.filter(pk=other.pk).delete()
    assert is_hidden(hidden) == (True, True)


def test_switch_reaches_what_is_there(hidden: Application) -> None:
    known = move(application_id=ApplicationFactory(job=hidden.job, status="screening").pk, status="interview")

    for switch in (False, True):
        update_job(job_id=hidden.job_id, changes={"fair_review": switch})
        assert is_hidden(hidden) == (switch, switch)
        assert is_hidden(known) == (False, False)


def test_recruiter_switches_on_and_not_off(hidden: Application) -> None:
    other = published_job(**COMPLETE)

    with acting_as(RECRUITER):
        assert update_job(job_id=other.pk, changes={"fair_review": True}).fair_review
        assert not update_job(job_id=other.pk, changes={"fair_review": False}).fair_review
        with pytest.raises(Forbidden):
            update_job(job_id=hidden.job_id, changes={"fair_review": False})


def test_undone_bulk_move_never_happened(hidden: Application) -> None:
    move(application_id=hidden.pk, status="screening")
    stages = move_many(seen={hidden.pk: "screening"}, step=Step("interview"))
    assert is_hidden(hidden) == (False, False)
    bulk = BulkMove.objects.create(status="interview", mail_delay_minutes=5, actor_kind="user", actor_name="Rita")
    item = BulkMoveItem.objects.create(
        bulk_move=bulk, application=hidden, from_status="screening", stage=stages[hidden.pk]
    )

    take_back(items=[item], note="undone")

    assert ApplicationStage.objects.filter(application=hidden, undone=True).count() == 2
    assert is_hidden(hidden) == (True, True)


def test_nothing_writes_the_columns_past_their_truth(hidden: Application) -> None:
    stale = Application.objects.select_related("applicant").get(pk=hidden.pk)
    stale.identity_hidden = stale.applicant.identity_hidden = False
    stale.save()
    stale.applicant.save()
    Applicant.objects.update(identity_hidden=False)

    assert is_hidden(hidden) == (True, True)


def test_merge_carries_the_truth_along(hidden: Application) -> None:
    """A command may merge whom nobody may see."""
    open_one = ApplicationFactory()
    merge_applicants(survivor_id=open_one.applicant_id, duplicate_id=hidden.applicant_id)
    assert is_hidden(hidden) == (True, False)
    assert not Applicant.objects.get(pk=hidden.applicant_id).identity_hidden

    unmerge_applicant(applicant_id=open_one.applicant_id)

    assert is_hidden(hidden) == (True, True)
    assert is_hidden(open_one) == (False, False)


def test_record_that_was_merged_away_is_as_hidden_as_its_survivor(scope: Employer) -> None:
    kept, gone = (ApplicationFactory(job=published_job(**COMPLETE)) for _ in range(2))
    merge_applicants(survivor_id=kept.applicant_id, duplicate_id=gone.applicant_id)

    for one in (kept.job, gone.job):
        update_job(job_id=one.pk, changes={"fair_review": True})

    assert set(Applicant.objects.values_list("identity_hidden", flat=True)) == {True}


def test_reviewers_merge_nobody_whom_they_do_not_know(hidden: Application) -> None:
    with acting_as(RECRUITER), pytest.raises(DomainError) as refused:
        merge_applicants(survivor_id=ApplicantFactory().pk, duplicate_id=hidden.applicant_id)

    assert refused.value.code == "identity_hidden"


def test_move_of_many_costs_the_same(scope: Employer, django_assert_max_num_queries: Any) -> None:
    job = published_job(fair_review=True)
    for count in (1, 3):
        rows = [ApplicationFactory(job=job, status="screening") for _ in range(count)]
        with django_assert_max_num_queries(9):
            move_many(seen={row.pk: "screening" for row in rows}, step=Step("interview"))
        assert [is_hidden(row) for row in rows] == [(False, False)] * count


def test_a_hidden_person_is_not_added_to_a_job_without_fair_review(employer: Employer, api: ApiClient) -> None:
    with employer_scope(employer.pk):
        hidden = ApplicationFactory(job=published_job(fair_review=True))
        plain = published_job()
    recruiter = api.as_role("recruiter", employer)

    answer = recruiter.post("/v1/applications", {"job_id": str(plain.pk), "applicant_id": str(hidden.applicant_id)})

    assert (answer.status_code, answer.json()["code"]) == (409, "identity_hidden")
