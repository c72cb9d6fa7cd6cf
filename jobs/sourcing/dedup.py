"""When two postings are the same job, and when a posting has changed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

_BETWEEN = "\x1f"
"""The unit separator: no text that was cleaned holds it, so that no two sets of texts join into the same."""


def fold(text: str) -> str:
    """Without case, accents, and differences of width or of white space: "Ｍünchen " and "munchen" are one."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split())


def host_of(url: str) -> str:
    """The host without `www.`, in lower case; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def dedup_hash(title: str, company: str, location: str, url: str) -> str:
    """The same for the same job, wherever on that host and on whichever board it stands.

    Punctuation stays: without it, work in C, C++ and C# would be one job.
    """
    return _digest((fold(title), fold(company), fold(location), fold(host_of(url))))


def content_hash(values: Iterable[object]) -> str:
    """Of all that would be stored of a posting: differs when it has changed."""
    return _digest("" if value is None else str(value) for value in values)


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256(_BETWEEN.join(texts).encode("utf-8", "surrogatepass")).hexdigest()
