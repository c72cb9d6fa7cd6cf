"""A look at a board before anybody watches it: what kind it is, and the first of what stands there."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.utils.translation import gettext as _
from django_redis import get_redis_connection

from hiretrack import outbound
from hiretrack.context import deadline_in
from hiretrack.errors import DomainError, FieldError, Invalid
from jobs.sourcing.boards import adapter_for
from jobs.sourcing.boards.apart import Reader, shown
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed, Response, SafeClient, is_operators
from jobs.sourcing.postings import Page, Posting, Source, Unchanged

MOST_POSTINGS, MOST_SECONDS, MOST_AT_ONCE = 20, 20.0, 4
MOST_PAGES, MOST_FAULTS = 10, 10
PROVIDERS = frozenset({"boards-api.greenhouse.io", "api.lever.co", "api.eu.lever.co", "api.ashbyhq.com"})
"""Whose boards are read at another host than people see."""
_HELD_S = MOST_SECONDS + 10
"""After that the place of a server that was killed is free again."""
_HOSTED = (
    (re.compile(r"(?:boards|job-boards|boards-api)(?:\.eu)?\.greenhouse\.io"), BoardKind.GREENHOUSE),
    (re.compile(r"(?:jobs|api)(?:\.eu)?\.lever\.co"), BoardKind.LEVER),
    (re.compile(r"(?:jobs|api)\.ashbyhq\.com"), BoardKind.ASHBY),
)
_TAKE = """
local now = tonumber(redis.call('time')[1])
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
if redis.call('zcard', KEYS[1]) >= tonumber(ARGV[2]) then
    return tonumber(redis.call('zrange', KEYS[1], 0, 0, 'withscores')[2]) - now
end
redis.call('zadd', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('expire', KEYS[1], ARGV[3])
return 0
"""


@dataclass(frozen=True, slots=True)
class Preview:
    """`complete`: nothing stands on the board beyond `postings`. `faults` tell of pages that could not be read."""

    kind: BoardKind
    postings: list[Posting] = field(default_factory=list)
    skipped: int = 0
    complete: bool = True
    faults: list[str] = field(default_factory=list)


class Busy(DomainError):
    """So many previews are being made already; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        detail = _("Try again in %(seconds)d s.") % {"seconds": retry_after}
        super().__init__(detail, code="preview_busy", status=503)
        self.retry_after = retry_after


def preview(
    url: str, kind: str | None = None, config: Mapping[str, Any] | None = None, *, stranger: bool = False
) -> Preview:
    """The first of what a scan would find. Nothing is stored.

    For a `stranger` no browser is started, private hosts are private whatever the operator has named, and few pages
    of the board's own host are read. Raises `Invalid` (pointers /url, /kind, /scraper_config/...), `Busy`, and a
    `DomainError` with the code board_unreadable.
    """
    config = config or {}
    _check(url, kind, config, stranger=stranger)
    with deadline_in(MOST_SECONDS), place(stranger=stranger), _reading() as reader:
        client: Client = SafeClient(ends_in_s=MOST_SECONDS, attempts=2, private_hosts=not stranger)
        if stranger:
            client = AtHome(client, url)
        found = BoardKind(kind) if kind else _recognised(url, config, reader, client)
        adapter_for(found).check(url, config)
        with shown(found, Source(url, "", config), client) as (read_as, source, pages):
            return _first(found, reader.pages(read_as, source, pages))


@contextmanager
def _reading() -> Iterator[Reader]:
    """What cannot be read is the caller's doing."""
    try:
        with Reader(seconds_per_page=int(MOST_SECONDS)) as reader:
            yield reader
    except (BoardUnreadable, PageFailed) as error:
        raise DomainError(str(error), code="board_unreadable", status=422) from error


def recognised(url: str) -> BoardKind | None:
    """The kind that the address alone tells; asks nobody."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return None
    return next((kind for pattern, kind in _HOSTED if pattern.fullmatch(host)), None)


@contextmanager
def place(*, stranger: bool = False) -> Iterator[None]:
    """One of the `MOST_AT_ONCE` of the whole installation; strangers have as many of their own, and take none of
    those who work here. Raises `Busy`, or a RedisError."""
    redis, key, token = get_redis_connection("default"), _places(stranger=stranger), secrets.token_hex(8)
    free_in = redis.eval(_TAKE, 1, key, token, MOST_AT_ONCE, int(_HELD_S))
    if free_in:
        raise Busy(max(1, min(int(free_in), int(MOST_SECONDS))))
    try:
        yield
    finally:
        redis.zrem(key, token)


def _places(*, stranger: bool) -> str:
    return str(cache.make_key("sourcing:previews:strangers" if stranger else "sourcing:previews"))


class AtHome:
    """A client that reads `MOST_PAGES` pages at most, all of them on the board's own host."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.pages = client, 0
        self.hosts = {_bare(url), *PROVIDERS}

    @property
    def private_hosts(self) -> bool:
        """See `Client.private_hosts`."""
        return self.client.private_hosts

    def get(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "") -> Response:
        """See `Client.get`."""
        if _bare(url) not in self.hosts:
            raise PageFailed(_("A preview does not leave the board's own host."))
        if self.pages == MOST_PAGES:
            raise BoardUnreadable(_("A preview reads %(most)d pages at most.") % {"most": MOST_PAGES})
        self.pages += 1
        answer = self.client.get(url, etag=etag, last_modified=last_modified, accept=accept)
        if self.pages == 1:
            # Many boards have moved, and say where.
            self.hosts.add(_bare(answer.url))
        return answer


def _bare(url: str) -> str:
    try:
        return (urlsplit(url).netloc or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def _check(url: str, kind: str | None, config: Mapping[str, Any], *, stranger: bool) -> None:
    """Everything that is wrong with the request, before anybody is asked. Raises `Invalid`."""
    try:
        outbound.check(url, operator_configured=not stranger and is_operators(url))
    except outbound.OutboundRefused as error:
        detail = _("This address cannot be read: %(reason)s") % {"reason": error}
        raise Invalid(detail, errors=[FieldError("/url", "address_refused", detail)]) from error
    if kind == BoardKind.RENDERED and stranger:
        raise _kind_refused("kind_unavailable", _("Pages that need JavaScript have no preview here."))
    if kind:
        adapter_for(kind).check(url, config)


def _recognised(url: str, config: Mapping[str, Any], reader: Reader, client: Client) -> BoardKind:
    if kind := recognised(url):
        return kind
    if "row" in config:
        return BoardKind.HTML
    if kind := reader.kind_of(url, client):
        return kind
    raise _kind_refused(
        "kind_not_recognised",
        _("The page is no known board or feed and describes no jobs for programs. Name the kind, and how to read it."),
    )


def _kind_refused(code: str, detail: str) -> Invalid:
    return Invalid(detail, errors=[FieldError("/kind", code, detail)])


def _first(kind: BoardKind, pages: Iterable[Page | Unchanged]) -> Preview:
    """Until there is enough, or time is over: what was found until then is shown."""
    made, whole, ends = Preview(kind), True, time.monotonic() + MOST_SECONDS
    try:
        for page in pages:
            if isinstance(page, Page):
                made = _with(made, page)
            if len(made.postings) > MOST_POSTINGS or time.monotonic() > ends:
                whole = False
                break
    except PageFailed as error:
        made = _with(made, Page("", error=str(error)))
    if made.faults and not made.postings:
        raise BoardUnreadable(made.faults[0])
    return replace(made, postings=made.postings[:MOST_POSTINGS], complete=whole and not made.faults)


def _with(made: Preview, page: Page) -> Preview:
    faults = list(dict.fromkeys([*made.faults, *filter(None, [page.error])]))[:MOST_FAULTS]
    return Preview(made.kind, made.postings + page.postings, made.skipped + page.skipped, faults=faults)
