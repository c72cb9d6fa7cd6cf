"""Boards of the tests, read as a scan reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobs.sourcing.boards import adapter_for
from jobs.sourcing.client import SafeClient
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

PAYLOADS = Path(__file__).parent / "payloads"


@dataclass
class Outcome:
    pages: list[Page] = field(default_factory=list)
    unchanged: bool = False

    @property
    def postings(self) -> list[Posting]:
        return [posting for page in self.pages for posting in page.postings]

    @property
    def titles(self) -> list[str]:
        return [posting.title for posting in self.postings]

    @property
    def errors(self) -> list[str]:
        return [page.error for page in self.pages if page.error]


def payload(name: str) -> bytes:
    return (PAYLOADS / name).read_bytes()


def scanned(kind: str, url: str, *, etag: str = "", last_modified: str = "", **config: Any) -> Outcome:
    """All that the adapter yields. Raises what it raises."""
    source = Source(url, "The Board", config, etag, last_modified)
    outcome = Outcome()
    for found in adapter_for(kind).pages(source, SafeClient()):
        if isinstance(found, Unchanged):
            outcome.unchanged = True
        else:
            outcome.pages.append(found)
    return outcome
