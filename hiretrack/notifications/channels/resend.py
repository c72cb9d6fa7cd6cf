"""Resend (https://resend.com/docs/api-reference/emails/send-email), through anymail.

Its Idempotency-Key (kept there for 24 hours) makes a repeated attempt harmless, also after a lost answer.
"""

from __future__ import annotations

from typing import Any, ClassVar

import requests
from anymail.backends.resend import EmailBackend, ResendPayload
from anymail.exceptions import AnymailError, AnymailRequestsAPIError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from urllib3.exceptions import NewConnectionError

from hiretrack.notifications.channels.base import Away, ChannelError, Mail, Refused, Uncertain

INVALID = {400, 422}
TAG = "message_id"
"""By which Resend's webhooks tell of which row they speak."""
CONFLICT = 409


class IdempotentBackend(EmailBackend):
    """anymail's backend, with the mail's id as the request's Idempotency-Key."""

    def __init__(self, *, key: str, **options: Any) -> None:
        super().__init__(**options)
        self.key = key

    def build_message_payload(self, message: EmailMultiAlternatives, defaults: dict[str, Any]) -> ResendPayload:
        return ResendPayload(message, defaults, self, headers={"Idempotency-Key": self.key})


class Resend:
    name: ClassVar[str] = "resend"

    def send(self, mail: Mail) -> None:
        backend = IdempotentBackend(
            key=mail.id,
            api_key=settings.RESEND_API_KEY,
            api_url=settings.RESEND_API_URL,
            timeout=settings.EMAIL_TIMEOUT,
        )
        try:
            backend.send_messages([_tagged(mail)])
        except (AnymailError, requests.RequestException) as error:
            raise _meaning(error) from error


def _tagged(mail: Mail) -> EmailMultiAlternatives:
    # Resend knows no alternative parts but text and HTML.
    message = mail.message(calendar_part=False)
    # anymail's own tags are a header; Resend's are what its webhooks repeat.
    message.esp_extra = {"tags": [{"name": TAG, "value": mail.id}]}  # type: ignore[attr-defined]
    return message


def _meaning(error: Exception) -> ChannelError:
    answer = error.response if isinstance(error, AnymailRequestsAPIError) else None
    if answer is None:
        return _unanswered(error)
    if answer.status_code == CONFLICT or answer.ok:
        return Uncertain(f"Resend: unclear answer ({answer.status_code})")
    return (Refused if answer.status_code in INVALID else Away)(f"Resend: answered {answer.status_code}")


def _unanswered(error: Exception) -> ChannelError:
    """A connection that never came about has carried nothing; anything later may have arrived."""
    if not isinstance(error, requests.RequestException):
        return Refused(f"Resend: {type(error).__name__}")
    return Away("Resend: no connection") if _never_connected(error) else Uncertain("Resend: no answer")


def _never_connected(error: BaseException | None) -> bool:
    while error is not None:
        reason = getattr(error, "reason", None)
        if isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError):
            return True
        error = error.__cause__ or error.__context__
    return False
