"""Ending mails with one click (RFC 8058): what can be ended, by whom, and what goes on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from applicants.dependents import dependent
from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from applicants.privacy import erase_applicant
from applications.models import Application
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.errors import Invalid
from hiretrack.notifications import mailings
from hiretrack.notifications.catalogue import APPLICATION_RECEIVED, MENTIONED
from hiretrack.notifications.models import MailingRefusal
from hiretrack.notifications.preferences import wants_mail
from hiretrack.notifications.unsubscribing import mailing_token_of, notice_token_of
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.employers import CandidateFactory
from tests.fixtures import user_with
from tests.notifications.test_appointments import ONE, before_it
from tests.notifications.test_listeners import happens, send_all
from tests.notifications.test_mailings import delivered, started, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_broker")]
__all__ = ["before_it"]
BOTH = {"List-Unsubscribe", "List-Unsubscribe-Post"}


@pytest.fixture
def recruiter(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def two(scope: Employer) -> list[Application]:
    job = published_job(title="Welder")
    people = [ApplicantFactory(name=name, email=f"{name.lower()}@example.com") for name in ("Ada", "Bela")]
    return [ApplicationFactory(job=job, applicant=person) for person in people]


def pressed(sent: Any) -> int:
    """A mail program's own button: a POST from elsewhere, without a cookie, its body as RFC 8058 has it (3.2)."""
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    path = re.sub(r"^https?://[^/]+", "", address)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    return int(answer.status_code)


def refused(applicant: Applicant) -> bool:
    with employer_scope(applicant.employer_id):
        return MailingRefusal.objects.filter(applicant=applicant).exists()


def test_message_to_several_is_ended_for_whoever_presses(
    employer: Employer, recruiter: User, two: list[Application]
) -> None:
    written(started(two, recruiter))
    (ada,) = [one for one in delivered(employer) if one.to == ["ada@example.com"]]

    assert pressed(ada) == 200

    assert [refused(one.applicant) for one in two] == [True, False]
    with employer_scope(employer.pk):
        assert AuditLog.objects.get(action="mailing.refused").metadata == {"applicant_id": str(two[0].applicant_id)}


def test_who_has_ended_them_is_left_out(employer: Employer, recruiter: User, two: list[Application]) -> None:
    Client().post(f"/alerts/end/{mailing_token_of(two[0].applicant)}/")

    row = started(two, recruiter)

    assert (row.application_ids, row.left_out) == ([two[1].pk], 1)
    with pytest.raises(Invalid, match="want no more messages from you"):
        started(two[:1], recruiter)


def test_who_ends_them_before_theirs_is_written_gets_none(
    employer: Employer, recruiter: User, two: list[Application]
) -> None:
    row = started(two, recruiter)
    Client().post(f"/alerts/end/{mailing_token_of(two[0].applicant)}/")

    written(row)

    assert [one.to for one in delivered(employer)] == [["bela@example.com"]]


@pytest.mark.usefixtures("before_it")
def test_invitation_and_news_still_arrive_and_cannot_be_ended(
    employer: Employer, recruiter: User, two: list[Application]
) -> None:
    Client().post(f"/alerts/end/{mailing_token_of(two[0].applicant)}/")
    row = mailings.start_mailing(
        application_ids=[two[0].pk], subject="Meet", body="Hello", owner_id=None, appointment=ONE
    )
    written(row)

    (invited,) = delivered(employer)
    assert not BOTH & set(invited.extra_headers)


def test_asking_first_changes_nothing(two: list[Application]) -> None:
    answer = Client().get(f"/alerts/end/{mailing_token_of(two[0].applicant)}/")

    assert "will send you no more messages" in answer.content.decode()
    assert not refused(two[0].applicant)


def test_again_or_after_erasure_still_answers(two: list[Application]) -> None:
    path = f"/alerts/end/{mailing_token_of(two[0].applicant)}/"
    assert [Client().post(path).status_code for _ in range(2)] == [200, 200]

    erase_applicant(applicant_id=two[0].applicant_id)

    assert Client().post(path).status_code == 200
    assert not refused(two[0].applicant)


def test_refusal_goes_with_a_merge_and_comes_back(scope: Employer) -> None:
    ada, twin = ApplicantFactory(), ApplicantFactory()
    Client().post(f"/alerts/end/{mailing_token_of(twin)}/")

    merge_applicants(survivor_id=ada.pk, duplicate_id=twin.pk, fields={})
    assert refused(ada)
    unmerge_applicant(applicant_id=twin.pk)

    assert (refused(ada), refused(twin)) == (False, True)


def test_person_is_told_of_it_in_the_export(scope: Employer) -> None:
    ada = ApplicantFactory()
    held = dependent("notifications.mails")
    assert "no_more_messages_since" not in held.export(applicant=ada)

    Client().post(f"/alerts/end/{mailing_token_of(ada)}/")

    assert held.export(applicant=ada)["no_more_messages_since"]


def test_link_is_good_for_its_employer_alone(two: list[Application], other_employer: Employer) -> None:
    forged = mailing_token_of(Applicant(pk=two[0].applicant_id, employer_id=other_employer.pk))

    Client().post(f"/alerts/end/{forged}/")

    assert not refused(two[0].applicant)


def test_receipt_can_be_ended_by_who_has_an_account(employer: Employer) -> None:
    user = CandidateFactory(email="ada@example.com")
    with employer_scope(employer.pk):
        row = ApplicationFactory(applicant=ApplicantFactory(email="Ada@example.com", user=user))
    happens("application.created", row, source="careers_page")
    send_all()

    assert pressed(mail.outbox[0]) == 200

    assert not wants_mail(APPLICATION_RECEIVED, user)


def test_receipt_for_who_has_none_offers_nothing(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
    happens("application.created", row, source="careers_page")
    (text,) = send_all()

    assert not BOTH & set(mail.outbox[0].extra_headers)
    assert "/alerts/end/" not in text


def test_notice_is_ended_alone(recruiter: User) -> None:
    assert wants_mail(MENTIONED, recruiter)

    Client().post(f"/alerts/end/{notice_token_of(MENTIONED, recruiter)}/")

    assert not wants_mail(MENTIONED, recruiter)
    assert wants_mail("daily_digest", recruiter)


def test_notice_of_a_role_that_somebody_has_no_more_still_answers(recruiter: User) -> None:
    path = f"/alerts/end/{notice_token_of('daily_digest', recruiter)}/"
    User.objects.filter(pk=recruiter.pk).update(roles=["viewer"])

    assert [Client().get(path).status_code, Client().post(path).status_code] == [200, 200]


def test_mails_tell_programs_that_nobody_wrote_them(employer: Employer, application: Application) -> None:
    happens("application.created", application, source="careers_page")
    send_all()

    sent = mail.outbox[0].message()
    assert sent["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in sent.get_payload()] == ["text/plain", "text/html"]


@pytest.fixture
def application(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        made: Application = ApplicationFactory()
    return made
