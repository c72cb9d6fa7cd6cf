"""The sitemap (https://www.sitemaps.org/protocol.html): an index, and parts that hold each public page once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.urls import reverse

from hiretrack.portal.feeds.joblinks import job_path
from hiretrack.portal.feeds.xmltext import DECLARATION
from hiretrack.tenancy import public_scope
from jobs import queries

PART = 50_000
"""The protocol's most."""
BATCH = 2_000
MOST_PARTS = 50_000
"""The protocol's most, too."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index() -> str:
    """Every part, with when it changed last, in the open public scope."""
    employers = max((changed for _slug, changed in queries.changed_employers()), default=None)
    parts = [("employers", 1, employers)]
    parts += [("jobs", number, changed) for number, changed in enumerate(queries.parts_of_jobs(size=PART), start=1)]
    made = (
        _entry("sitemap", reverse("portal:sitemap-part", args=[section, part]), changed)
        for section, part, changed in parts
    )
    return f'{DECLARATION}<sitemapindex xmlns="{_SPACE}">\n{"".join(made)}</sitemapindex>\n'


def part(section: str, number: int) -> Iterator[str] | None:
    """One part, some thousand addresses at a time; None when there is no such part. Opens the public scope itself."""
    if section == "employers":
        return _document(_employers()) if number == 1 else None
    if section != "jobs" or not 1 <= number <= MOST_PARTS:
        return None
    first = _batch(skip=(number - 1) * PART, after=None, most=min(BATCH, PART))
    return _document(_jobs(first)) if first else None


def _document(entries: Iterator[str]) -> Iterator[str]:
    yield f'{DECLARATION}<urlset xmlns="{_SPACE}">\n'
    yield from entries
    yield "</urlset>\n"


def _employers() -> Iterator[str]:
    with public_scope():
        pages = queries.changed_employers()
    yield _entry("url", reverse("portal:jobs"), max((changed for _slug, changed in pages), default=None))
    yield from (_entry("url", reverse("portal:employer", args=[slug]), changed) for slug, changed in pages)


def _jobs(batch: list[queries.JobPage]) -> Iterator[str]:
    left = PART
    while batch:
        yield "".join(_entry("url", job_path(pk, title), changed) for pk, title, changed in batch)
        left -= len(batch)
        batch = _batch(skip=0, after=batch[-1][0], most=min(BATCH, left)) if left else []


def _batch(*, skip: int, after: uuid.UUID | None, most: int) -> list[queries.JobPage]:
    with public_scope():
        return queries.job_pages(skip=skip, after=after, most=most)


def _entry(name: str, path: str, changed: dt.datetime | None) -> str:
    lastmod = f"<lastmod>{changed.astimezone(dt.UTC).isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<{name}><loc>{escape(settings.PUBLIC_URL + path)}</loc>{lastmod}</{name}>\n"
