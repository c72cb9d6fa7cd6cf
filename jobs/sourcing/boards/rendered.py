"""Pages that are empty until their scripts have run: shown by Chromium, then read by CSS selectors like any other."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from hiretrack.errors import FieldError, Invalid
from jobs.sourcing.boards.html import HtmlBoard
from jobs.sourcing.client import Client
from jobs.sourcing.markup import browser
from jobs.sourcing.markup.options import Options
from jobs.sourcing.postings import Source


class RenderedBoard(HtmlBoard):
    """See `postings.Adapter`. Beyond the options of `html`, `wait_for` names what is there once a page is complete."""

    options = ("wait_for",)

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        super().check(url, config)
        wait_for(config)
        if not browser.is_available():
            needed = str(browser.NEEDED)
            raise Invalid(needed, errors=[FieldError("/kind", "kind_unavailable", needed)])

    def reading(self, source: Source, client: Client) -> AbstractContextManager[Client]:
        return browser.browsing(client, wait_for=wait_for(source.config))


def wait_for(config: Mapping[str, Any]) -> str:
    """By default the first row, or what says that there is none. Raises `Invalid`."""
    options = Options({"wait_for": config.get("wait_for")}, ("wait_for",))
    named = options.css("wait_for")
    options.settle()
    rows = ", ".join(str(config[name]) for name in ("row", "empty") if config.get(name))
    return named or rows or "body"
