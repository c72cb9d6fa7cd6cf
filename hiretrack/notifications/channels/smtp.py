"""SMTP, through Django's own mail backend (in development a folder, in tests a list)."""

from __future__ import annotations

import re
import smtplib
from typing import ClassVar

from django.core.mail import get_connection

from hiretrack.notifications.channels.base import Away, Bounced, ChannelError, Mail, Refused, Uncertain

PERMANENT = 500
ENHANCED = re.compile(rb"\s*5\.(\d{1,3})\.(\d{1,3})\b")
NO_MAILBOX = {(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1)}
"""Bad mailbox, system or syntax, moved, a null MX, or disabled (RFC 3463, 3.2 and 3.3; RFC 7505)."""
NO_MAILBOX_BARE = {550, 551, 553}
ABOUT_US = re.compile(rb"relay|spam|block|denied|polic|listed|reputation|authenti|sender", re.IGNORECASE)


class Smtp:
    name: ClassVar[str] = "smtp"

    def send(self, mail: Mail) -> None:
        backend = get_connection(fail_silently=False)
        try:
            backend.open()
        except (smtplib.SMTPException, OSError) as error:
            raise Away(f"SMTP: {type(error).__name__}") from error
        try:
            backend.send_messages([mail.message(backend)])
        except (smtplib.SMTPException, OSError) as error:
            raise _meaning(error) from error
        finally:
            backend.close()


def _meaning(error: smtplib.SMTPException | OSError) -> ChannelError:
    """Codes from 500 on are final (RFC 5321, 4.2.1), except for who we are; a lost connection says nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        return _refusal(*answers[0]) if answers else Away("SMTP: recipient refused")
    if isinstance(error, smtplib.SMTPDataError):
        return (Refused if error.smtp_code >= PERMANENT else Away)(f"SMTP: content refused ({error.smtp_code})")
    if isinstance(error, smtplib.SMTPResponseException):
        return Away(f"SMTP: answered {error.smtp_code}")
    return Uncertain(f"SMTP: {type(error).__name__}")


def _refusal(code: int, said: bytes | str) -> ChannelError:
    """Of the one recipient. A refusal for what we are or send says nothing about the address."""
    words = said.encode() if isinstance(said, str) else said
    told = ENHANCED.match(words)
    status = (int(told[1]), int(told[2])) if told else None
    detail = f"SMTP: recipient refused ({code}{f' 5.{status[0]}.{status[1]}' if status else ''})"
    if code < PERMANENT:
        return Away(detail)
    if status[0] == 7 if status else bool(ABOUT_US.search(words)):
        return Refused(detail)
    return Bounced(detail, lasting=status in NO_MAILBOX if status else code in NO_MAILBOX_BARE)
