"""The ways a mail can go, best first. A channel that isn't configured is left out."""

from __future__ import annotations

from django.conf import settings

from hiretrack.notifications.channels.base import Away, Bounced, Channel, ChannelError, Mail, Refused, Uncertain
from hiretrack.notifications.channels.resend import Resend
from hiretrack.notifications.channels.smtp import Smtp

__all__ = ["Away", "Bounced", "Channel", "ChannelError", "Mail", "Refused", "Uncertain", "channels"]


def channels() -> list[Channel]:
    """Resend when it has a key, then SMTP."""
    return [Resend(), Smtp()] if settings.RESEND_API_KEY else [Smtp()]
