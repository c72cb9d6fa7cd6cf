"""However much changes, few messages are sent for the scores, and nothing that was marked is left."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from celery.signals import before_task_publish
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.models import Job
from shortlists import services
from shortlists.models import Match, MatchingFacts
from shortlists.services import sweeping
from shortlists.services.turns import Step, Turn
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job

TURN = "shortlists:scores:turn"


@pytest.fixture
def sent() -> Iterator[Counter[str]]:
    """How many messages of each task were given to the broker."""
    counted: Counter[str] = Counter()

    def note(sender: str, **_signal: Any) -> None:
        counted[sender] += 1

    before_task_publish.connect(note, weak=False)
    yield counted
    before_task_publish.disconnect(note)


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return published_job(title="Data Engineer", tags=["Python"])


def entries(employer: Employer, job: Job, count: int) -> list[Any]:
    """Journal entries of so many applications."""
    with employer_scope(employer.pk):
        made = ApplicationFactory.create_batch(count, job=job)
        rows = AuditLog.objects.bulk_create(
            AuditLog(
                employer_id=employer.pk, action="application.created", entity_type="applications.application",
                entity_id=one.pk,
            )
            for one in made
        )  # fmt: skip
    return [row.pk for row in rows]


def stale() -> tuple[int, int]:
    with all_tenants(reason="test"):
        return MatchingFacts.objects.filter(version=0).count(), Match.objects.filter(version=0).count()


@pytest.mark.django_db(transaction=True)
def test_flood_is_sent_for_once(employer: Employer, job: Job, sent: Counter[str]) -> None:
    ids = entries(employer, job, 30)
    for start in (0, 10, 20):
        dispatch_entries(ids[start : start + 10], employer.pk)

    assert (stale(), sent["shortlists.score"]) == ((30, 0), 1)
    assert services.SCORES.work() == 30
    assert stale() == (0, 0)
    with employer_scope(employer.pk):
        assert Match.objects.filter(job=job).count() == 30


@pytest.mark.django_db(transaction=True)
def test_next_change_is_sent_for_again(employer: Employer, job: Job, sent: Counter[str]) -> None:
    for _ in range(2):
        dispatch_entries(entries(employer, job, 1), employer.pk)
        services.SCORES.work()

    assert sent["shortlists.score"] == 2
    assert stale() == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_sent_for_while_somebody_works(employer: Employer, job: Job, sent: Counter[str]) -> None:
    cache.set(TURN, "somebody", 30)
    dispatch_entries(entries(employer, job, 1), employer.pk)

    assert sent["shortlists.score"] == 0
    assert services.SCORES.work() == 0
    assert stale() == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_change_at_the_end_of_a_turn_is_sent_for(sent: Counter[str]) -> None:
    from shortlists.tasks import score

    left = [True]
    turn = Turn("test", lambda: Step(0), lambda: left[0], lambda: score)
    turn.work()
    assert sent["shortlists.score"] == 1

    left[0] = False
    turn.work()
    assert sent["shortlists.score"] == 1


@pytest.mark.django_db(transaction=True)
def test_shift_ends_and_the_rest_is_sent_for(
    employer: Employer, job: Job, sent: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "OLDEST", 2)
    monkeypatch.setattr(sweeping, "NEWEST", 1)
    dispatch_entries(entries(employer, job, 7), employer.pk)
    sent.clear()
    cache.delete_pattern("shortlists:*")

    done = 0
    while made := services.SCORES.work(seconds=1e-9):
        done += made
    assert (done, sent["shortlists.score"] > 0, stale()) == (7, True, (0, 0))


@pytest.mark.django_db(transaction=True)
def test_whom_somebody_holds_is_passed_over(employer: Employer, job: Job, sent: Counter[str]) -> None:
    dispatch_entries(entries(employer, job, 2), employer.pk)
    sent.clear()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with employer_scope(employer.pk):
            MatchingFacts.objects.order_by("pk").select_for_update()[:1].get()
            held.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(30)
    assert services.SCORES.work() == 1
    done.set()
    other.join()

    assert (stale(), sent["shortlists.score"]) == ((1, 0), 0)
    assert services.SCORES.work() == 1


def test_newest_need_not_wait_behind_many(
    employer: Employer, job: Job, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "OLDEST", 2)
    monkeypatch.setattr(sweeping, "NEWEST", 1)
    dispatch_entries(entries(employer, job, 5), employer.pk)
    with employer_scope(employer.pk):
        new: Applicant = ApplicantFactory()
        services.mark_applicant(applicant_id=new.pk, employer_id=employer.pk)
        MatchingFacts.objects.exclude(applicant=new).update(marked_at=timezone.now() - dt.timedelta(hours=1))
    services.SCORES.step()

    with employer_scope(employer.pk):
        assert MatchingFacts.objects.get(applicant=new).version > 0
        assert MatchingFacts.objects.filter(version=0).count() == 3


def test_two_employers_are_worked_off_alike(employer: Employer, other_employer: Employer, db: None) -> None:
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            job = published_job(title="Data Engineer")
        dispatch_entries(entries(owner, job, 2), owner.pk)

    assert services.SCORES.work() == 4
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            assert Match.objects.count() == 2


def test_scores_without_facts_are_read_first(employer: Employer, job: Job, db: None) -> None:
    dispatch_entries(entries(employer, job, 1), employer.pk)
    services.SCORES.work()
    with employer_scope(employer.pk):
        MatchingFacts.objects.all().delete()
        services.mark_job(job_id=job.pk)
    services.SCORES.work()

    assert stale() == (0, 0)
    with employer_scope(employer.pk):
        assert MatchingFacts.objects.count() == Match.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_job_that_is_being_changed_is_scored_after_it(employer: Employer, job: Job) -> None:
    dispatch_entries(entries(employer, job, 1), employer.pk)
    held, done = threading.Event(), threading.Event()

    def change() -> None:
        with employer_scope(employer.pk):
            # As an UPDATE does.
            Job.objects.select_for_update(no_key=True).get(pk=job.pk)
            held.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=change)
    other.start()
    held.wait(30)
    for _ in range(2):
        services.SCORES.step()
        assert stale() == (0, 1)
    done.set()
    other.join()

    services.SCORES.work()
    assert stale() == (0, 0)
