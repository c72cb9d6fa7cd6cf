"""Boards of providers with a public API: the board's name is all that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from hiretrack.errors import FieldError
from jobs.sourcing.boards.addresses import (
    BOARD_NAME,
    faults_of_address,
    faults_of_options,
    refused,
    without_scheme,
)
from jobs.sourcing.client import BoardUnreadable, Response
from jobs.sourcing.postings import Page, Posting, Source

OPTIONS = {"board", "api_url"}
JSON = "application/json"


def address(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class HostedBoard:
    """What the three providers have in common.

    `scraper_config` may name the `board`, for companies that show it on a page of their own, or the whole `api_url`.
    """

    apis: ClassVar[list[tuple[re.Pattern[str], str]]]
    """Addresses (without the scheme, with a group `board`) that people or programs use, and the API's for them."""
    example: ClassVar[str]

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        """See `Adapter.check`."""
        refused([*faults_of_options(config, OPTIONS), *self._faults(url, config)])

    def _faults(self, url: str, config: Mapping[str, Any]) -> Iterator[FieldError]:
        if "api_url" in config:
            yield from faults_of_address(str(config["api_url"]), "/scraper_config/api_url")
        elif "board" in config and not BOARD_NAME.fullmatch(str(config["board"])):
            detail = _("Give the board's name as it stands in its address.")
            yield FieldError("/scraper_config/board", "invalid", detail)
        elif "board" not in config and not self._found(url):
            detail = _("Give an address such as %(example)s, or the board's name as `board`.")
            yield FieldError("/url", "unknown_board", detail % {"example": self.example})

    def api_url(self, source: Source) -> str:
        """Raises `BoardUnreadable` for what `check` refuses."""
        if given := source.config.get("api_url"):
            return str(given).partition("?")[0].rstrip("/")
        name, api = self._found(source.url) or ("", self.apis[0][1])
        name = str(source.config.get("board") or name)
        if not name:
            raise BoardUnreadable(_("The address does not tell which board is meant."))
        return api.format(board=quote(unquote(name), safe=""))

    def _found(self, url: str) -> tuple[str, str] | None:
        """The board's name, and the API that knows it."""
        bare = without_scheme(url)
        for pattern, api in self.apis:
            if found := pattern.match(bare):
                return found["board"], api
        return None


def page_of(answer: Response, sent: list[Any], read: Any, *, whole: bool) -> Page:
    """`read` makes a posting of an entry, or None where it lacks what every posting needs.

    `whole`: this page is all of the board, so that its ETag speaks for it.
    """
    found: list[Posting | None] = [read(entry) if isinstance(entry, dict) else None for entry in sent]
    postings = [posting for posting in found if posting and posting.title and posting.url]
    validators = {"etag": answer.etag, "last_modified": answer.last_modified} if whole else {}
    return Page(answer.url, postings, skipped=len(found) - len(postings), **validators)
