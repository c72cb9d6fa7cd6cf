from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from applications.choices import TRANSITIONS, ApplicationStatus, moves_from
from applications.models import Application, ApplicationStage
from applications.services import annotate, move, reopen, withdraw
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError, Invalid, NotFound
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory
from tests.fixtures import user_with

S = ApplicationStatus
STEPS = [(before, after) for before in S for after in S]


@pytest.mark.parametrize(("before", "after"), STEPS, ids=str)
def test_move_allows_what_the_table_says(scope: Employer, before: S, after: S) -> None:
    row = ApplicationFactory(status=before)

    if after in TRANSITIONS[before]:
        assert move(application_id=row.pk, status=after).status == after
        assert ApplicationStage.objects.get().from_status == before
    else:
        with pytest.raises(DomainError) as refused:
            move(application_id=row.pk, status=after)
        assert refused.value.extra == {"current_status": before}


def test_move_records_who_and_why(scope: Employer) -> None:
    row, user = ApplicationFactory(), user_with("recruiter", scope)

    with acting_as(Actor(ActorKind.USER, user.name, user.pk)):
        move(application_id=row.pk, status=S.REJECTED, note="too far", rejection_reason="Location", notes="seen")

    row.refresh_from_db()
    stage, entry = ApplicationStage.objects.get(), AuditLog.objects.get()
    assert (row.rejection_reason, row.notes) == ("Location", "seen")
    assert (stage.note, stage.changed_by_id) == ("too far", user.pk)
    assert (entry.action, entry.metadata["status"]) == ("application.status.changed", "rejected")


def test_reply_promise_ends_when_the_candidate_hears_something(scope: Employer) -> None:
    from django.utils import timezone

    row = ApplicationFactory(answer_by=timezone.now())

    assert move(application_id=row.pk, status=S.SCREENING).answer_by == row.answer_by
    assert move(application_id=row.pk, status=S.REJECTED).answer_by is None
    assert reopen(application_id=row.pk).answer_by > timezone.now()


def test_reopen_takes_back_a_rejection_only(scope: Employer) -> None:
    row = ApplicationFactory(status=S.REJECTED, rejection_reason="Location")

    reopened = reopen(application_id=row.pk, note="another place")

    assert (reopened.status, reopened.rejection_reason) == (S.SCREENING, "")
    with pytest.raises(DomainError):
        reopen(application_id=row.pk)


def test_withdrawn_is_final(scope: Employer) -> None:
    row = ApplicationFactory()
    withdraw(application_id=row.pk)

    assert moves_from(S.WITHDRAWN) == []
    with pytest.raises(DomainError):
        withdraw(application_id=row.pk)


def test_move_refuses_what_makes_no_sense(scope: Employer) -> None:
    row = ApplicationFactory()

    for given in (
        {"status": "gone"},
        {"status": S.SCREENING, "rejection_reason": "x"},
        {"status": S.REJECTED, "note": "x" * 2001},
    ):
        with pytest.raises(Invalid):
            move(application_id=row.pk, **given)


def test_move_refuses_when_it_is_not_what_was_seen(scope: Employer) -> None:
    row = ApplicationFactory(status=S.SCREENING)

    with pytest.raises(DomainError) as refused:
        move(application_id=row.pk, status=S.REJECTED, expected_status=S.NEW)

    assert refused.value.code == "status_conflict"


def test_foreign_application_is_not_found(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = ApplicationFactory()

    with employer_scope(employer.pk):
        for write in (move, annotate):
            with pytest.raises(NotFound):
                write(application_id=foreign.pk, **({"status": S.SCREENING} if write is move else {"notes": "x"}))


def test_annotate_keeps_status_and_is_journalled(scope: Employer) -> None:
    row = ApplicationFactory()

    annotate(application_id=row.pk, notes="call on Monday")
    annotate(application_id=row.pk, notes="call on Monday")

    assert Application.objects.get().notes == "call on Monday"
    assert AuditLog.objects.get().metadata == {"fields": ["notes"]}
    with pytest.raises(Invalid):
        annotate(application_id=row.pk, rejection_reason="not rejected")


def at_once(number: int, work: Callable[[], Any]) -> list[Any]:
    """Answers or errors of `number` threads that begin together."""
    gate = threading.Barrier(number)

    def run(_: int) -> Any:
        try:
            gate.wait(20)
            return work()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db(transaction=True)
def test_same_move_twenty_times_happens_once(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()

    def work() -> Any:
        with employer_scope(employer.pk):
            return move(application_id=row.pk, status=S.SCREENING)

    answers = at_once(20, work)

    assert sum(isinstance(answer, Application) for answer in answers) == 1
    refused = [answer for answer in answers if isinstance(answer, DomainError)]
    assert {(error.code, error.extra["current_status"]) for error in refused} == {("status_conflict", "screening")}
    with employer_scope(employer.pk):
        assert ApplicationStage.objects.count() == AuditLog.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_applications_of_one_address_at_once_make_one(employer: Employer) -> None:
    from applications.services import ApplyData, apply
    from tests.factories.applications import published_job

    with employer_scope(employer.pk):
        job = published_job()

    answers = at_once(8, lambda: apply(job_id=job.pk, data=ApplyData("Ada", "ada@example.com")))

    assert len({len(answer.status_token) for answer in answers}) == 1
    with employer_scope(employer.pk):
        assert Application.objects.count() == 1
        assert AuditLog.objects.filter(action="application.duplicate_received").count() == 7
