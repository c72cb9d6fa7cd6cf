"""From an employer's words to a mail: a text part, and an HTML part that is safe whatever was written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Protocol

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it import MarkdownIt

from hiretrack.notifications.branding import brand_of
from hiretrack.notifications.mail_templates.placeholders import LINK, MARK, NAMES, filled, marked
from hiretrack.notifications.mail_templates.plain import as_text
from hiretrack.notifications.wording import INLINER, Content, one_line

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
    """The mail. `note` stands above it, `mark` before its subject. Bad placeholders are left as they are."""
    with override(settings.LANGUAGE_CODE):
        told = _told(values)
        title = f"{mark}{filled(marked(subject), told)}"
        text = filled(as_text(_MARKDOWN.parse(marked(body))), told)
        sheet = _sheet(body, told, str(button) or _("Open"))
        shown: dict[str, Any] = {"subject": one_line(title), "sheet": sheet, "note": note, "appointment": appointment}
        shown["brand"] = values.get("brand") or brand_of(None)
        html = render_to_string("mail/own.html", shown)
        parts = [part for part in (note, text, _in_lines(appointment)) if part]
    return Content(one_line(title, 250), "\n\n".join(parts) + "\n", INLINER.inline(html))


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


def _sheet(body: str, told: Mapping[str, str], button: str) -> SafeString:
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
    return mark_safe(_MARKS.sub(lambda found: _piece(found, safe, button), html))  # noqa: S308


def _kept(_tag: str, name: str, value: str) -> str | None:
    """Not an address whose scheme would be what somebody wrote as their name: it is filled in after the cleaning."""
    return None if name == "href" and MARK.match(value) and not value.startswith(_LINK) else value


def _piece(found: re.Match[str], safe: Mapping[str, str], button: str) -> str:
    alone, word = found[1], found[2]
    if alone:
        form = '<p><a class="button" href="{0}">{1}</a></p><p class="address">{0}</p>'
        return format_html(form, mark_safe(safe[LINK]), button)  # noqa: S308
    return format_html('<a href="{0}">{0}</a>', mark_safe(safe[LINK])) if word else filled(found[0], safe)  # noqa: S308
