"""What Resend's webhooks send, as its documentation shows it (https://resend.com/docs/webhooks/event-types)."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from django.test import Client
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from hiretrack.notifications.choices import SuppressionReason
from hiretrack.notifications.models import Suppression
from hiretrack.notifications.suppression import suppress

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def event(kind: str, message_id: uuid.UUID | str, address: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "created_at": "2026-11-22T23:41:12.126Z",
        "data": {
            "created_at": "2026-11-22T23:41:11.894719+00:00",
            "email_id": "56761188-7520-42d8-8898-ff6fc54ce618",
            "from": "Acme <onboarding@resend.dev>",
            "to": [address],
            "subject": "Sending this example",
            "tags": {"message_id": str(message_id)},
            **more,
        },
    }


def bounce(kind: str = "Permanent", sub_type: str = "General") -> dict[str, Any]:
    return {"bounce": {"message": "The mail to somebody@example.com came back.", "subType": sub_type, "type": kind}}


def signed(body: str, *, event_id: str, secret: str = SECRET, at: dt.datetime | None = None) -> dict[str, str]:
    at = at or timezone.now()
    signature = Webhook(secret).sign(msg_id=event_id, timestamp=at, data=body)
    return {"svix-id": event_id, "svix-timestamp": str(int(at.timestamp())), "svix-signature": signature}


def told(given: Any, *, event_id: str = "msg_1", **signing: Any) -> int:
    """POST it as Resend would; the status of the answer."""
    body = given if isinstance(given, str) else json.dumps(given)
    headers = signed(body, event_id=event_id, **signing)
    return Client().post("/hooks/resend", body, content_type="application/json", headers=headers).status_code


def blocked(address: str = "gone@example.com", reason: SuppressionReason = SuppressionReason.BOUNCE) -> Suppression:
    return suppress(address=address, reason=reason, source="resend")
