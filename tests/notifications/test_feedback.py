"""What becomes of mails: Resend's webhooks, bounces at SMTP, and addresses that are not written to any more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from applications.models import Application
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.choices import MessageState, SuppressionReason
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Message, ProviderEvent, Suppression
from hiretrack.notifications.suppression import PROBE_AFTER, blocking, digests, lift_when_verified
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.feedback import SECRET, blocked, bounce, event, told
from tests.fixtures import user_with
from tests.notifications.happenings import happens
from tests.notifications.happenings import told as heard
from tests.notifications.servers import ResendServer, SmtpServer
from tests.notifications.test_delivery import fresh, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _secret(settings: Any) -> None:
    settings.RESEND_WEBHOOK_SECRET = SECRET


def states() -> list[str]:
    with all_tenants(reason="test"):
        return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_resend_is_told_by_which_name_to_speak_of_the_mail(message: Message, resend: ResendServer) -> None:
    send(message)

    (mail,) = resend.mails.values()
    assert mail["tags"] == [{"name": "message_id", "value": str(message.pk)}]


@pytest.mark.parametrize(
    ("kind", "more", "state", "reason"),
    [
        ("email.delivered", {}, MessageState.SENT, None),
        ("email.delivery_delayed", {}, MessageState.SENT, None),
        ("email.bounced", bounce(), MessageState.BOUNCED, "bounce"),
        ("email.bounced", bounce("Transient", "MailboxFull"), MessageState.BOUNCED, None),
        ("email.complained", {}, MessageState.COMPLAINED, "complaint"),
        ("email.suppressed", {"suppressed": {"message": "x", "type": "OnAccount"}}, MessageState.SUPPRESSED, "bounce"),
        ("email.failed", {"failed": {"reason": "reached_daily_quota"}}, MessageState.FAILED, None),
        ("email.opened", {}, MessageState.SENT, None),
    ],
)
def test_event_is_noted(
    kind: str, more: dict[str, Any], state: str, reason: str | None, message: Message, resend: ResendServer
) -> None:
    send(message)

    assert told(event(kind, message.pk, message.recipient, **more)) == 204
    noted = fresh(message)
    assert (noted.state, noted.content) == (state, "")
    assert (noted.delivered_at is not None) == (kind == "email.delivered")
    assert Suppression.objects.values_list("reason", flat=True).first() == reason
    assert message.recipient not in noted.error
    assert "somebody@example.com" not in noted.error


def test_event_that_comes_again_changes_nothing(message: Message, resend: ResendServer) -> None:
    send(message)
    given = event("email.bounced", message.pk, message.recipient, **bounce())
    told(given)
    Suppression.objects.all().delete()

    assert told(given) == 204
    assert not Suppression.objects.exists()
    assert ProviderEvent.objects.count() == 1


def test_event_about_somebody_else_s_mail_is_passed_over(message: Message, resend: ResendServer) -> None:
    for given in (
        event("email.bounced", "b06e6b4e-0000-4000-8000-000000000000", "x@example.com", **bounce()),
        event("email.bounced", "nothing", "x@example.com", **bounce()),
        {"type": "email.bounced", "data": {"to": "x", "tags": [], "bounce": 3}},
        {"type": "contact.created"},
        ["what"],
    ):
        assert told(given) == 204
    assert not Suppression.objects.exists()
    assert not ProviderEvent.objects.exists()


@pytest.mark.parametrize(
    "signing",
    [
        {"secret": "whsec_" + "a" * 32},
        {"at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ],
    ids=["another secret", "old"],
)
def test_unsigned_event_is_refused(signing: dict[str, Any], message: Message, resend: ResendServer) -> None:
    send(message)

    assert told(event("email.bounced", message.pk, message.recipient, **bounce()), **signing) == 401
    assert fresh(message).state == MessageState.SENT


@pytest.mark.parametrize("signature", ["", "v1", "v1,!!", "v1a,x v1,YQ==", "ü"])
def test_hostile_headers_are_refused(signature: str) -> None:
    headers = {"svix-id": "x", "svix-timestamp": "NaN", "svix-signature": signature}

    assert Client().post("/hooks/resend", b"\xff", content_type="application/json", headers=headers).status_code == 401


def test_either_secret_signs_while_they_change(settings: Any, message: Message, resend: ResendServer) -> None:
    settings.RESEND_WEBHOOK_SECRET = f"whsec_{'b' * 32} {SECRET}"
    send(message)

    assert told(event("email.delivered", message.pk, message.recipient)) == 204


def test_without_a_secret_there_is_nothing_and_a_huge_body_is_not_read(settings: Any) -> None:
    huge = Client().post("/hooks/resend", b"x" * 300_000, content_type="application/json")
    assert huge.status_code == 413
    assert Client().get("/hooks/resend").status_code == 405

    settings.RESEND_WEBHOOK_SECRET = ""
    assert told({}) == 404


def test_delivery_told_of_before_the_lost_answer_ends_the_attempts(message: Message, resend: ResendServer) -> None:
    resend.hang_up = True
    send(message)

    told(event("email.delivered", message.pk, message.recipient))

    noted = fresh(message)
    assert (noted.state, noted.content) == (MessageState.SENT, "")
    assert deliver(message.pk, None) is None
    assert resend.requests == 1


def test_bounce_told_of_while_it_is_still_being_sent_stays(message: Message, resend: ResendServer) -> None:
    with all_tenants(reason="test"):
        Message.objects.update(state=MessageState.SENDING, attempts=1, claimed_at=timezone.now())

    told(event("email.bounced", message.pk, message.recipient, **bounce()))

    assert states() == [MessageState.BOUNCED]


@pytest.mark.parametrize(
    ("answer", "state", "is_blocked"),
    [
        (b"550 5.1.1 no such user", MessageState.BOUNCED, True),
        (b"550 no such mailbox", MessageState.BOUNCED, True),
        (b"550 5.2.1 disabled", MessageState.BOUNCED, True),
        (b"552 5.2.2 mailbox full", MessageState.BOUNCED, False),
        (b"554 cannot be done", MessageState.BOUNCED, False),
        (b"550 5.7.1 relaying denied", MessageState.FAILED, False),
        (b"550 your host is on a blocklist", MessageState.FAILED, False),
    ],
)
def test_refused_recipient_bounces(
    answer: bytes, state: str, is_blocked: bool, message: Message, smtp: SmtpServer
) -> None:
    smtp.answer = answer

    assert send(message).state == state
    assert Suppression.objects.exists() == is_blocked


@pytest.mark.parametrize("reason", SuppressionReason)
def test_blocked_address_is_not_written_to(reason: SuppressionReason, scope: Employer, smtp: SmtpServer) -> None:
    row = ApplicationFactory(applicant__email="Gone@Example.com", job=published_job())
    blocked("gone@example.COM ", reason)
    happens("application.created", row)

    with employer_scope(scope.pk):
        (mail,) = Message.objects.filter(kind="application_received")
        assert deliver(mail.pk, scope.pk) == MessageState.SUPPRESSED
    assert (fresh(mail).content, smtp.mails) == ("", [])


@pytest.mark.parametrize(
    ("kind", "reason", "days", "goes"),
    [
        ("password_reset", SuppressionReason.COMPLAINT, 0, True),
        ("status_rejected", SuppressionReason.COMPLAINT, 400, False),
        ("password_reset", SuppressionReason.BOUNCE, 0, False),
        ("password_reset", SuppressionReason.BOUNCE, PROBE_AFTER.days, True),
        ("invitation", SuppressionReason.BOUNCE, PROBE_AFTER.days, False),
    ],
)
def test_what_the_owner_asked_for_is_tried(kind: str, reason: SuppressionReason, days: int, goes: bool) -> None:
    blocked("gone@example.com", reason)

    with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
        assert (blocking(kind, "gone@example.com") is None) == goes


def test_dead_mailbox_outweighs_a_complaint() -> None:
    blocked(reason=SuppressionReason.COMPLAINT)
    blocked(reason=SuppressionReason.BOUNCE)
    blocked(reason=SuppressionReason.COMPLAINT)

    assert Suppression.objects.get().reason == SuppressionReason.BOUNCE


def test_verified_address_is_written_to_again(user: User) -> None:
    blocked(user.email)
    happens("user.email_verified", user)

    assert not Suppression.objects.exists()
    with all_tenants(reason="test"):
        assert AuditLog.objects.filter(action="mail_address.unblocked").count() == 1


def test_verification_before_the_bounce_unblocks_nothing(user: User) -> None:
    entry = happens("user.email_verified", user)
    blocked(user.email)

    lift_when_verified(entry)

    assert Suppression.objects.exists()


def test_key_that_has_changed_still_finds_the_address(settings: Any) -> None:
    blocked()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 50

    assert blocking("application_received", "gone@example.com") is not None
    assert len(digests("gone@example.com")) == 2


def test_recruiter_hears_of_a_mail_that_came_back(employer: Employer, resend: ResendServer) -> None:
    with employer_scope(employer.pk):
        recruiter = user_with("recruiter", employer)
        row: Application = ApplicationFactory(job=published_job(created_by=recruiter))
    happens("application.created", row)
    with employer_scope(employer.pk):
        (mail,) = Message.objects.filter(kind="application_received")
    deliver(mail.pk, employer.pk)

    told(event("email.bounced", mail.pk, mail.recipient, **bounce()))

    assert heard(recruiter).count("mail_bounced") == 1
    assert fresh(mail).state == MessageState.BOUNCED
