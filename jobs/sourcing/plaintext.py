"""HTML of advertisements to text with paragraphs: what is stored, searched and adopted."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

LONGEST = 200_000
MOST_TAGS = 5_000
"""Parsers take quadratic time for tags within tags within tags."""
MOST_ESCAPES = 3

_PARAGRAPH, _LINE, _ITEM = "\ue000", "\ue001", "\ue002"
"""Marks in the place of block elements; of Unicode's private use area, and taken out of what comes in."""
_MARKS = re.compile(f"[{_PARAGRAPH}{_LINE}{_ITEM}]")
_BLOCKS = (
    "p, div, section, article, header, footer, main, aside, h1, h2, h3, h4, h5, h6, ul, ol, dl, table, blockquote, "
    "pre, figure, hr, form, address, fieldset, details"
)
_LINES = "br, tr, dt, dd, summary"
_UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title", "button", "select"]
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;/?[a-zA-Z]")
_RUNS = re.compile(f"[ {_PARAGRAPH}{_LINE}{_ITEM}]+")


def plain(markup: str) -> str:
    """Paragraphs stand apart by an empty line, list items on lines that begin with "- ".

    Markup that was escaped, once or more often, counts as markup. Text without any keeps its lines.
    """
    markup = _MARKS.sub("", unescaped(markup[:LONGEST]))
    if markup.count("<") > MOST_TAGS:
        markup = _TAG.sub("\n", markup)
    if not _TAG.search(markup):
        return "\n".join(" ".join(line.split()) for line in html.unescape(markup).strip().splitlines())
    return _laid_out(_marked(markup))


def unescaped(markup: str) -> str:
    """Greenhouse's API, and many a feed, sends HTML as text of HTML."""
    for _ in range(MOST_ESCAPES):
        if _TAG.search(markup) or not _ESCAPED_TAG.search(markup):
            break
        markup = html.unescape(markup)
    return markup


def _marked(markup: str) -> str:
    """The text, with marks where blocks begin and end."""
    tree = LexborHTMLParser(markup)
    tree.strip_tags(_UNSEEN)
    for selector, before, after in ((_BLOCKS, _PARAGRAPH, _PARAGRAPH), (_LINES, _LINE, ""), ("li", _ITEM, _LINE)):
        for node in tree.css(selector):
            node.insert_before(before)
            if after:
                node.insert_after(after)
    for cell in tree.css("td + td, th + td, td + th, th + th"):
        cell.insert_before(" ")
    return tree.body.text() if tree.body else ""


def _laid_out(marked: str) -> str:
    return _RUNS.sub(_gap, " ".join(marked.split())).strip()


def _gap(run: re.Match[str]) -> str:
    marks = run[0]
    if _ITEM in marks:
        # Behind an item's end comes the next one, behind anything else a list begins.
        return "\n- " if _LINE in marks else "\n\n- "
    if _PARAGRAPH in marks or marks.count(_LINE) > 1:
        return "\n\n"
    return "\n" if marks != " " else " "
