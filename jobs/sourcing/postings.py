"""What an adapter makes of a board's page, before anything of it is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from jobs.salaries import Salary
from jobs.sourcing.client import Client


@dataclass(frozen=True, slots=True)
class Posting:
    """One advertised job, as its board tells it; texts are stripped and without markup. `title` and `url` are set."""

    title: str
    url: str
    company: str = ""
    location: str = ""
    description: str = ""
    external_id: str = ""
    salary: Salary | None = None
    remote: bool | None = None
    """None: the board does not say, so that the location's text decides."""
    posted_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's postings, or why it could not be read."""

    url: str
    postings: list[Posting] = field(default_factory=list)
    error: str = ""
    """In words for recruiters; empty for a page that was read."""
    skipped: int = 0
    """Entries without a title or an address that can be used."""
    etag: str = ""
    """With `last_modified`: what to ask with next time, where an unchanged answer speaks for the whole board."""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The whole board is as it was: its first page's ETag or Last-Modified says so."""


@dataclass(frozen=True, slots=True)
class Source:
    """What an adapter is told of a board. `etag` and `last_modified` are those of the last whole scan."""

    url: str
    company: str
    """For boards that do not name it: the board's name."""
    config: Mapping[str, Any] = field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""


class Adapter(Protocol):
    """One kind of board. Adapters know no database."""

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        """Raise `errors.Invalid` (pointers /url and /scraper_config/...) for what can't be scanned."""

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        """The board page by page, never held as a whole. `Unchanged`, alone, when nothing has changed.

        A page that fails becomes a `Page` with an `error`, and the next is tried. Raises `client.BoardUnreadable`
        when the board cannot be read at all: its first page fails, robots.txt forbids it.
        """
