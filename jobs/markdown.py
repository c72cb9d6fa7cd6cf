"""Markdown to HTML that is safe to put into a page."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADING = re.compile(r"(</?h)([1-6])\b")
_SYNTAX = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|^\s{0,3}(?:#{1,6}|[-*+>]|\d+[.)])\s+|[*_`~]{1,3}", re.MULTILINE)


def render(text: str) -> str:
    """Safe HTML. Headings begin at level two, because the page's own title is level one, and skip none, whatever level
    the text begins with; images are left out.

    Raw HTML in the text is shown as text, and what is left is cleaned against a list of allowed elements, so that a
    mistake in the renderer is not enough to smuggle a script in.
    """
    return nh3.clean(
        _with_levels(_MARKDOWN.render(text)),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener noreferrer",
    )


def _with_levels(html: str) -> str:
    """Each heading one level below the nearest one before it that was written with fewer signs."""
    above: list[int] = []

    def level(found: re.Match[str]) -> str:
        written = int(found[2])
        if found[1] == "<h":
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
        return f"{found[1]}{min(len(above) + 1, 6)}"

    return _HEADING.sub(level, html)


def summary(text: str, *, length: int = 240) -> str:
    """The beginning of a Markdown text as one plain line, cut at a word."""
    return beginning(_SYNTAX.sub(r"\1", text), length=length)


def beginning(text: str, *, length: int = 240) -> str:
    """The beginning of a plain text as one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",;:") + "…"
