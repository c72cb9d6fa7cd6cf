from __future__ import annotations

import datetime as dt
import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from applicants.models import JobAlert
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.alerts import send_due
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Message
from hiretrack.notifications.preferences import choose
from hiretrack.notifications.unsubscribing import token_of
from hiretrack.tenancy import all_tenants, employer_scope, person_scope
from jobs.models import Job
from tests.factories.employers import CandidateFactory
from tests.factories.jobs import PublishedJobFactory
from tests.notifications.happenings import mails
from tests.notifications.servers import ResendServer, SmtpServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_broker")]
DAY = dt.timedelta(days=1)


@pytest.fixture
def candidate(db: None) -> User:
    return CandidateFactory(name="Ada Lovelace")


def alert_of(user: User, **given: Any) -> JobAlert:
    fields = {"name": "Python in Berlin", "search": {"q": "python"}, "created_at": timezone.now() - 2 * DAY}
    with person_scope(user.pk):
        made: JobAlert = JobAlert.objects.create(**{**fields, **given})
    return made


@pytest.fixture
def alert(candidate: User) -> JobAlert:
    return alert_of(candidate)


@pytest.fixture
def job(employer: Employer) -> Job:
    return published(employer)


def published(employer: Employer, ago: dt.timedelta = DAY, title: str = "Python developer") -> Job:
    with employer_scope(employer.pk):
        made: Job = PublishedJobFactory(title=title, published_at=timezone.now() - ago)
    return made


def fresh(alert: JobAlert) -> JobAlert:
    with person_scope(alert.user_id):
        alert.refresh_from_db()
    return alert


def sent(message: Message) -> str:
    deliver(message.pk, None)
    return mails("job_alert")[-1].state


def test_due_alert_finds_new_jobs_once(alert: JobAlert, job: Job) -> None:
    assert (send_due(), send_due()) == (1, 0)

    (message,) = mails("job_alert")
    assert (message.entity_id, message.recipient) == (alert.pk, alert.user.email)
    assert fresh(alert).last_sent_at is not None


def test_next_window_begins_where_the_last_one_ended(alert: JobAlert, job: Job, employer: Employer) -> None:
    send_due()
    with person_scope(alert.user_id):
        JobAlert.objects.update(last_sent_at=timezone.now() - 25 * dt.timedelta(hours=1))
    published(employer, dt.timedelta(hours=2), "Python tester")

    assert send_due() == 1
    first, second = mails("job_alert")
    assert second.details["since"] > first.details["since"]


@pytest.mark.parametrize(
    "given",
    [
        {"created_at": timezone.now()},
        {"frequency": "weekly"},
        {"is_active": False},
        {"search": {"q": "cobol"}},
        {"search": {"location": "Lisbon"}},
    ],
)
def test_nothing_due_or_nothing_new_makes_no_mail(given: dict[str, Any], candidate: User, job: Job) -> None:
    alert_of(candidate, **given)

    assert (send_due(), mails("job_alert")) == (0, [])


def test_nothing_goes_to_who_does_not_want_it_or_is_not_known(alert: JobAlert, job: Job) -> None:
    other = CandidateFactory(email_verified_at=None)
    alert_of(other)
    choose(user=alert.user, changes=[{"kind": "job_alert", "email": False}])

    assert send_due() == 0


def test_broken_alert_does_not_hold_up_the_others(alert: JobAlert, job: Job) -> None:
    alert_of(alert.user, search={"no such": "parameter"})

    assert send_due() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_one_mail(alert: JobAlert, job: Job) -> None:
    def work() -> None:
        send_due()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(mails("job_alert")) == 1


def test_mail_names_the_jobs_in_both_parts(alert: JobAlert, job: Job, mailoutbox: list[Any]) -> None:
    send_due()
    sent(mails("job_alert")[0])

    (mail,) = mailoutbox
    html = mail.alternatives[0][0]
    for text in (mail.body, html):
        assert "Python developer" in text
        assert f"/jobs/{job.pk}" in text
        assert "/alerts/end/" in text
    assert mail.subject == "New jobs: Python in Berlin"


def test_hostile_titles_stay_text(candidate: User, employer: Employer, mailoutbox: list[Any]) -> None:
    alert_of(candidate, name="<b>Python</b>\nBcc: x@example.com")
    published(employer, title="Python <img src=x>")

    send_due()
    sent(mails("job_alert")[0])

    html = mailoutbox[0].alternatives[0][0]
    assert "<img" not in html
    assert "<b>" not in html
    assert "\n" not in mailoutbox[0].subject


def check_headers(headers: Any) -> str:
    found = re.fullmatch(r"<(http\S+/alerts/end/\S+/)>", headers["List-Unsubscribe"].strip())
    assert found
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return found[1]


def test_resend_carries_the_unsubscribe_headers(alert: JobAlert, job: Job, resend: ResendServer) -> None:
    send_due()

    assert sent(mails("job_alert")[0]) == "sent"
    (body,) = resend.mails.values()
    check_headers(body["headers"])


def test_smtp_carries_them_and_one_click_ends_the_alert(alert: JobAlert, job: Job, smtp: SmtpServer) -> None:
    send_due()
    assert sent(mails("job_alert")[0]) == "sent"
    address = check_headers(smtp.mails[0])

    client = Client(enforce_csrf_checks=True)
    path = address[address.index("/alerts/") :]
    answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, fresh(alert).is_active) == (200, False)


def test_jobs_that_are_gone_are_not_written_about(alert: JobAlert, job: Job, mailoutbox: list[Any]) -> None:
    send_due()
    with employer_scope(job.employer_id):
        Job.objects.update(status="closed", closed_at=timezone.now())

    assert (sent(mails("job_alert")[0]), mailoutbox) == ("cancelled", [])


def test_ended_alert_is_not_written_about(alert: JobAlert, job: Job, mailoutbox: list[Any]) -> None:
    send_due()
    Client().post(f"/alerts/end/{token_of(alert)}/")

    assert (sent(mails("job_alert")[0]), mailoutbox) == ("cancelled", [])


def test_opening_the_link_only_asks(alert: JobAlert) -> None:
    page = Client().get(f"/alerts/end/{token_of(alert)}/")

    assert page.status_code == 200
    assert "Python in Berlin" in page.content.decode()
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert fresh(alert).is_active


def test_page_speaks_german(alert: JobAlert) -> None:
    page = Client().get(f"/alerts/end/{token_of(alert)}/", headers={"Accept-Language": "de"})

    assert "Diesen Job-Alarm beenden?" in page.content.decode()


def test_ending_twice_changes_nothing_more(alert: JobAlert) -> None:
    path = f"/alerts/end/{token_of(alert)}/"

    assert [Client().post(path).status_code for _ in range(2)] == [200, 200]
    with all_tenants(reason="test"):
        assert AuditLog.objects.filter(entity_id=alert.pk).count() == 1


def test_link_of_a_removed_alert_still_answers(alert: JobAlert) -> None:
    path = f"/alerts/end/{token_of(alert)}/"
    with person_scope(alert.user_id):
        JobAlert.objects.all().delete()

    assert [Client().get(path).status_code, Client().post(path).status_code] == [200, 200]


def test_tampered_link_is_not_found(alert: JobAlert) -> None:
    token = token_of(alert)

    assert Client().post(f"/alerts/end/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/").status_code == 404
    assert fresh(alert).is_active
