"""Our own words, in the form in which an employer would write theirs: where editing begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.mail_templates.placeholders import NAMES


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    body: str


def original(kind: str) -> Text:
    """The built-in mail with placeholders where values go."""
    values = {name: f"{{{{ {name} }}}}" for name in NAMES}
    people = {"greeting": values["candidate"], "signature": values["employer"]}
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(KINDS[kind].template, values | people).strip()
        subject = str(KINDS[kind].subject) % values
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return Text(subject, "\n\n".join(parts))
