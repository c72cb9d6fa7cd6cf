"""Sends a message row once.

A worker claims the row by a conditional update, commits, talks to a provider without a transaction, and writes down
the outcome. When it dies in between, the row stays `sending`; after `CLAIM_VALID` it is queued again, and sent with the
same content under the same id: Resend recognises it by the Idempotency-Key, mail servers by the Message-ID. So a mail
is never lost, and is doubled only where SMTP itself cannot tell: a crash between a server's answer and our commit.

While a row is claimed, PostgreSQL's absence is waited out (`_patiently`): an outcome that was forgotten would send the
mail a second time.

A channel is written down before it is asked, and stays when its answer was lost or its worker died: that pins the row
to it, and another one may take over only after `PINNED_ATTEMPTS`, because losing the mail would be worse than sending
it twice.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, TypeVar

import structlog
from django.db import InterfaceError, OperationalError
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from employers.sealing import seal, unseal
from hiretrack.embedded.waiting import until
from hiretrack.notifications.centre import NOTICE_MAIL, mark_mailed
from hiretrack.notifications.channels import Away, Bounced, Channel, ChannelError, Mail, Refused, Uncertain, channels
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.feedback import Fate, Feedback, note_address, tell_recruiters
from hiretrack.notifications.kinds import KINDS, Obsolete, address_now, sender_of
from hiretrack.notifications.models import Message
from hiretrack.notifications.suppression import blocking
from hiretrack.notifications.wording import Content
from hiretrack.observability import metrics
from hiretrack.tenancy import all_tenants, employer_scope

T = TypeVar("T")
log = structlog.get_logger(__name__)
CLAIM_VALID = dt.timedelta(minutes=5)
PATIENCE_S = 60.0
"""Four times this (content, two channels, outcome) and the usual time-outs stay below CLAIM_VALID and a task's time
limit; where they don't, the claim is found gone before anything is asked."""
RESEND_AFTER = dt.timedelta(seconds=30)
PINNED_ATTEMPTS = 4
WAITS_S = (10, 60, 300, 900, 1800, 3600, 7200, 14400, 28800)
"""Between attempts, give or take a fifth; after the last one (about 16 hours) the message has failed."""


def deliver(message_id: uuid.UUID, employer_id: uuid.UUID | None) -> MessageState | None:
    """Send the message if it is due and nobody else has it; the state it is in then, None when it wasn't ours."""
    # The claim is committed by itself: an attempt that breaks down while writing the mail counts as one.
    with _scope_of(employer_id):
        message = _claim(message_id)
    if message is None:
        return None
    content = _patiently(employer_id, lambda: _content(message))
    if isinstance(content, MessageState):
        return content
    outcome = _try_channels(message, content, employer_id)
    return _patiently(employer_id, lambda: _write_down(message, *outcome)) if outcome else None


def _patiently(employer_id: uuid.UUID | None, step: Callable[[], T]) -> T:
    """The step's answer, from a transaction of its own; while PostgreSQL is away it is tried again."""
    (answer,) = until(lambda: _tried(employer_id, step), within=PATIENCE_S, every=0.5)
    return answer


def _tried(employer_id: uuid.UUID | None, step: Callable[[], T]) -> tuple[T] | None:
    try:
        with _scope_of(employer_id):
            return (step(),)
    except (OperationalError, InterfaceError) as error:
        log.warning("mail_waits_for_database", error=type(error).__name__)
        return None


def _scope_of(employer_id: uuid.UUID | None) -> AbstractContextManager[Any]:
    return employer_scope(employer_id) if employer_id else all_tenants(reason="mail to a platform account")


def _claim(message_id: uuid.UUID) -> Message | None:
    now = timezone.now()
    due = Message.objects.filter(pk=message_id, state=MessageState.QUEUED, send_after__lte=now)
    if not due.update(state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    found: Message = Message.objects.get(pk=message_id)
    return found


def _content(message: Message) -> Content | MessageState:
    """What to send, or how the message ended because there is no point in sending it."""
    if message.expires_at is not None and message.expires_at <= timezone.now():
        return _give_up(message, "expired")
    try:
        content = _kept(message) or KINDS[message.kind].compose(message)
    except Obsolete as reason:
        return _give_up(message, str(reason))
    if not message.content:
        message.recipient = address_now(message)
        written = {"content": seal(content.packed()), "recipient": message.recipient}
        # Lost when somebody has erased the person meanwhile: then nothing of them is written, and nothing sent.
        if not _ours(message).update(**written):
            return MessageState.CANCELLED
    return _blocked(message) or content


def _kept(message: Message) -> Content | None:
    return Content.unpacked(unseal(message.content)) if message.content else None


def _blocked(message: Message) -> MessageState | None:
    row = blocking(message.kind, message.recipient)
    if row is None:
        return None
    metrics.count("hiretrack_mail", channel="none", outcome="suppressed")
    if _ours(message).exists():
        tell_recruiters(message)
    return _move(message, MessageState.SUPPRESSED, content="", error=f"the address is blocked ({row.reason})")


def _give_up(message: Message, reason: str) -> MessageState:
    return _move(message, MessageState.CANCELLED, content="", error=reason[:200])


def _try_channels(
    message: Message, content: Content, employer_id: uuid.UUID | None
) -> tuple[str, ChannelError | None] | None:
    """(channel, None) that took it, or the last (channel, error); None when the claim is somebody else's by now."""
    sender = sender_of(message)
    written = (content.subject, content.text, content.html, content.headers, content.invitation)
    mail = Mail(str(message.pk), sender, message.recipient, *written)
    outcome: tuple[str, ChannelError | None] = ("", Away("no channel"))
    refusals: list[tuple[str, ChannelError | None]] = []
    for channel in _in_turn(message):
        if not _patiently(employer_id, partial(_note, message, channel.name)):
            return None
        outcome = (channel.name, _try(channel, mail))
        metrics.count("hiretrack_mail", channel=channel.name, outcome=_word(outcome[1]))
        if outcome[1] is None or isinstance(outcome[1], Uncertain):
            return outcome
        refusals += [outcome] if isinstance(outcome[1], Refused) else []
    # One channel's refusal is final only when no other could still take the mail.
    return outcome if isinstance(outcome[1], Away) or not refusals else refusals[-1]


def _note(message: Message, channel: str) -> bool:
    """Whether the claim is still ours, and the channel is noted as one that may have the mail from here on."""
    return bool(_ours(message).update(channel=channel))


def _in_turn(message: Message) -> list[Channel]:
    usable = channels()
    if message.channel and message.attempts <= PINNED_ATTEMPTS:
        return [channel for channel in usable if channel.name == message.channel] or usable
    return usable


def _try(channel: Channel, mail: Mail) -> ChannelError | None:
    try:
        channel.send(mail)
    except ChannelError as error:
        return error
    return None


def _word(error: ChannelError | None) -> str:
    return "sent" if error is None else type(error).__name__.lower()


def _write_down(message: Message, channel: str, error: ChannelError | None) -> MessageState:
    log.info("mail", kind=message.kind, message_id=str(message.pk), channel=channel, outcome=_word(error))
    if error is None:
        if message.kind == NOTICE_MAIL:
            mark_mailed(message)
        return _move(message, MessageState.SENT, channel=channel, sent_at=timezone.now(), content="", error="")
    if isinstance(error, Bounced):
        return _came_back(message, channel, error)
    if isinstance(error, Refused) or message.attempts > len(WAITS_S):
        return _move(message, MessageState.FAILED, channel=channel, content="", error=str(error)[:200])
    wait = WAITS_S[message.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311 - jitter is no secret
    return _move(
        message,
        MessageState.QUEUED,
        # Away after an earlier lost answer leaves the doubt standing.
        channel=channel if isinstance(error, Uncertain) else message.channel,
        send_after=timezone.now() + dt.timedelta(seconds=wait),
        error=str(error)[:200],
    )


def _came_back(message: Message, channel: str, error: Bounced) -> MessageState:
    told = Feedback(Fate.BOUNCED, lasting=error.lasting, detail=str(error))
    note_address(address=message.recipient, source=channel, feedback=told)
    tell_recruiters(message)
    return _move(message, MessageState.BOUNCED, channel=channel, content="", error=str(error)[:200])


def _ours(message: Message) -> QuerySet[Message]:
    """The row while the claim is ours: after a time-out another worker may have it."""
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)


def _move(message: Message, state: MessageState, **changes: Any) -> MessageState:
    if not _ours(message).update(state=state, **changes):
        log.warning("mail_claim_lost", message_id=str(message.pk))
    return state


def due(*, limit: int = 500) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    """(message, employer) that wait to be sent: retries, delayed ones, and what an absent broker or a crash left."""
    now = timezone.now()
    with all_tenants(reason="sweep of due mails"):
        stuck = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=now - CLAIM_VALID)
        stuck.filter(attempts__gt=len(WAITS_S)).update(state=MessageState.FAILED, content="", error="no outcome")
        stuck.update(state=MessageState.QUEUED, send_after=now)
        fresh = Q(attempts=0, created_at__gt=now - RESEND_AFTER, send_after__lte=F("created_at"))
        waiting = Message.objects.filter(state=MessageState.QUEUED, send_after__lte=now).exclude(fresh)
        return list(waiting.order_by("send_after").values_list("pk", "employer_id")[:limit])
