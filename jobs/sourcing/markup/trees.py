"""HTML pages as trees."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser

from jobs.sourcing.client import Client, PageFailed, Response

ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
DEEPEST = 2_000
MANY_TAGS = 20_000
"""Fewer are parsed within a second, however they are nested."""
MOST_STEPS = 20_000_000
"""A parser looks through all open elements for what is closed though it was never opened."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_UNNESTED = frozenset(
    """
    area base br col embed hr img input link meta source track wbr param li p td th tr dt dd option optgroup thead tbody
    tfoot colgroup caption rp rt html head body
    """.split()  # noqa: SIM905 - easier to compare with the standard's list
)
"""What has no content, or ends where the next one begins."""


class Document:
    """A page that was read."""

    def __init__(self, response: Response) -> None:
        """Raises `PageFailed` for what no parser should be given."""
        self.response = response
        self.url = response.url
        self.tree = parsed(response.text)


def fetched(client: Client, url: str, *, etag: str = "", last_modified: str = "") -> Document | None:
    """None for a page that has not changed. Raises as `Client.get` does."""
    response = client.get(url, etag=etag, last_modified=last_modified, accept=ACCEPT)
    return None if response.not_modified else Document(response)


def parsed(text: str) -> LexborHTMLParser:
    """Raises `PageFailed`: a parser's time is quadratic in the depth, and a page can be a million elements deep."""
    if text.count("<") > MANY_TAGS and _is_deep(text):
        raise PageFailed(_("The page is nested too deeply to be read."))
    try:
        return LexborHTMLParser(text)
    except ValueError as error:
        raise PageFailed(_("The page cannot be read as HTML.")) from error


def _is_deep(text: str) -> bool:
    stack: list[str] = []
    opened: Counter[str] = Counter()
    steps = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _UNNESTED:
            continue
        if not tag[1]:
            stack.append(name)
            opened[name] += 1
        elif opened[name]:
            while (closed := stack.pop()) != name:
                opened[closed] -= 1
            opened[name] -= 1
        else:
            steps += len(stack)
        if len(stack) > DEEPEST or steps > MOST_STEPS:
            return True
    return False
