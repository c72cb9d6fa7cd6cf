"""From an employer's words to a mail: a text part, and an HTML part that is safe whatever was written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Protocol

import nh3
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from hiretrack.notifications.branding import brand_of
from hiretrack.notifications.ending import ending_in
from hiretrack.notifications.mail_templates.placeholders import LINK, MARK, NAMES, filled, marked
from hiretrack.notifications.mail_templates.plain import as_text
from hiretrack.notifications.wording import Content, ahead, finished, one_line

# A new line is one: people write mails as they write letters.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
_TAGS = {"a", "blockquote", "br", "em", "h1", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"}
_LINK = f"xq{NAMES.index(LINK)}qx"
_MARKS = re.compile(rf"(<p>\s*{_LINK}\s*</p>)|({_LINK}(?=[^<>]*(?:<|$)))|{MARK.pattern}")
"""A paragraph of the link alone, the link as a word, and any placeholder, one in an address included."""


class Dated(Protocol):
    """An appointment, which a mail tells of below its text."""

    @property
    def title(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def is_online(self) -> bool: ...
    @property
    def is_cancelled(self) -> bool: ...


def written(
    *,
    subject: str,
    body: str,
    values: Mapping[str, Any],
    button: object = "",
    note: str = "",
    mark: str = "",
    appointment: Dated | None = None,
) -> Content:
    """The mail; what stands around the employer's words is in the active language. `note` stands above it, `mark`
    before its subject. Bad placeholders are left as they are."""
    told = _told(values)
    text = filled(as_text(_MARKDOWN.parse(marked(body))), told)
    look = {"brand": values.get("brand") or brand_of(None), "button": str(button) or _("Open")}
    shown = {"sheet": _sheet(body, told, look), "note": note, "appointment": appointment, **look}
    return finished(
        subject=one_line(f"{mark}{filled(marked(subject), told)}", 250),
        paragraphs=[part for part in (note, text, _in_lines(appointment)) if part],
        layout="mail/own.html",
        values={**shown, "ending": ending_in(values), "ahead": ahead(text.split("\n\n"))},
    )


def _in_lines(one: Dated | None) -> str:
    if one is None:
        return ""
    said = _("Cancelled: %(title)s") if one.is_cancelled else "%(title)s"
    lines = [said % {"title": one.title}, _("When: %(when)s") % {"when": one.when}]
    return "\n".join([*lines, _("Where: %(where)s") % {"where": one.place}] if one.place else lines)


def one_line_of(text: str, values: Mapping[str, Any]) -> str:
    """A subject, or another single line, with its placeholders filled in."""
    return one_line(filled(marked(text), _told(values)))


def _told(values: Mapping[str, Any]) -> dict[str, str]:
    named = {**values, "candidate": values.get("greeting", "")}
    return {name: _shown(named.get(name, "")) for name in NAMES}


def _shown(value: Any) -> str:
    return date_format(value, "DATE_FORMAT") if isinstance(value, dt.date) else str(value)


def _sheet(body: str, told: Mapping[str, str], look: Mapping[str, Any]) -> SafeString:
    html = nh3.clean(
        _MARKDOWN.render(marked(body)),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=_kept,
    )
    safe = {name: escape(value) for name, value in told.items()}
    # Cleaned above; what is filled in now, in one go, is escaped.
    return mark_safe(_MARKS.sub(lambda found: _piece(found, safe, told[LINK], look), html))  # noqa: S308


def _kept(_tag: str, name: str, value: str) -> str | None:
    """Not an address whose scheme would be what somebody wrote as their name: it is filled in after the cleaning."""
    return None if name == "href" and MARK.match(value) and not value.startswith(_LINK) else value


def _piece(found: re.Match[str], safe: Mapping[str, str], link: str, look: Mapping[str, Any]) -> str:
    alone, word = found[1], found[2]
    if alone:
        return render_to_string("mail/button.html", {**look, "address": link})
    return format_html('<a href="{0}">{0}</a>', mark_safe(safe[LINK])) if word else filled(found[0], safe)  # noqa: S308
