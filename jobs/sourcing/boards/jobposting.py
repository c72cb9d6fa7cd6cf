"""Sites that describe their jobs as schema.org JobPosting: on one page, on many, or on one page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from hiretrack.errors import Invalid
from jobs.sourcing.boards.addresses import faults_of_address, refused
from jobs.sourcing.boards.bounds import Kept
from jobs.sourcing.boards.fields import stated_salary
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed, PageMissing
from jobs.sourcing.markup.advertised import Reader
from jobs.sourcing.markup.jsonld import Graph
from jobs.sourcing.markup.links import links_in, looks_like_a_job, next_page, page_address
from jobs.sourcing.markup.options import PAGING, Options, Paging
from jobs.sourcing.markup.sitemaps import Sitemaps
from jobs.sourcing.markup.trees import Document, fetched
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

KNOWN = ("follow", "links", "address", "sitemap", *(name for name in PAGING if name not in {"page", "start", "step"}))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `scraper_config` says. All of it has a default that finds the jobs of most sites."""

    paging: Paging
    follow: bool = True
    """Read the jobs' own pages as well."""
    links: str = ""
    """CSS selector of the links to them."""
    address: str = ""
    """A text that each of their addresses contains."""
    sitemap: bool | None = None
    """Look for them in the sitemap: always, never, or (None) when the board's page leads to none."""

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> Wanted:
        """Raises `Invalid`."""
        options = Options(config, KNOWN)
        wanted = cls(
            paging=options.paging(),
            follow=options.flag("follow", default=True),
            links=options.css("links"),
            address=options.text("address"),
            sitemap=options.flag("sitemap", default=True) if "sitemap" in config else None,
        )
        options.settle()
        return wanted

    def is_job(self, url: str, board: str) -> bool:
        return self.address in url if self.address else looks_like_a_job(url, of=board)


class JobPostingBoard:
    """See `postings.Adapter`."""

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        refused(faults_of_address(url))
        Wanted.read(config)

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        try:
            wanted = Wanted.read(source.config)
        except Invalid as error:
            raise BoardUnreadable("; ".join(wrong.detail for wrong in error.errors)) from error
        try:
            first = fetched(client, source.url, etag=source.etag, last_modified=source.last_modified)
        except PageFailed as error:
            raise BoardUnreadable(str(error)) from error
        if first is None:
            yield Unchanged()
            return
        yield from Walk(source, client, wanted).pages(first)


@dataclass
class Walk:
    """One reading of a board, from its first page to where that leads."""

    source: Source
    client: Client
    wanted: Wanted
    seen: set[str] = field(default_factory=set)
    waiting: dict[str, None] = field(default_factory=dict)
    """Pages that could hold a job, in the order they were found."""
    told: set[str] = field(default_factory=set)
    """Addresses of the postings found, whose pages need not be read."""
    read: int = 1
    found: int = 0
    failed: bool = False
    over: bool = False

    def pages(self, first: Document) -> Iterator[Page]:
        yield from self._listing(first)
        if not self.over and self._needs_sitemap:
            yield from self._sitemap()
        while self.waiting and not self.over:
            url = next(iter(self.waiting))
            del self.waiting[url]
            if url not in self.seen | self.told:
                yield from self._job(url)
        if not self.found and not self.failed:
            yield Page(self.source.url, error=_("No schema.org JobPosting was found here."))

    @property
    def _is_enough(self) -> bool:
        return self.found > 0 and not self._needs_sitemap

    @property
    def _needs_sitemap(self) -> bool:
        if self.wanted.sitemap is None:
            return self.wanted.follow and not self.found and not self.waiting
        return self.wanted.sitemap

    def _listing(self, document: Document) -> Iterator[Page]:
        first = document
        while True:
            self.seen |= {document.url, page_address(document.url, document.url)}
            page, *rest = self._pages(document)
            following = next_page(document.tree, document.url, self.wanted.paging.next)
            if following in self.seen:
                following = ""
            whole = document is first and not following and not self.waiting and self._is_enough and not rest
            yield with_validators(page, document) if whole else page
            yield from rest
            outcome = self._fetch(following) if following else None
            if isinstance(outcome, Page):
                yield outcome
            if not isinstance(outcome, Document):
                return
            document = outcome

    def _job(self, url: str) -> Iterator[Page]:
        outcome = self._fetch(url, may_be_gone=True)
        if isinstance(outcome, Page):
            yield outcome
        elif outcome is not None and (outcome.url == url or outcome.url not in self.seen):
            # Elsewhere it would be what a job that is gone redirects to: the list, which has been read.
            yield from self._pages(outcome, searched=False)

    def _pages(self, document: Document, *, searched: bool = True) -> list[Page]:
        """The page, and what tells that not all of it was read."""
        graph = Graph.of(document.tree)
        kept = Kept().take(Reader(graph, document.url, self.source.company).postings())
        postings = [with_salary(posting) for posting in kept.postings]
        self.found += len(postings)
        self.told |= {page_address(posting.url, posting.url) for posting in postings}
        if searched and self.wanted.follow:
            self._note(graph, document, any_here=bool(postings))
        return [Page(document.url, postings, skipped=kept.skipped), *kept.rest(document.url)]

    def _note(self, graph: Graph, document: Document, *, any_here: bool) -> None:
        """Where jobs may have pages of their own: as the config says, else as the page's list does, else by guess."""
        tree, url = document.tree, document.url
        found = [page_address(url, link) for link in graph.listed_addresses()]
        if self.wanted.links or self.wanted.address:
            links = links_in(tree, url, self.wanted.links)
            found += [link for link in links if not self.wanted.address or self.wanted.address in link]
        elif not found and not any_here:
            found = [link for link in links_in(tree, url) if looks_like_a_job(link, of=url)]
        self.waiting |= {link: None for link in found if link and link not in self.seen | self.told}

    def _sitemap(self) -> Iterator[Page]:
        sitemaps = Sitemaps(self.client)
        try:
            listed = [entry for entry in sitemaps.of_site(self.source.url) if self._is_new(entry[0])]
        except BoardUnreadable as error:
            self.failed = self.over = True
            yield Page(self.source.url, error=str(error))
            return
        # The newest first, should there be more than may be read.
        self.waiting |= dict.fromkeys(url for url, _changed_at in sorted(listed, key=_changed, reverse=True))
        self.failed |= bool(sitemaps.errors)
        yield from (Page(url, error=error) for url, error in sitemaps.errors)

    def _is_new(self, url: str) -> bool:
        return url not in self.seen | self.told and self.wanted.is_job(url, self.source.url)

    def _fetch(self, url: str, *, may_be_gone: bool = False) -> Document | Page | None:
        """The page, or why there is none; None where the limit was meant.

        `may_be_gone`: a list or sitemap often names a job some days longer than its page exists.
        """
        if self.read >= self.wanted.paging.max_pages:
            self.over = True
            return None if self.wanted.paging.limit_is_meant else self._failure(url, limit_reached(self.read))
        self.seen.add(url)
        self.read += 1
        try:
            return fetched(self.client, url)
        except PageFailed as error:
            gone = may_be_gone and isinstance(error, PageMissing)
            return Page(url) if gone else self._failure(url, str(error))
        except BoardUnreadable as error:
            self.over = True
            return self._failure(url, str(error))

    def _failure(self, url: str, error: str) -> Page:
        self.failed = True
        return Page(url, error=error)


def with_salary(posting: Posting) -> Posting:
    """Where no `baseSalary` tells, the description may."""
    return posting if posting.salary else replace(posting, salary=stated_salary(posting.description))


def with_validators(page: Page, document: Document) -> Page:
    """For a board's only page: what it is asked with next time speaks for all of it."""
    return replace(page, etag=document.response.etag, last_modified=document.response.last_modified)


def limit_reached(pages: int) -> str:
    said = _("The board has more than %(pages)d pages; the others were not read. Set max_pages to change that.")
    return said % {"pages": pages}


def _changed(entry: tuple[str, str]) -> str:
    return entry[1]
