from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail

from applications.models import Application
from employers.models import Employer, User
from employers.tokens import user_of_password_token, user_of_verification_token
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applications import ApplicationFactory
from tests.factories.employers import CandidateFactory
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests deliver themselves: what a worker would be sent is tested in tests/background."""
    from hiretrack.notifications.tasks import deliver as task

    monkeypatch.setattr(task, "apply_async", lambda *_args, **_options: None)


def happens(action: str, entity: Any, **metadata: Any) -> AuditLog:
    """Record it and tell the listeners, twice, as a lost acknowledgement would."""
    row = record(action, entity=entity, **metadata)
    for _ in range(2):
        with all_tenants(reason="test"):
            AuditLog.objects.filter(pk=row.pk).update(dispatched_at=None)
        dispatch_entries([row.pk], row.employer_id)
    return row


def send_all() -> list[str]:
    """Every message, sent; the texts of the mails."""
    with all_tenants(reason="test"):
        waiting = list(Message.objects.values_list("pk", "employer_id"))
    for pk, employer_id in waiting:
        deliver(pk, employer_id)
    return [str(sent.body) for sent in mail.outbox]


def token_in(text: str) -> str:
    found = re.search(r"/account/\w+/([^/\s]+)/", text)
    assert found
    return found[1]


@pytest.fixture
def application(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        made: Application = ApplicationFactory()
    return made


def test_registration_sends_one_verification_link_that_works() -> None:
    user = CandidateFactory(email_verified_at=None)
    happens("user.registered", user)

    (text,) = send_all()
    assert user_of_verification_token(token_in(text)) == user


def test_no_verification_is_sent_once_the_address_is_verified() -> None:
    user = CandidateFactory(email_verified_at=None)
    happens("user.registered", user)
    User.objects.update(email_verified_at="2026-01-01T00:00Z")

    assert send_all() == []


def test_reset_sends_a_link_that_works(employer: Employer) -> None:
    user = user_with("recruiter", employer)
    happens("user.password_reset_requested", user)

    (text,) = send_all()
    assert user_of_password_token(token_in(text)) == user


def test_invitation_names_the_employer(employer: Employer) -> None:
    user = User.objects.create_user("new@example.com", None, name="New", employer=employer, roles=["recruiter"])
    happens("user.invited", user)

    (text,) = send_all()
    assert employer.name in text
    assert user_of_password_token(token_in(text)) == user


@pytest.mark.parametrize("action", ["user.registration_repeated", "user.password_reset_requested"])
def test_strangers_cannot_flood_a_mailbox(action: str) -> None:
    user = user_with("applicant", None)

    for _ in range(3):
        happens(action, user)

    assert len(send_all()) == 1


def test_unknown_address_gets_no_mail() -> None:
    happens("user.password_reset_unknown", User(email="x@example.com"))

    assert send_all() == []


def test_candidate_gets_a_receipt_with_the_status_link_from_the_employer(application: Application) -> None:
    happens("application.created", application, source="careers_page")

    (text,) = send_all()
    assert "/status/" in text
    assert application.job.title in text
    assert mail.outbox[0].to == [application.applicant.email]
    assert mail.outbox[0].from_email.startswith("Acme <")


@pytest.mark.parametrize("source", ["recruiter", "import"])
def test_candidate_added_by_the_employer_gets_no_receipt(application: Application, source: str) -> None:
    happens("application.created", application, source=source)

    assert send_all() == []


def test_second_application_is_told_of_by_mail_alone(application: Application) -> None:
    happens("application.duplicate_received", application)

    (text,) = send_all()
    assert "already" in text


@pytest.mark.parametrize(
    ("status", "mails"), [("screening", 0), ("interview", 1), ("offer", 1), ("hired", 1), ("rejected", 1)]
)
def test_candidate_is_told_of_the_steps_that_matter(application: Application, status: str, mails: int) -> None:
    with employer_scope(application.employer_id):
        Application.objects.update(status=status)
    happens("application.status.changed", application, from_status="new", status=status)

    assert len(send_all()) == mails


def test_step_that_is_over_is_not_told_of(application: Application) -> None:
    happens("application.status.changed", application, from_status="new", status="rejected")

    assert send_all() == []


def test_ledger_of_another_employer_is_not_there(application: Application, other_employer: Employer) -> None:
    happens("application.created", application, source="api")

    with employer_scope(other_employer.pk):
        assert not Message.objects.exists()
    with employer_scope(application.employer_id):
        assert Message.objects.count() == 1
