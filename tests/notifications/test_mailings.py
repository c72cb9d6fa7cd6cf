"""A recruiter's own message to several: one mail each, exactly once, and none after it was stopped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from applicants.privacy import erase_applicant
from applications.models import Application
from employers.models import Employer, User
from hiretrack.background.models import TaskRun
from hiretrack.background.services import cancel, fail, report
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError, Invalid
from hiretrack.notifications import mailings
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Mailing, Message
from hiretrack.notifications.tasks import write_mailing
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.feedback import blocked
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db
SUBJECT, BODY = "News about {{ job }}", "Hello {{ candidate }},\n\nwe are *late*. See {{ link }}\n\n{{ employer }}"


@pytest.fixture
def recruiter(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def two(scope: Employer) -> list[Application]:
    job = published_job(title="Welder")
    people = [ApplicantFactory(name=name, email=f"{name.lower()}@example.com") for name in ("Ada", "Bela")]
    return [ApplicationFactory(job=job, applicant=person) for person in people]


def started(rows: list[Application], by: User, subject: str = SUBJECT, body: str = BODY) -> Mailing:
    with acting_as(Actor(ActorKind.USER, by.name, by.pk)):
        ids = [row.pk for row in rows]
        return mailings.start_mailing(application_ids=ids, subject=subject, body=body, owner_id=by.pk)


def written(row: Mailing) -> None:
    write_mailing.apply([str(row.run_id)], headers={HEADER_EMPLOYER: str(row.employer_id)}, throw=True)


def delivered(employer: Employer, *, later: dt.timedelta = mailings.WAIT) -> list[Any]:
    with employer_scope(employer.pk):
        ids = list(Message.objects.filter(kind="mailing").values_list("pk", flat=True))
    with time_machine.travel(timezone.now() + later, tick=False):
        for pk in ids:
            deliver(pk, employer.pk)
    return mail.outbox


def test_everybody_gets_one_of_their_own(employer: Employer, recruiter: User, two: list[Application]) -> None:
    written(started(two, recruiter))

    found = {one.to[0]: one for one in delivered(employer)}

    assert set(found) == {"ada@example.com", "bela@example.com"}
    assert found["ada@example.com"].subject == "News about Welder"
    assert "Hello Ada," in found["ada@example.com"].body
    assert "/status/" in found["ada@example.com"].body
    assert found["ada@example.com"].extra_headers["Reply-To"] == recruiter.email


def test_nothing_leaves_before_its_time(employer: Employer, recruiter: User, two: list[Application]) -> None:
    written(started(two, recruiter))

    assert delivered(employer, later=mailings.WAIT / 2) == []


def test_a_task_that_comes_twice_writes_once(employer: Employer, recruiter: User, two: list[Application]) -> None:
    row = started(two, recruiter)
    written(row)
    with employer_scope(employer.pk):
        type(row.run)._base_manager.filter(pk=row.run_id).update(state="running", ended_at=None)
    written(row)

    assert len(delivered(employer)) == 2


def test_stopped_means_that_nothing_leaves(employer: Employer, recruiter: User, two: list[Application]) -> None:
    row = started(two, recruiter)
    written(row)

    assert mailings.stop_mailing(mailing_id=row.pk) == 2
    assert delivered(employer) == []
    assert mailings.progress(Mailing.objects.get(pk=row.pk))["cancelled"] == 2
    with pytest.raises(DomainError, match="stopped before"):
        mailings.stop_mailing(mailing_id=row.pk)


def test_stopped_while_it_waits_to_be_written(employer: Employer, recruiter: User, two: list[Application]) -> None:
    row = started(two, recruiter)
    mailings.stop_mailing(mailing_id=row.pk)

    written(row)

    assert not Message.objects.filter(kind="mailing").exists()


def test_erased_people_are_not_written_to(employer: Employer, recruiter: User, two: list[Application]) -> None:
    row = started(two, recruiter)
    written(row)
    erase_applicant(applicant_id=two[0].applicant_id, reason="request")

    assert [one.to for one in delivered(employer)] == [["bela@example.com"]]
    assert mailings.MOST >= len(started(two, recruiter).application_ids) == 1


def test_words_to_an_erased_person_alone_go_with_them(recruiter: User, two: list[Application]) -> None:
    alone, both = started(two[:1], recruiter), started(two, recruiter)
    naming = started(two[1:], recruiter, body="Ask ada@example.com.")
    erase_applicant(applicant_id=two[0].applicant_id, reason="request")

    left = dict(Mailing.objects.values_list("pk", "body"))
    assert (left[alone.pk], left[naming.pk]) == ("", "")
    assert left[both.pk] == both.body

    written(alone)
    assert not Message.objects.filter(kind="mailing").exists()


def test_a_person_gets_one_mail_however_often_they_applied(recruiter: User, two: list[Application]) -> None:
    again = ApplicationFactory(job=published_job(title="Baker"), applicant=two[0].applicant)

    row = started([*two, again], recruiter)

    assert len(row.application_ids) == 2


@pytest.mark.parametrize(
    ("subject", "body", "pointer"),
    [("", "x", "/subject"), ("x", "", "/body"), ("x", "{{ salary }}", "/body"), ("{{ link }}", "x", "/subject")],
)
def test_what_cannot_be_sent_is_refused(
    subject: str, body: str, pointer: str, recruiter: User, two: list[Application]
) -> None:
    with pytest.raises(Invalid) as refused:
        started(two, recruiter, subject, body)

    assert pointer in {error.pointer for error in refused.value.errors}


def test_preview_hides_the_true_link_and_a_hidden_name(two: list[Application]) -> None:
    shown = mailings.preview(application_id=two[0].pk, subject=SUBJECT, body=BODY, hidden_name="Candidate 1")

    assert "Hello Candidate 1," in shown.text
    assert "/status/example/" in shown.text


def test_cancelled_task_stops_the_mailing(employer: Employer, recruiter: User, two: list[Application]) -> None:
    row = started(two, recruiter)
    cancel(row.run)
    written(row)

    left = mailings.progress(Mailing.objects.get(pk=row.pk))
    assert (left["waiting"], left["unwritten"]) == (0, 2)
    assert Mailing.objects.get(pk=row.pk).stopped_at is not None
    assert delivered(employer) == []


def test_task_that_is_cancelled_while_it_writes_stops_what_it_has_written(
    employer: Employer, recruiter: User, two: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiretrack.notifications.mailings.writing.BATCH", 1)
    row = started(two, recruiter)
    asked: list[object] = []

    def ask(run: TaskRun, *_progress: object) -> None:
        if not asked:
            asked.append(TaskRun.objects.filter(pk=run.pk).update(cancel_requested_at=timezone.now()))
        else:
            report(run, 50)

    monkeypatch.setattr("hiretrack.notifications.mailings.writing.report", ask)
    written(row)

    assert delivered(employer) == []
    left = mailings.progress(Mailing.objects.get(pk=row.pk))
    assert (left["cancelled"] + left["unwritten"], left["waiting"]) == (2, 0)


def test_task_that_failed_waits_for_nobody(recruiter: User, two: list[Application]) -> None:
    row = started(two, recruiter)
    fail(row.run, code="lost", detail="x")

    assert mailings.progress(Mailing.objects.get(pk=row.pk))["waiting"] == 0


def test_mail_that_comes_back_is_counted_and_named(employer: Employer, recruiter: User, two: list[Application]) -> None:
    row = started(two, recruiter)
    written(row)
    blocked("ada@example.com")
    delivered(employer)

    row = Mailing.objects.get(pk=row.pk)
    assert (mailings.progress(row)["suppressed"], mailings.progress(row)["sent"]) == (1, 1)
    assert list(mailings.not_reached(row).values_list("entity_id", flat=True)) == [two[0].pk]
