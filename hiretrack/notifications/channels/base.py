"""What a channel takes and what can go wrong. The difference that matters: may the mail have gone out already?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend


@dataclass(frozen=True, slots=True)
class Mail:
    """`id` is the same at every attempt: the Message-ID and the provider's idempotency key come from it.

    `headers` are more ones, such as List-Unsubscribe; both channels send them.
    """

    id: str
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def message(self, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
        """Django's message. Its headers refuse line breaks, so nothing can be slipped into them."""
        host = self.sender.rpartition("@")[2].rstrip("> ") or "localhost"
        headers = {**self.headers, "Message-ID": f"<{self.id}@{host}>", "Auto-Submitted": "auto-generated"}
        made = EmailMultiAlternatives(
            self.subject, self.text, self.sender, [self.recipient], headers=headers, connection=connection
        )
        made.attach_alternative(self.html, "text/html")
        return made


class ChannelError(Exception):
    """The channel did not confirm the mail. The text is shown to staff: no addresses in it."""


class Away(ChannelError):
    """Not taken, for a reason that has nothing to do with this mail: another channel may try, or this one later."""


class Refused(ChannelError):
    """Not taken, and never will be."""


class Uncertain(ChannelError):
    """It may have been taken (the answer was lost): no other channel may try before this one has been asked again."""


class Channel(Protocol):
    name: ClassVar[str]

    def send(self, mail: Mail) -> None:
        """Returns once the provider has taken the mail; raises a `ChannelError` otherwise."""
