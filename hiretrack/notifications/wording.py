"""From a message row to a mail's text. Names come from strangers: they must not smuggle lines or links into a mail."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import css_inline
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hiretrack.notifications.branding import brand_of
from hiretrack.notifications.ending import ending_in

FILLING = "\u034f\u200c\u00a0" * 60
"""Blanks after the line that mail programs show beside the subject: without them they go on with the mail's head."""
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
) -> Content:
    """Render `template` in the active language: paragraphs of plain text, of which the one that is `link` becomes the
    HTML part's button.

    A `layout` that shows its content otherwise gets the template's values too.
    """
    text = render_to_string(template, {**values, "signature": values.get("sender") or "HireTrack"}).strip()
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
    # Ours alone: an employer may be called https://…, and stands in a paragraph of its own as the signature.
    link = values.get("link") or None
    shown = {"paragraphs": [(part, part == link) for part in paragraphs], "ahead": values.get("ahead", "")}
    return finished(subject=subject, paragraphs=paragraphs, layout=layout, values={**values, **shown})


def finished(*, subject: str, paragraphs: Sequence[str], layout: str, values: Mapping[str, object]) -> Content:
    """Both parts, with the way to end such mails at their foot where there is one."""
    ending, button = ending_in(values), values.get("button") or _("Open")
    given: dict[str, object] = {
        "subject": subject,
        "brand": values.get("brand") or brand_of(None),
        "button": button,
        "filling": FILLING,
    }
    given["ahead"] = one_line(str(values.get("ahead") or ahead(paragraphs)))
    given |= {"direction": "rtl", "side": "right"} if get_language_bidi() else {"direction": "ltr", "side": "left"}
    html = _inlined(render_to_string(layout, {**values, **given}))
    text = "\n\n".join([*paragraphs, *(ending.lines if ending else [])]) + "\n"
    return Content(subject, text, html, ending.headers if ending else {})


def _inlined(html: str) -> str:
    # Where the encoding is told of within the first kilobyte, as HTML asks, it holds for files and previews too.
    return INLINER.inline(html).replace("<head>", '<head><meta charset="utf-8">', 1)


def ahead(paragraphs: Sequence[str]) -> str:
    """What a mailbox shows beside the subject: the first thing said after the greeting."""
    said = [part for part in paragraphs if not part.startswith(("https://", "http://"))]
    return (said[1:] or said or [""])[0]
