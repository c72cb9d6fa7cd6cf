"""What becomes of a mail after a provider has taken it: delivered, come back, reported as spam.

A provider may tell of it before our own note that the mail was taken, or when that answer was lost. Then its word is
the proof of acceptance: the mail is not sent again.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone

from applications.models import Application
from hiretrack.notifications.catalogue import MAIL_BOUNCED
from hiretrack.notifications.centre import News, notify
from hiretrack.notifications.choices import APPLICATION_KINDS, TRANSITIONS, MessageState, SuppressionReason
from hiretrack.notifications.models import Message, ProviderEvent
from hiretrack.notifications.reactions import recruiters_of
from hiretrack.notifications.suppression import suppress
from hiretrack.observability import metrics
from hiretrack.tenancy import all_tenants

KEPT = dt.timedelta(days=60)
"""Providers give up telling after days; later than this the same event does not come again."""


class Fate(StrEnum):
    TAKEN = "taken"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    BLOCKED = "blocked"
    """The provider's own list stopped it."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Feedback:
    """`lasting`: the next mail there would come back as well. `detail` names no address."""

    fate: Fate
    lasting: bool = False
    detail: str = ""


STATES = {
    Fate.TAKEN: MessageState.SENT,
    Fate.DELIVERED: MessageState.SENT,
    Fate.DELAYED: MessageState.SENT,
    Fate.BOUNCED: MessageState.BOUNCED,
    Fate.COMPLAINED: MessageState.COMPLAINED,
    Fate.BLOCKED: MessageState.SUPPRESSED,
    Fate.FAILED: MessageState.FAILED,
}


def take(*, event_id: str, kind: str, message_id: uuid.UUID, address: str, source: str, feedback: Feedback) -> bool:
    """Note what a provider tells of one of our mails; whether it was news. Unknown mails are somebody else's."""
    with all_tenants(reason="a mail provider tells of a mail"):
        message = Message.objects.select_for_update(of=("self",)).filter(pk=message_id).first()
        if message is None:
            return False
        if not ProviderEvent.objects.get_or_create(pk=event_id, defaults={"kind": kind[:64]})[1]:
            return False
        metrics.count("hiretrack_mail", channel=source, outcome=str(feedback.fate))
        _note(message, source, feedback)
        note_address(address=address, source=source, feedback=feedback)
        return True


def note_address(*, address: str, source: str, feedback: Feedback) -> None:
    """Block an address that mails come back from, or whose owner complains."""
    gone = feedback.fate in {Fate.BOUNCED, Fate.BLOCKED} and feedback.lasting
    if gone or feedback.fate == Fate.COMPLAINED:
        reason = SuppressionReason.BOUNCE if gone else SuppressionReason.COMPLAINT
        suppress(address=address, reason=reason, source=source, detail=feedback.detail)


def _note(message: Message, source: str, feedback: Feedback) -> None:
    changes: dict[str, Any] = {}
    if feedback.fate == Fate.DELIVERED and message.delivered_at is None:
        changes["delivered_at"] = timezone.now()
    state = STATES[feedback.fate]
    if state in TRANSITIONS[MessageState(message.state)] and message.attempts:
        changes |= {"state": state, "channel": source, "content": "", "error": feedback.detail[:200]}
        changes |= {"sent_at": message.sent_at or timezone.now()}
    if changes:
        Message.objects.filter(pk=message.pk).update(**changes)
    if changes.get("state") in {MessageState.BOUNCED, MessageState.SUPPRESSED}:
        tell_recruiters(message)


def tell_recruiters(message: Message) -> None:
    """Of a candidate whom a mail did not reach: somebody may have to call them."""
    if message.kind not in APPLICATION_KINDS or message.employer_id is None:
        return
    job_id = Application.objects.filter(pk=message.entity_id).values_list("job_id", flat=True).first()
    if job_id is not None:
        notify(News(MAIL_BOUNCED, message.pk, message.entity_id), recruiters_of(job_id, message.employer_id))


def forget_old_events() -> int:
    """How many."""
    return ProviderEvent.objects.filter(received_at__lt=timezone.now() - KEPT).delete()[0]
