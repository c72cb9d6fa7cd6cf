"""Recruiters' digests: for whom, of what, and once for each period."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from applications.models import Application
from employers.models import Employer, User
from hiretrack.notifications import recruiting
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.delivery import deliver, due
from hiretrack.notifications.models import Message
from hiretrack.notifications.preferences import choose
from hiretrack.notifications.recruiting.periods import last_end, window
from hiretrack.notifications.recruiting.writing import _jobs
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import user_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_broker")]
MORNING = dt.datetime(2027, 3, 9, 7, 5, tzinfo=dt.UTC)
"""A Tuesday."""
DAY = dt.timedelta(days=1)


@pytest.fixture
def recruiter(employer: Employer) -> User:
    return recruiting_since(employer)


def recruiting_since(employer: Employer, role: str = "recruiter") -> User:
    made = user_with(role, employer)
    since = MORNING - 30 * DAY
    User.objects.filter(pk=made.pk).update(created_at=since, email_verified_at=since)
    made.refresh_from_db()
    return made


def applied(job: Any, *, at: dt.datetime, late: bool = False) -> Application:
    row: Application = ApplicationFactory(job=job)
    answer_by = MORNING - DAY if late else MORNING + 9 * DAY
    Application.objects.filter(pk=row.pk).update(created_at=at, answer_by=answer_by)
    return row


def sent(at: dt.datetime = MORNING) -> list[Any]:
    """The mails after a beat at this time."""
    with time_machine.travel(at, tick=False):
        recruiting.queue_due()
        with all_tenants(reason="test"):
            waiting = list(Message.objects.filter(state="queued").values_list("pk", "employer_id"))
        for pk, employer_id in waiting:
            deliver(pk, employer_id)
    return mail.outbox


def test_digest_tells_of_new_and_overdue_applications_by_job(employer: Employer, recruiter: User) -> None:
    with employer_scope(employer.pk):
        job, other = published_job(title="Welder", created_by=recruiter), published_job(title="Baker")
        rows = [applied(job, at=MORNING - DAY / 2) for _ in range(2)]
        applied(other, at=MORNING - 20 * DAY, late=True)

    (digest,) = sent()

    assert (digest.to, digest.subject) == ([recruiter.email], "Your jobs on March 8, 2027")
    assert "Welder: 2 new applications" in digest.body
    assert "Baker: 1 overdue answer" in digest.body
    assert "?answer=late" in digest.body
    assert rows[0].applicant.name not in digest.body
    assert digest.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_colleague_s_job_is_not_told_of(employer: Employer, recruiter: User) -> None:
    colleague = recruiting_since(employer)
    with employer_scope(employer.pk):
        applied(published_job(title="Welder", created_by=colleague), at=MORNING - DAY / 2)

    assert [one.to for one in sent()] == [[colleague.email]]


def test_where_nothing_happened_no_mail_leaves(employer: Employer, recruiter: User) -> None:
    with employer_scope(employer.pk):
        applied(published_job(created_by=recruiter), at=MORNING - 3 * DAY)

    assert sent() == []
    with employer_scope(employer.pk):
        assert Message.objects.get().state == MessageState.CANCELLED


def test_beats_of_one_day_make_one_mail_and_the_next_day_another(employer: Employer, recruiter: User) -> None:
    with employer_scope(employer.pk):
        applied(published_job(created_by=recruiter), at=MORNING - DAY / 2, late=True)

    for hours in (0, 1, 12, 23):
        sent(MORNING + dt.timedelta(hours=hours))
    assert len(mail.outbox) == 1
    assert len(sent(MORNING + DAY)) == 2


@pytest.mark.django_db(transaction=True)
def test_beats_that_race_make_one_message(employer: Employer, recruiter: User) -> None:
    def work() -> None:
        recruiting.queue_due()
        connection.close()

    with time_machine.travel(MORNING, tick=False):
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with employer_scope(employer.pk):
        assert Message.objects.filter(kind="daily_digest").count() == 1


def test_digest_of_a_worker_that_died_is_sent_by_the_sweeper(employer: Employer, recruiter: User) -> None:
    with employer_scope(employer.pk):
        applied(published_job(created_by=recruiter), at=MORNING - DAY / 2)
    with time_machine.travel(MORNING, tick=False):
        recruiting.queue_due()
        with all_tenants(reason="test"):
            Message.objects.update(state="sending", attempts=1, claimed_at=timezone.now() - dt.timedelta(minutes=6))
        ((pk, home),) = due()
        deliver(pk, home)
        deliver(pk, home)

    assert len(mail.outbox) == 1


def test_whoever_does_not_want_it_gets_none(employer: Employer, recruiter: User) -> None:
    viewer, unproven = recruiting_since(employer, "viewer"), user_with("recruiter", employer)
    with employer_scope(employer.pk):
        applied(published_job(), at=MORNING - DAY / 2)
    choose(user=recruiter, changes=[{"kind": "daily_digest", "email": False}])

    assert sent() == []
    assert viewer.email_verified_at
    assert unproven.email_verified_at is None


def test_week_is_told_of_on_monday_to_those_who_want_it(employer: Employer, recruiter: User) -> None:
    choose(user=recruiter, changes=[{"kind": "daily_digest", "email": False}, {"kind": "weekly_digest", "email": True}])
    with employer_scope(employer.pk):
        applied(published_job(created_by=recruiter), at=MORNING - 3 * DAY)

    (digest,) = sent()
    assert digest.subject == "Your jobs in the week until March 7, 2027"
    assert "last week" in digest.body


def test_one_click_ends_the_digest(employer: Employer, recruiter: User) -> None:
    with employer_scope(employer.pk):
        applied(published_job(created_by=recruiter), at=MORNING - DAY / 2, late=True)
    (digest,) = sent()
    link = digest.extra_headers["List-Unsubscribe"].strip("<>")
    path = link[link.index("/alerts/") :]

    assert "End these mails?" in Client().get(path).content.decode()
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Client().post(path).status_code == 200
    assert "Mails ended" in Client().get(path).content.decode()
    assert len(sent(MORNING + DAY)) == 1


def test_other_employer_s_jobs_stay_theirs(employer: Employer, other_employer: Employer, recruiter: User) -> None:
    with employer_scope(other_employer.pk):
        applied(published_job(title="Secret"), at=MORNING - DAY / 2)

    assert sent() == []


@pytest.mark.parametrize("count", [1, 3])
def test_jobs_are_found_with_three_queries(
    count: int, scope: Employer, recruiter: User, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        applied(published_job(created_by=recruiter), at=MORNING - DAY / 2, late=True)

    user = User.objects.select_related("employer").get(pk=recruiter.pk)
    with django_assert_num_queries(3), time_machine.travel(MORNING, tick=False):
        assert len(_jobs(user, MORNING - DAY, MORNING)) == count


@pytest.mark.parametrize(
    ("kind", "now", "end"),
    [
        ("daily_digest", "2027-03-09T06:59Z", "2027-03-08T07:00Z"),
        ("daily_digest", "2027-03-09T07:00Z", "2027-03-09T07:00Z"),
        ("weekly_digest", "2027-03-08T06:59Z", "2027-03-01T07:00Z"),
        ("weekly_digest", "2027-03-14T23:00Z", "2027-03-08T07:00Z"),
    ],
)
def test_period_ends_at_seven(kind: str, now: str, end: str) -> None:
    since, until = window(kind, dt.datetime.fromisoformat(now))

    assert until == last_end(kind, dt.datetime.fromisoformat(now)) == dt.datetime.fromisoformat(end)
    assert until - since == (7 * DAY if kind == "weekly_digest" else DAY)
