"""SMTP, through Django's own mail backend (in development a folder, in tests a list)."""

from __future__ import annotations

import smtplib
from typing import ClassVar

from django.core.mail import get_connection

from hiretrack.notifications.channels.base import Away, ChannelError, Mail, Refused, Uncertain

PERMANENT = 500


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
        codes = [code for code, _text in error.recipients.values()]
        final = bool(codes) and min(codes) >= PERMANENT
        return (Refused if final else Away)(f"SMTP: recipient refused ({', '.join(map(str, codes))})")
    if isinstance(error, smtplib.SMTPDataError):
        return (Refused if error.smtp_code >= PERMANENT else Away)(f"SMTP: content refused ({error.smtp_code})")
    if isinstance(error, smtplib.SMTPResponseException):
        return Away(f"SMTP: answered {error.smtp_code}")
    return Uncertain(f"SMTP: {type(error).__name__}")
