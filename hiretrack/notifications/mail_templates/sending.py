"""A mail in the employer's own words, where there are some."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.mail_templates.rendering import written
from hiretrack.notifications.models import MailTemplate, Message
from hiretrack.notifications.wording import Content


def in_own_words(message: Message, values: Mapping[str, Any]) -> Content | None:
    """The employer's version of the message, or None when ours is to be sent. In a scope that holds the employer."""
    if message.kind not in ApplicantMail.values or message.employer_id is None:
        return None
    rows = MailTemplate.objects.filter(employer_id=message.employer_id, kind=message.kind, enabled=True)
    own = rows.only("subject", "body").first()
    if own is None:
        return None
    return written(subject=own.subject, body=own.body, values=values, button=values.get("button", ""))
