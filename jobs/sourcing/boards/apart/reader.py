"""Our end: starts the program, gets the pages that it asks for, and ends it when its time is over."""

from __future__ import annotations

import math
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, Self

import structlog
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hiretrack.context import seconds_left
from jobs.sourcing.boards import adapter_for
from jobs.sourcing.boards.apart import messages
from jobs.sourcing.boards.apart.line import Line
from jobs.sourcing.boards.apart.messages import Message
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed
from jobs.sourcing.markup.browser import browsing
from jobs.sourcing.postings import Adapter, Page, Source, Unchanged

log = structlog.get_logger(__name__)

PROGRAM = "jobs.sourcing.boards.apart.program"
SECONDS_PER_PAGE = 10
"""Of processor time."""
LONGEST_WAIT_S = 60.0
"""For a page to be read, on a machine that has much else to do; less where the caller's own deadline is nearer."""
STARTS_WITHIN_S = 30.0
_GONE_WITHIN_S = 5.0


class Reader:
    """One program, for one board. Raises `PageFailed` wherever it fails, after which it can do nothing more."""

    def __init__(self, *, seconds_per_page: int = SECONDS_PER_PAGE) -> None:
        ours, its = socket.socketpair()
        with its:
            self.program = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-B", "-s", "-m", PROGRAM], stdin=its.fileno(), stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, cwd=settings.BASE_DIR, env={"LANG": "C.UTF-8"},
            )  # fmt: skip
        self.line = Line(ours)
        self.has_answered = False
        told = {"language": get_language() or "en", "max_bytes": settings.SOURCING_MAX_BYTES}
        self.line.send({**told, "seconds": seconds_per_page})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.line.end.close()
        self.program.kill()
        self.program.wait()

    def kind_of(self, url: str, client: Client) -> BoardKind | None:
        """What the page says of itself. Raises as `Client.get` does."""
        found = None
        for message in self._answers({"do": "recognise", "url": url}, client):
            found = message.get("kind")
        with self._believing():
            return BoardKind(found) if found else None

    def pages(self, kind: str, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        """See `Adapter.pages`."""
        asked = {"do": "read", "kind": str(kind), "source": messages.of_source(source)}
        for message in self._answers(asked, client):
            if message.get("say") == "unchanged":
                yield Unchanged()
                continue
            with self._believing():
                page = messages.page_of(message)
            yield page

    def _answers(self, asked: Message, client: Client) -> Iterator[Message]:
        with self._believing():
            self.line.send(asked, within_s=self._wait_s)
        while (message := self._next())["say"] != "over":
            if message["say"] == "get":
                self._get(message, client)
            else:
                yield message

    def _next(self) -> Message:
        with self._believing():
            message, _body = self.line.receive(within_s=self._wait_s)
            self.has_answered = True
            failure = None if message["say"] == "get" else messages.failure_of(message)
        if failure:
            raise failure
        if message["say"] == "broken":
            raise self._broken(message)
        return message

    def _get(self, message: Message, client: Client) -> None:
        with self._believing():
            url, asked = str(message["url"]), {name: str(message[name]) for name in ("etag", "last_modified", "accept")}
        body = b""
        try:
            answer = client.get(url, **asked)
            said, body = messages.of_answer(answer), answer.body
        except (PageFailed, BoardUnreadable) as error:
            said = messages.of_failure(error)
        with self._believing():
            self.line.send(said, body, within_s=self._wait_s)

    @property
    def _wait_s(self) -> float:
        left = seconds_left()
        most = LONGEST_WAIT_S if self.has_answered else STARTS_WITHIN_S
        return min(most, math.inf if left is None else left)

    @contextmanager
    def _believing(self) -> Iterator[None]:
        """Whatever goes wrong with the program, or with what it says, is the page's fault until proven otherwise."""
        try:
            yield
        except TimeoutError as error:
            raise _too_slow() from error
        except (EOFError, OSError) as error:
            raise self._ended() from error
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
            raise self._broken({"error": type(error).__name__}) from error

    def _ended(self) -> PageFailed:
        with suppress(subprocess.TimeoutExpired):
            code = self.program.wait(_GONE_WITHIN_S)
            if code in {-signal.SIGXCPU, -signal.SIGKILL}:
                return _too_slow()
        return self._broken({"exit": self.program.returncode})

    def _broken(self, how: Message) -> PageFailed:
        log.error("sourcing.reader_broke", how=str(how.get("error", how))[: messages.MOST_SAID])
        return PageFailed(_("The page cannot be read."))


def _too_slow() -> PageFailed:
    return PageFailed(_("The page takes too long to read."))


def apart(kind: str) -> Adapter:
    """The adapter for a kind, whose pages are read in another process. Raises `Invalid` as `adapter_for` does."""
    return _Apart(kind, adapter_for(kind))


class _Apart:
    def __init__(self, kind: str, adapter: Adapter) -> None:
        self.kind, self.adapter = kind, adapter

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        """See `Adapter.check`."""
        self.adapter.check(url, config)

    def pages(self, source: Source, client: Client) -> Iterator[Page | Unchanged]:
        """See `Adapter.pages`. After a page that ended the program no other is read."""
        any_read = False
        with Reader() as reader, shown(self.kind, source, client) as (kind, told, others):
            try:
                for page in reader.pages(kind, told, others):
                    any_read = True
                    yield page
            except PageFailed as error:
                if not any_read:
                    raise BoardUnreadable(str(error)) from error
                yield Page(source.url, error=str(error))


@contextmanager
def shown(kind: str, source: Source, client: Client) -> Iterator[tuple[str, Source, Client]]:
    """A browser stays on our side: the program is given what it shows, as pages like any other."""
    if kind != BoardKind.RENDERED:
        yield kind, source, client
        return
    from jobs.sourcing.boards.rendered import wait_for

    config = {name: value for name, value in source.config.items() if name != "wait_for"}
    with browsing(client, wait_for=wait_for(source.config)) as browser:
        yield BoardKind.HTML, replace(source, config=config), browser
