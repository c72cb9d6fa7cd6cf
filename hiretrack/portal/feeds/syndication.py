"""The newest openings of a list as RSS 2.0 and Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from employers.models import Employer
from hiretrack.portal.feeds.joblinks import with_whole_links
from hiretrack.portal.feeds.xmltext import clean
from hiretrack.portal.filters import JobFilters
from hiretrack.portal.templatetags.portal import job_url, places
from jobs import queries
from jobs.choices import Sort
from jobs.markdown import summary

NEWEST = 50
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When a feed that never had an entry was changed: a fixed moment, so that it stays the same."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which list, and the address of the page that shows it."""

    filters: JobFilters
    employer: Employer | None
    path: str

    @property
    def link(self) -> str:
        return str(settings.PUBLIC_URL) + self.filters.url(self.path)

    @property
    def title(self) -> str:
        name = self.employer.name if self.employer else "HireTrack"
        words = ", ".join(self.filters.words())
        heading = _("Jobs at %(name)s") % {"name": name}
        return f"{heading}: {words}" if words else heading


class _Dated:
    """Changed when its newest entry was, and not "now" while it is empty."""

    items: list[dict[str, Any]]

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=BEGINNING)


class RssFeed(_Dated, Rss201rev2Feed):
    """RSS 2.0."""


class AtomFeed(_Dated, Atom1Feed):
    """With the whole text beside the summary."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


KINDS: dict[str, type[SyndicationFeed]] = {"rss": RssFeed, "atom": AtomFeed}


def feed(kind: str, wish: Wish) -> SyndicationFeed:
    """The feed in the open public scope: the newest openings of the list, whatever the page sorts by."""
    employer = wish.employer
    own = f"{settings.PUBLIC_URL}{wish.filters.url(f'{wish.path}jobs.{kind}')}"
    made = KINDS[kind](
        title=clean(wish.title),
        link=wish.link,
        description=clean(_about(employer)),
        language=get_language(),
        author_name=clean(employer.name if employer else "HireTrack"),
        feed_url=own,
        feed_guid=own,
        ttl=60,
    )
    for row in _newest(wish):
        made.add_item(**_entry(kind, queries.public_text(row)))
    return made


def _about(employer: Employer | None) -> str:
    if employer is None:
        return _("Open positions at every employer here.")
    return summary(employer.about_md) or _("Open positions at %(name)s.") % {"name": employer.name}


def _newest(wish: Wish) -> list[dict[str, Any]]:
    slug = wish.employer.slug if wish.employer else ""
    wanted = wish.filters.wanted(slug, sort=Sort.NEWEST)
    return list(queries.public_texts(wanted).order_by("-published_at", "-id")[:NEWEST])


def _entry(kind: str, job: Mapping[str, Any]) -> dict[str, Any]:
    link = settings.PUBLIC_URL + job_url(job)
    content = clean(with_whole_links(job["description_html"], link))
    # Django marks Atom's summary as HTML.
    short = escape(clean(summary(job["description_md"]))) if kind == "atom" else ""
    return {
        "title": clean(f"{job['title']} ({', '.join(places(job))})" if places(job) else job["title"]),
        "link": link,
        "description": short or content,
        "content": content,
        "unique_id": f"urn:uuid:{job['id']}",
        "unique_id_is_permalink": False,
        "author_name": clean(job["company"]),
        "pubdate": job["published_at"],
        "updateddate": job["updated_at"],
        "categories": [clean(word) for word in (job["department"], *job["tags"]) if word],
    }
