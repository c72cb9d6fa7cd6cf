"""A program of its own: `python -m jobs.sourcing.boards.apart.program`, with a socket as its standard input.

It is told what to read, asks for pages and tells what is on them, until nobody listens any more. Without Django's
settings of the installation, without its secrets, and within limits that are set before the first page comes.
"""

from __future__ import annotations

import math
import resource
import socket
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hiretrack.uploads.reader import limit
from jobs.sourcing.boards.apart.line import Line

if TYPE_CHECKING:
    from jobs.sourcing.boards.apart.messages import Message
    from jobs.sourcing.client import Response
    from jobs.sourcing.postings import Page, Unchanged

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 30 * 60
"""For all of a board."""
ROOT = Path(__file__).parents[4]


class Asking:
    """The client of the adapters here: others fetch."""

    private_hosts = False
    """Nobody here asks; whether they may be read is up to those who fetch."""

    def __init__(self, line: Line, seconds: int) -> None:
        self.line, self.seconds = line, seconds
        self.kept: dict[str, Response] = {}

    def get(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "") -> Response:
        """See `Client.get`."""
        if known := self.kept.pop(url, None):
            return known
        from jobs.sourcing.boards.apart import messages

        asked = {"url": url, "etag": etag, "last_modified": last_modified, "accept": accept}
        self.line.send({"say": "get", **asked})
        message, body = self.line.receive()
        spend(self.seconds)
        if failure := messages.failure_of(message):
            raise failure
        return messages.answer_of(message, body)

    def keep(self, url: str) -> Response:
        """For the next who asks for it."""
        self.kept[url] = self.get(url)
        return self.kept[url]


def spend(seconds: int) -> None:
    """No more processor time than that from now on: SIGXCPU ends the process, whatever it is at."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(int(used.ru_utime + used.ru_stime) + 1 + seconds, hard), hard))


def set_up(told: Message) -> None:
    """As much of Django as adapters need: texts in the reader's language, and time."""
    import django
    from django.conf import settings
    from django.utils import translation

    settings.configure(
        USE_TZ=True, LANGUAGE_CODE="en", LOCALE_PATHS=[ROOT / "locale"], SOURCING_MAX_BYTES=told["max_bytes"]
    )
    django.setup(set_prefix=False)
    translation.activate(told["language"])


def carry_out(told: Message, client: Asking) -> Iterator[Message]:
    """What is to be answered."""
    from jobs.sourcing.boards import adapter_for
    from jobs.sourcing.boards.apart import messages
    from jobs.sourcing.boards.recognising import kind_of
    from jobs.sourcing.client import BoardUnreadable, PageFailed
    from jobs.sourcing.postings import Source

    try:
        if told["do"] == "recognise":
            yield {"say": "kind", "kind": kind_of(client.keep(told["url"]))}
        else:
            for page in adapter_for(told["kind"]).pages(Source(**told["source"]), client):
                yield of(page)
    except (BoardUnreadable, PageFailed) as error:
        yield messages.of_failure(error)


def of(page: Page | Unchanged) -> Message:
    from jobs.sourcing.boards.apart import messages
    from jobs.sourcing.postings import Page

    return messages.of_page(page) if isinstance(page, Page) else {"say": "unchanged"}


def serve(line: Line) -> None:
    told, _body = line.receive()
    set_up(told)
    client = Asking(line, told["seconds"])
    while True:
        job, _body = line.receive()
        spend(told["seconds"])
        for message in carry_out(job, client):
            line.send(message)
        line.send({"say": "over"})


def main() -> None:
    limit(MEMORY_BYTES, CPU_SECONDS)
    line = Line(socket.socket(fileno=0), most=math.inf)
    try:
        serve(line)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:  # noqa: BLE001 - those who asked are told of whatever it was
        line.send({"say": "broken", "error": said(error)})


def said(error: BaseException) -> dict[str, Any]:
    """Where it happened. Not its text, which may quote the page."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "file": Path(last.filename).name, "line": last.lineno}


if __name__ == "__main__":
    main()
