"""The mails that our processes sent, as their readers open them."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from hiretrack.embedded.waiting import until

END = "-" * 79
"""What Django's file backend puts behind each mail."""


@dataclass(frozen=True)
class Mailbox:
    folder: Path

    def to(self, address: str) -> list[EmailMessage]:
        """In the order of their files; what is being written just now is left out."""
        # Written just now may mean half a letter, too.
        texts = [path.read_text(errors="replace") for path in sorted(self.folder.glob("*"))]
        mails = [email.message_from_string(text, policy=default) for one in texts for text in one.split(END)[:-1]]
        return [mail for mail in mails if address in str(mail["To"])]

    def link(self, address: str, path: str) -> str:
        """The link to a page below `path` in a mail to `address`, as soon as it is there."""
        wanted = re.compile(rf"https?://\S+{re.escape(path)}[^\s\"<>]+")

        def found() -> str | None:
            links = [match[0] for mail in self.to(address) if (match := wanted.search(text_of(mail)))]
            return links[-1] if links else None

        return until(found, within=90)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain",))
    return str(body.get_content()) if body else ""
