"""Resend's webhooks (https://resend.com/docs/webhooks/event-types), signed as Svix does, which is Standard Webhooks
under other header names (https://docs.svix.com/receiving/verifying-payloads/how-manual)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

import structlog
from django.conf import settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from hiretrack.notifications import feedback
from hiretrack.notifications.channels.resend import TAG
from hiretrack.notifications.feedback import Fate, Feedback

log = structlog.get_logger(__name__)
NAME = "resend"
FATES = {
    "email.sent": Fate.TAKEN,
    "email.delivered": Fate.DELIVERED,
    "email.delivery_delayed": Fate.DELAYED,
    "email.bounced": Fate.BOUNCED,
    "email.complained": Fate.COMPLAINED,
    "email.suppressed": Fate.BLOCKED,
    "email.failed": Fate.FAILED,
}


class Unsigned(Exception):
    """Nobody who knows the secret has sent this, or not within the last five minutes."""


def verify(body: bytes, headers: Mapping[str, str]) -> tuple[str, Any]:
    """The event's id and what it holds. Raises `Unsigned`."""
    given = {f"webhook-{name}": headers.get(f"svix-{name}", "") for name in ("id", "timestamp", "signature")}
    for secret in settings.RESEND_WEBHOOK_SECRET.split():
        try:
            Webhook(secret).verify(body, given, json_parse=False)
            return given["webhook-id"], json.loads(body)
        # ValueError: a header, a body or a secret that is not what such a thing looks like.
        except (WebhookVerificationError, ValueError):
            continue
    raise Unsigned


def take(event_id: str, event: Any) -> bool:
    """Whether it was news about a mail of ours; anything else is passed over."""
    kind, data = _part(event, "type", str), _part(event, "data", dict)
    fate, message_id = FATES.get(kind), _message_id(data)
    address = next((one for one in _part(data, "to", list) if isinstance(one, str)), "")
    if fate is None or message_id is None or not address or len(event_id) > 100:
        return False
    return feedback.take(
        event_id=event_id,
        kind=kind,
        message_id=message_id,
        address=address,
        source=NAME,
        feedback=_feedback(fate, data),
    )


def _feedback(fate: Fate, data: Mapping[str, Any]) -> Feedback:
    if fate == Fate.BOUNCED:
        # https://resend.com/docs/dashboard/emails/email-bounces: Permanent, Transient or Undetermined.
        bounce = _part(data, "bounce", dict)
        kind, more = _word(bounce, "type"), _word(bounce, "subType")
        return Feedback(fate, lasting=kind == "Permanent", detail=f"Resend: bounced ({kind} {more})".replace(" )", ")"))
    if fate == Fate.BLOCKED:
        return Feedback(fate, lasting=True, detail="Resend: the address is on its suppression list")
    if fate == Fate.FAILED:
        return Feedback(fate, detail="Resend: could not send it")
    return Feedback(fate, detail="Resend: delivery is delayed" if fate == Fate.DELAYED else "")


def _message_id(data: Mapping[str, Any]) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(_part(data, "tags", dict).get(TAG, "")))
    except ValueError:
        return None


def _part(given: Any, name: str, kind: type[Any]) -> Any:
    value = given.get(name) if isinstance(given, Mapping) else None
    return value if isinstance(value, kind) else kind()


def _word(given: Mapping[str, Any], name: str) -> str:
    """A code: what else stands in a bounce may quote the address."""
    value = str(_part(given, name, str))
    return value if value.isalnum() else ""
