"""Any page that lists jobs, read by CSS selectors that the board's `scraper_config` names."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborNode

from hiretrack.errors import Invalid
from jobs.places import split_places
from jobs.salaries import parse_salary
from jobs.sourcing.boards.addresses import faults_of_address, refused
from jobs.sourcing.boards.bounds import Kept
from jobs.sourcing.boards.fields import stated_salary
from jobs.sourcing.boards.jobposting import limit_reached, with_validators
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed, PageMissing
from jobs.sourcing.markup.links import base_of, next_page, resolved
from jobs.sourcing.markup.options import PAGING, Options, Paging, Selector
from jobs.sourcing.markup.times import moment
from jobs.sourcing.markup.trees import Document, fetched
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

FIELDS = ("title", "url", "company", "location", "salary", "description", "posted", "id")
KNOWN = ("row", "empty", *FIELDS, *PAGING)
MOST_FAILURES = 3
_FIRST_LINK = Selector("a[href]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `scraper_config` says."""

    row: str
    """Of one job."""
    fields: Mapping[str, Selector]
    """Within a row. By default its first link is the address, and the link's text the title."""
    paging: Paging
    empty: str
    """Of what stands there when there are no jobs; without it a page without rows counts as failed."""

    @classmethod
    def read(cls, config: Mapping[str, Any], *, more: tuple[str, ...] = ()) -> Wanted:
        """Raises `Invalid`. Members in `more` are for somebody else to read."""
        options = Options(config, (*KNOWN, *more))
        row = options.selector("row", required=True)
        options.css("row")
        fields = {name: selector for name in FIELDS if (selector := options.selector(name))}
        wanted = cls(row.css if row else "", fields, options.paging(), options.css("empty"))
        options.settle()
        return wanted

    def value(self, row: LexborNode, name: str) -> str:
        return self.fields[name].value(row) if name in self.fields else ""


class HtmlBoard:
    """See `postings.Adapter`."""

    options: tuple[str, ...] = ()

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        refused(faults_of_address(url))
        Wanted.read(config, more=self.options)

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        try:
            wanted = Wanted.read(source.config, more=self.options)
        except Invalid as error:
            raise BoardUnreadable("; ".join(wrong.detail for wrong in error.errors)) from error
        with self.reading(source, client) as reader:
            yield from Walk(source, reader, wanted).pages()

    def reading(self, source: Source, client: Client) -> AbstractContextManager[Client]:  # noqa: ARG002 - for rendered
        """Who reads the pages."""
        return nullcontext(client)


@dataclass
class Walk:
    """One reading of a board, page after page."""

    source: Source
    client: Client
    wanted: Wanted
    seen: set[str] = field(default_factory=set)
    before: list[Posting] = field(default_factory=list)
    failures: int = 0
    """One after another."""
    over: bool = False

    def pages(self) -> Iterator[Page | Unchanged]:
        paging = self.wanted.paging
        url, number = self.source.url, 0
        while url:
            number += 1
            if number > paging.max_pages:
                if not paging.limit_is_meant:
                    yield Page(url, error=limit_reached(paging.max_pages))
                return
            outcome = self._fetch(url, first=number == 1)
            if isinstance(outcome, Document):
                url = yield from self._read(outcome, number)
            else:
                yield from outcome
                url = self._past_a_failure(number)

    def _read(self, document: Document, number: int) -> Generator[Page, None, str]:
        """Answers where the next page is, with an empty text after the last one."""
        (page, *rest), following = self._pages(document), self._following(document, number)
        if number > 1 and self._is_past_the_end(page):
            return ""
        whole = number == 1 and not following and not page.error and not rest
        yield with_validators(page, document) if whole else page
        yield from rest
        self.before, self.failures = page.postings, 0
        return "" if page.error else following

    def _fetch(self, url: str, *, first: bool) -> Document | list[Page | Unchanged]:
        """The page, or what is told instead of it; nothing for one that counting up has overshot."""
        self.seen.add(url)
        etag, last_modified = (self.source.etag, self.source.last_modified) if first else ("", "")
        try:
            document = fetched(self.client, url, etag=etag, last_modified=last_modified)
        except (PageFailed, BoardUnreadable) as error:
            if first:
                raise error if isinstance(error, BoardUnreadable) else BoardUnreadable(str(error)) from error
            self.over = not isinstance(error, PageFailed) or isinstance(error, PageMissing)
            overshot = isinstance(error, PageMissing) and self.wanted.paging.template
            return [] if overshot else [Page(url, error=str(error))]
        self.over = document is None
        return document or [Unchanged()]

    def _past_a_failure(self, number: int) -> str:
        """Counting up one can go on where links cannot, though not for ever."""
        self.failures += 1
        template = self.wanted.paging.template
        more = template and not self.over and self.failures < MOST_FAILURES
        return self.wanted.paging.address(self.source.url, number) if more else ""

    def _following(self, document: Document, number: int) -> str:
        paging = self.wanted.paging
        if paging.template:
            return paging.address(self.source.url, number)
        following = next_page(document.tree, document.url, paging.next)
        return "" if following in {*self.seen, document.url} else following

    def _is_past_the_end(self, page: Page) -> bool:
        """Counting up one comes to a page without rows, or to the last page again and again."""
        return bool(self.wanted.paging.template) and (
            not (page.postings or page.skipped) or page.postings == self.before
        )

    def _pages(self, document: Document) -> list[Page]:
        """The page, and what tells that not all of it was read."""
        rows = document.tree.css(self.wanted.row)
        base = base_of(document.tree, document.url)
        kept = Kept().take(self._posting(row, base) for row in rows)
        fault = self._fault(document, rows, kept.postings)
        return [Page(document.url, kept.postings, fault, kept.skipped), *kept.rest(document.url)]

    def _fault(self, document: Document, rows: list[LexborNode], kept: list[Posting]) -> str:
        if rows and not kept:
            said = _("None of the %(rows)d rows has a title and an address. Has the page changed?")
            return said % {"rows": len(rows)}
        if rows or (self.wanted.empty and document.tree.css_first(self.wanted.empty)):
            return ""
        said = _("Nothing on the page matches the row's selector %(css)s. Has the page changed?")
        return said % {"css": self.wanted.row}

    def _posting(self, row: LexborNode, base: str) -> Posting | None:
        wanted = self.wanted
        title = wanted.fields.get("title", _FIRST_LINK).value(row)
        url = resolved(base, wanted.fields.get("url", _FIRST_LINK).value(row, attribute="href"))
        if not title or not url:
            return None
        described = wanted.fields.get("description")
        description = described.paragraphs(row) if described else ""
        return Posting(
            title=title,
            url=url,
            company=wanted.value(row, "company") or self.source.company,
            location="; ".join(split_places(wanted.value(row, "location"))),
            description=description,
            external_id=wanted.value(row, "id"),
            salary=parse_salary(wanted.value(row, "salary")) or stated_salary(description),
            posted_at=moment(wanted.value(row, "posted")),
        )
