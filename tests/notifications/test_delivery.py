from __future__ import annotations

import datetime as dt
import socket
import sys
import threading
from contextlib import closing
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import F
from django.utils import timezone

from employers.models import User
from hiretrack.notifications import delivery
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.delivery import CLAIM_VALID, PINNED_ATTEMPTS, WAITS_S, deliver, due
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants
from tests.notifications.servers import ResendServer, SmtpServer

pytestmark = pytest.mark.django_db
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


def send(message: Message, **changes: Any) -> Message:
    """Deliver it now, whenever it is due."""
    with all_tenants(reason="test"):
        Message.objects.filter(pk=message.pk, state=MessageState.QUEUED).update(send_after=timezone.now(), **changes)
    deliver(message.pk, message.employer_id)
    return fresh(message)


def claim_ends(**changes: Any) -> None:
    with all_tenants(reason="test"):
        Message.objects.update(claimed_at=timezone.now() - CLAIM_VALID - dt.timedelta(seconds=1), **changes)


def fresh(message: Message) -> Message:
    with all_tenants(reason="test"):
        message.refresh_from_db()
    return message


def test_mail_goes_out_once_with_a_steady_id(message: Message, smtp: SmtpServer) -> None:
    sent = send(message)
    deliver(message.pk, None)

    assert (sent.state, sent.channel, sent.content, sent.attempts) == (MessageState.SENT, "smtp", "", 1)
    (mail,) = smtp.mails
    assert str(message.pk) in mail["Message-ID"]
    assert mail["To"] == message.recipient
    assert {part.get_content_type() for part in mail.walk()} >= {"text/plain", "text/html"}


@pytest.mark.django_db(transaction=True)
def test_mail_that_two_workers_take_goes_out_once(message: Message, smtp: SmtpServer) -> None:
    def work() -> None:
        deliver(message.pk, None)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(smtp.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_outcome_is_written_down_though_the_database_went_away(message: Message, smtp: SmtpServer) -> None:
    lost: list[object] = []

    def cut() -> None:
        with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
            cursor.execute(CUT)
            lost.extend(cursor.fetchall())

    smtp.meanwhile = cut

    assert deliver(message.pk, None) is MessageState.SENT
    assert lost
    assert (fresh(message).state, len(smtp.mails)) == (MessageState.SENT, 1)


def test_resend_is_preferred(message: Message, resend: ResendServer, smtp: SmtpServer) -> None:
    assert send(message).channel == "resend"
    assert list(resend.mails) == [str(message.pk)]
    assert smtp.mails == []


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_smtp_takes_over_when_resend_does_not_take_it(
    message: Message, resend: ResendServer, smtp: SmtpServer, status: int
) -> None:
    resend.status = status

    sent = send(message)
    assert (sent.state, sent.channel, len(smtp.mails)) == (MessageState.SENT, "smtp", 1)


def test_lost_answer_is_asked_for_again_and_not_sent_elsewhere(
    message: Message, resend: ResendServer, smtp: SmtpServer
) -> None:
    resend.hang_up = True
    first = send(message)
    assert (first.state, first.channel) == (MessageState.QUEUED, "resend")

    resend.hang_up = False
    second = send(message)
    assert second.state == MessageState.SENT
    assert (len(resend.mails), resend.requests, smtp.mails) == (1, 2, [])


def test_channel_that_stays_silent_loses_the_mail_to_the_other(
    message: Message, resend: ResendServer, smtp: SmtpServer
) -> None:
    resend.hang_up = True
    send(message)
    resend.status = 500

    assert send(message, attempts=PINNED_ATTEMPTS).channel == "smtp"


def test_every_attempt_sends_the_same_bytes(message: Message, smtp: SmtpServer, user: User) -> None:
    smtp.hang_up = True
    send(message)
    User.objects.filter(pk=user.pk).update(name="Somebody Else")
    smtp.hang_up = False
    send(message)

    first, second = [mail.get_body().get_content() for mail in smtp.mails]  # type: ignore[union-attr]
    assert first == second
    assert smtp.mails[0]["Message-ID"] == smtp.mails[1]["Message-ID"]


def test_refused_recipient_is_final(message: Message, smtp: SmtpServer) -> None:
    smtp.answer = b"550 no such mailbox"

    failed = send(message)
    assert (failed.state, failed.error) == (MessageState.BOUNCED, "SMTP: recipient refused (550)")
    assert message.recipient not in failed.error


def test_busy_mailbox_is_tried_again_later(message: Message, smtp: SmtpServer) -> None:
    smtp.answer = b"450 busy"

    waiting = send(message)
    assert waiting.state == MessageState.QUEUED
    assert waiting.send_after > timezone.now()
    assert deliver(message.pk, None) is None


def test_mail_waits_while_every_channel_is_away_and_fails_in_the_end(message: Message, settings: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()

        assert send(message).state == MessageState.QUEUED
        assert send(message, attempts=len(WAITS_S)).state == MessageState.FAILED


def test_mail_of_a_worker_that_died_is_sent_again(message: Message, smtp: SmtpServer) -> None:
    claim_ends(state=MessageState.SENDING, attempts=1)

    assert due() == [(message.pk, None)]
    assert send(message).state == MessageState.SENT


def test_mail_of_a_worker_that_died_after_handing_it_over_goes_no_second_way(
    message: Message, resend: ResendServer, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    resend.status = 503
    with monkeypatch.context() as killed:
        killed.setattr(delivery, "_write_down", lambda *_outcome: sys.exit())
        with pytest.raises(SystemExit):
            send(message)
    resend.status = 200
    claim_ends()

    assert due() == [(message.pk, None)]
    assert (send(message).channel, resend.mails) == ("smtp", {})
    assert len({mail["Message-ID"] for mail in smtp.mails}) == 1


def test_worker_that_lost_its_claim_sends_nothing(
    message: Message, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = delivery._content

    def overtaken(message: Message) -> object:
        content = written(message)
        Message.objects.filter(pk=message.pk).update(attempts=F("attempts") + 1)
        return content

    monkeypatch.setattr(delivery, "_content", overtaken)

    assert (send(message).state, smtp.mails) == (MessageState.SENDING, [])


def test_channel_that_was_away_is_not_waited_for(message: Message, resend: ResendServer, smtp: SmtpServer) -> None:
    resend.status, smtp.answer = 503, b"450 busy"
    assert send(message).channel == ""

    smtp.answer = b"250 ok"
    assert send(message).channel == "smtp"


def test_mail_in_good_hands_is_left_alone(message: Message) -> None:
    with all_tenants(reason="test"):
        Message.objects.update(state=MessageState.SENDING, attempts=1, claimed_at=timezone.now())

    assert due() == []
    assert deliver(message.pk, None) is None


def test_fresh_mail_is_left_to_its_own_task(message: Message) -> None:
    assert due() == []

    with all_tenants(reason="test"):
        Message.objects.update(created_at=timezone.now() - dt.timedelta(minutes=1))
    assert due() == [(message.pk, None)]


def test_expired_mail_is_not_sent(message: Message, smtp: SmtpServer) -> None:
    cancelled = send(message, expires_at=timezone.now() - dt.timedelta(minutes=1))

    assert (cancelled.state, cancelled.error, smtp.mails) == (MessageState.CANCELLED, "expired", [])


def test_mail_to_a_vanished_account_is_not_sent(message: Message, smtp: SmtpServer, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert (send(message).state, smtp.mails) == (MessageState.CANCELLED, [])
