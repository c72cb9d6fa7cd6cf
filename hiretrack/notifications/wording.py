"""From a message row to a mail's text. Names come from strangers: they must not smuggle lines or links into a mail."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from hiretrack.notifications.branding import brand_of

LINKLIKE = re.compile(r"://|www\.|\w\.\w{2,}|@|[<>\[\]{}]")
# What depends on the reader's colour scheme cannot stand at the elements: those rules are kept.
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False, keep_at_rules=True)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An iCalendar object to be taken over by the recipient's calendar; `method` as in RFC 5546."""

    method: str
    calendar: str


@dataclass(frozen=True, slots=True)
class Content:
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    invitation: Invitation | None = None

    def packed(self) -> str:
        invitation = [self.invitation.method, self.invitation.calendar] if self.invitation else []
        return json.dumps([self.subject, self.text, self.html, dict(self.headers), invitation])

    @classmethod
    def unpacked(cls, packed: str) -> Content:
        """Also of what an older release has packed, without an invitation."""
        subject, text, html, headers, *more = json.loads(packed)
        given = more[0] if more else []
        return cls(subject, text, html, headers, Invitation(*given) if given else None)


def one_line(text: str, limit: int = 150) -> str:
    """`text` on one line, shortened: safe in a header and as a part of a sentence."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def person(name: str) -> str:
    """How to address somebody, or nothing: anybody may register a stranger's address under a name full of links."""
    line = one_line(name, 80)
    return "" if LINKLIKE.search(line) else line


def compose(
    *,
    template: str,
    subject: str,
    values: Mapping[str, object],
    layout: str = "mail/layout.html",
    headers: Mapping[str, str] | None = None,
    language: str | None = None,
) -> Content:
    """Render `template`: paragraphs of plain text, of which the one that is `link` becomes the HTML part's button.

    A `layout` that shows its content otherwise gets the template's values too.
    """
    with override(language or settings.LANGUAGE_CODE):
        text = render_to_string(template, {**values, "signature": values.get("sender") or "HireTrack"}).strip()
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
        # Ours alone: an employer may be called https://…, and stands in a paragraph of its own as the signature.
        link = values.get("link") or None
        shown = {"paragraphs": [(part, part == link) for part in paragraphs], "subject": subject}
        brand = values.get("brand") or brand_of(None)
        html = render_to_string(
            layout, {**values, **shown, "brand": brand, "button": values.get("button") or _("Open")}
        )
    return Content(one_line(subject), "\n\n".join(paragraphs) + "\n", INLINER.inline(html), dict(headers or {}))
