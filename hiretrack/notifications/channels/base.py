"""What a channel takes and what can go wrong. The difference that matters: may the mail have gone out already?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from typing import ClassVar, Protocol

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from hiretrack.notifications.wording import Invitation

FILE = "invite.ics"


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
    invitation: Invitation | None = None

    def message(
        self, connection: BaseEmailBackend | None = None, *, calendar_part: bool = True
    ) -> EmailMultiAlternatives:
        """Django's message. Its headers refuse line breaks, so nothing can be slipped into them.

        `calendar_part`: an invitation is one of the mail's alternatives, which calendars read (RFC 6047, 2.4), and a
        file for those that do not; else a file that says what it is.
        """
        host = self.sender.rpartition("@")[2].rstrip("> ") or "localhost"
        headers = {**self.headers, "Message-ID": f"<{self.id}@{host}>", "Auto-Submitted": "auto-generated"}
        made = EmailMultiAlternatives(
            self.subject, self.text, self.sender, [self.recipient], headers=headers, connection=connection
        )
        made.attach_alternative(self.html, "text/html")
        if self.invitation is not None:
            _invite(made, self.invitation, calendar_part=calendar_part)
        return made


def _invite(made: EmailMultiAlternatives, invitation: Invitation, *, calendar_part: bool) -> None:
    if not calendar_part:
        made.attach(_calendar_file(invitation))
        return
    made.attach_alternative(invitation.calendar, f"text/calendar; method={invitation.method}")
    # Another type than the part's: programs that know both would show the same appointment twice.
    made.attach(FILE, invitation.calendar.encode(), "application/ics")


def _calendar_file(invitation: Invitation) -> MIMEBase:
    file = MIMEText(invitation.calendar, "calendar", "utf-8")
    file.set_param("method", invitation.method)
    file.add_header("Content-Disposition", "attachment", filename=FILE)
    return file


class ChannelError(Exception):
    """The channel did not confirm the mail. The text is shown to staff: no addresses in it."""


class Away(ChannelError):
    """Not taken, for a reason that has nothing to do with this mail: another channel may try, or this one later."""


class Refused(ChannelError):
    """Not taken, and never will be."""


class Bounced(Refused):
    """The recipient's server does not take it. `lasting`: it never will, because there is no such mailbox."""

    def __init__(self, detail: str, *, lasting: bool) -> None:
        super().__init__(detail)
        self.lasting = lasting


class Uncertain(ChannelError):
    """It may have been taken (the answer was lost): no other channel may try before this one has been asked again."""


class Channel(Protocol):
    name: ClassVar[str]

    def send(self, mail: Mail) -> None:
        """Returns once the provider has taken the mail; raises a `ChannelError` otherwise."""
