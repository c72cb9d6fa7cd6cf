"""RSS and Atom, with the elements that job boards add to them."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser
from django.utils.translation import gettext as _

from jobs.salaries import Salary, parse_salary
from jobs.sourcing.boards import fields
from jobs.sourcing.boards.addresses import faults_of_address, faults_of_options, refused, same_host, whole_board
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed, Response
from jobs.sourcing.plaintext import plain
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
MOST_PAGES = 500
_COMMENT = r"<!--(?:(?!-->).)*+-->"
_BEGINNING = re.compile(
    rf"\ufeff?\s*+(?:(?:{_COMMENT}|<\?[^>]*+>)\s*+)*+<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL
)
_END = re.compile(rf"</(?:\w{{1,20}}:)?(?:rss|feed|RDF)\s*+>\s*+(?:{_COMMENT}\s*+)*+\Z", re.IGNORECASE | re.DOTALL)
_FIRST_TAG = re.compile(r"<\w", re.ASCII)
_PASSED_OVER = re.compile(rf"{_COMMENT}|<\?[^>]*+>", re.DOTALL)
_LOOKED_AT, LONGEST_HEAD = 5_000, 5_000

# As feedparser names elements: prefix and name in lower case. WP Job Manager, Google's base, Indeed's and others' own.
_COMPANY = ("job_listing_company", "company", "g_employer", "employer", "company_name", "companyname", "hiringcompany")
_PLACE = (
    "job_listing_location",
    "location",
    "g_location",
    "joblocation",
    "job_location",
    "region",
    "georss_featurename",
)
_PLACE_PARTS = (("city", "state", "country"), ("tt_city", "tt_country"))
_SALARY = ("job_listing_salary", "salary", "g_salary", "compensation", "salaryrange", "basesalary")
_REMOTE = ("remotestatus", "remote", "job_listing_remote_position", "remotetype", "workplacetype")
_YES = {"1", "yes", "true", "fully", "remote", "fully remote", "wfh", "telecommute"}
_NO = {"0", "no", "false", "none", "onsite", "on-site", "hybrid", "temporary", "office"}


def is_feed(text: str) -> bool:
    return bool(_BEGINNING.match(text[:_LOOKED_AT]))


class FeedBoard:
    """Follows rel=next (RFC 5005, section 3) on the feed's own host."""

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        """See `Adapter.check`."""
        refused([*faults_of_address(url), *faults_of_options(config, ())])

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        """See `Adapter.pages`."""
        with whole_board():
            answer = client.get(source.url, etag=source.etag, last_modified=source.last_modified, accept=ACCEPT)
            feed = None if answer.not_modified else _Feed(answer)
        if feed is None:
            yield Unchanged()
            return
        yield from feed.pages(source.company, whole=not feed.following)
        yield from self._others(feed, {source.url, answer.url}, source.company, client)

    def _others(self, feed: _Feed, seen: set[str], company: str, client: Client) -> Iterator[Page]:
        while feed.following and feed.following not in seen and len(seen) < MOST_PAGES:
            url = feed.following
            seen.add(url)
            try:
                feed = _Feed(client.get(url, accept=ACCEPT))
            except (PageFailed, BoardUnreadable) as error:
                # Only this page knew where the next one is.
                yield Page(url, error=str(error))
                return
            yield from feed.pages(company, whole=False)


class _Feed:
    """One document. Raises `PageFailed` for what is no feed."""

    def __init__(self, answer: Response) -> None:
        text = answer.text
        self.answer = answer
        self.is_whole = bool(_END.search(text[-2000:]))
        # A stream: given bytes feedparser looks whether there is a file of that name, given a text it may fetch it.
        stream = io.BytesIO(_with_short_head(text).encode("utf-8", "replace"))
        headers = {"content-type": "application/xml; charset=utf-8", "content-location": answer.url}
        self.read = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        if not self.read.get("version"):
            raise PageFailed(_("There is no RSS or Atom feed at this address."))

    @property
    def following(self) -> str:
        links = self.read.feed.get("links", [])
        found = next((str(link.get("href", "")) for link in links if link.get("rel") == "next"), "")
        return found if found and same_host(found, self.answer.url) else ""

    def pages(self, company: str, *, whole: bool) -> Iterator[Page]:
        """What was read; and where the document breaks off, that too."""
        # What stands last is half an entry then.
        entries = self.read.entries if self.is_whole else self.read.entries[:-1]
        found = [_posting(entry, company) for entry in entries]
        postings = [posting for posting in found if posting.title and posting.url]
        validators = {"etag": self.answer.etag, "last_modified": self.answer.last_modified}
        known = validators if whole and self.is_whole else {}
        yield Page(self.answer.url, postings, skipped=len(found) - len(postings), **known)
        if not self.is_whole:
            yield Page(self.answer.url, error=_("The feed breaks off before its end."))


def _with_short_head(text: str) -> str:
    """Without what stands before the first tag, but for a DOCTYPE: feedparser's patterns for it take quadratic time.

    The declaration goes too, since the text is UTF-8 from here on.
    """
    found = _FIRST_TAG.search(text)
    start = found.start() if found else len(text)
    head = " ".join(_PASSED_OVER.sub(" ", text[:start].lstrip("\ufeff")).split())
    return ("" if "<?" in head else head[:LONGEST_HEAD]) + text[start:]


def _posting(entry: Any, company: str) -> Posting:
    description = plain(_longest(entry))
    return Posting(
        title=_title(entry),
        url=fields.text(entry, "link"),
        company=_first(entry, _COMPANY) or company,
        location=_first(entry, _PLACE) or _place(entry),
        description=description,
        external_id=fields.text(entry, "id"),
        salary=_salary(entry) or fields.stated_salary(description),
        remote=_remote(entry),
        # Not `entry.get`, which warns about what it finds in place of the one that is missing.
        posted_at=_moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")),
    )


def _title(entry: Any) -> str:
    title = fields.markup(entry, "title")
    is_html = "html" in fields.text(entry, "title_detail", "type")
    return " ".join((plain(title) if is_html else title).split())


def _longest(entry: Any) -> str:
    bodies = [fields.markup(body, "value") for body in entry.get("content", [])]
    return max([*bodies, fields.markup(entry, "summary")], key=len)


def _first(entry: Any, names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := " ".join(plain(fields.markup(entry, name)).split()))), "")


def _place(entry: Any) -> str:
    known = ([fields.text(entry, name) for name in names] for names in _PLACE_PARTS)
    return next((", ".join(part for part in parts if part) for parts in known if any(parts)), "")


def _salary(entry: Any) -> Salary | None:
    return parse_salary(_first(entry, _SALARY))


def _remote(entry: Any) -> bool | None:
    says = _first(entry, _REMOTE).lower()
    return True if says in _YES else False if says in _NO else None


def _moment(parsed: Any) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
