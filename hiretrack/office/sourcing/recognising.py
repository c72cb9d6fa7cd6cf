"""What an address alone tells of a board; nobody is asked."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from jobs.sourcing.choices import BoardKind
from jobs.sourcing.preview import recognised

_FEED = re.compile(r"(?:\.(?:rss|atom|xml)|/(?:feed|rss|atom))/?$", re.IGNORECASE)
_NOBODY = frozenset({"v0", "v1", "boards", "postings", "posting-api", "job-board", "job_board", "embed", "jobs"})
"""Parts of the programs' addresses, which are no company's name."""


def suggested(url: str) -> tuple[str, str]:
    """The kind and a name to begin with; both empty for what is no address."""
    parts = _split(url.strip())
    if parts is None:
        return "", ""
    if kind := recognised(url):
        return kind, _titled(_first(parts.path))
    host = (parts.hostname or "").removeprefix("www.")
    return (BoardKind.FEED if _FEED.search(parts.path) else BoardKind.JOBPOSTING), host[:100]


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def _first(path: str) -> str:
    return next((part for part in path.split("/") if part and part.lower() not in _NOBODY), "")


def _titled(slug: str) -> str:
    words = " ".join(re.split(r"[-_+\s]+", unquote(slug))).strip()[:100]
    return words.title() if words.islower() else words
