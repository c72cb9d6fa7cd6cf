"""The client itself."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import urldefrag

import stamina
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiretrack.context import seconds_left
from hiretrack.outbound import Answer
from jobs.sourcing.client import robots
from jobs.sourcing.client.attempts import Question, ask
from jobs.sourcing.client.failures import BoardUnreadable, MemoryAway, PageAstray, PageFailed, PageMissing
from jobs.sourcing.client.hosts import Host, joined, user_agent
from jobs.sourcing.client.response import Response

REDIRECTS = 5
ATTEMPTS = 3
MOST_HOSTS = 100
"""That one scan asks: of each something is kept in Redis."""
_REDIRECTING = {301, 302, 303, 307, 308}
_SAID = {
    401: gettext_lazy("The board wants to know who asks (401)."),
    403: gettext_lazy("The board refuses to be read (403)."),
    404: gettext_lazy("There is nothing at this address (404)."),
    410: gettext_lazy("What was at this address is gone for good (410)."),
}


def _said(status: int) -> str:
    other = _("The board does not answer this address (%(status)s).") % {"status": status}
    return str(_SAID.get(status, other))


@contextmanager
def _elsewhere(seen: list[str]) -> Iterator[None]:
    """Another host that cannot be read, where a page redirects to, says nothing about the board's own."""
    try:
        yield
    except BoardUnreadable as error:
        if isinstance(error, MemoryAway) or Host.of(seen[-1]) == Host.of(seen[0]):
            raise
        raise PageFailed(str(error)) from error


class SafeClient:
    """Reads boards; one for each scan. All that processes must know of each other is kept in Redis.

    `ends_in_s` bounds everything that is read through it, waits included, as does the caller's own deadline
    (`hiretrack.context`): afterwards there is `BoardUnreadable`. While Redis is away it waits for `patience_s`.

    `private_hosts=False` is for strangers, whoever they are: hosts that the operator has named for scans
    (SOURCING_PRIVATE_HOSTS) are refused, at redirects too, and nothing that strangers have us read is remembered, so
    that they neither fill Redis nor have a host left alone that others scan. What is known of a host holds for them.
    """

    def __init__(
        self,
        *,
        ends_in_s: float | None = None,
        attempts: int = ATTEMPTS,
        patience_s: float = 0.0,
        private_hosts: bool = True,
    ) -> None:
        self.patience_s, self.private_hosts = patience_s, private_hosts
        self.ends_at = math.inf if ends_in_s is None else time.monotonic() + ends_in_s
        self.attempts = attempts
        self.robots = robots.Robots(self._robots_txt, remembers=private_hosts)
        self.hosts: set[Host] = set()

    def get(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "") -> Response:
        """See `Client.get`."""
        wanted = {"If-None-Match": etag, "If-Modified-Since": last_modified, "Accept": accept or "*/*"}
        headers = {name: value for name, value in wanted.items() if value}
        url, answer = self._patiently(lambda: self._followed(url, headers, self._allowed, settings.SOURCING_MAX_BYTES))
        if answer.status == HTTPStatus.NOT_MODIFIED and (etag or last_modified):
            return Response(url, answer.headers, b"", not_modified=True)
        if not 200 <= answer.status < 300:
            failed = PageMissing if answer.status in {404, 410} else PageFailed
            raise failed(_said(answer.status))
        return Response(url, answer.headers, answer.body)

    def _patiently(self, ask_for: Callable[[], tuple[str, Answer]]) -> tuple[str, Answer]:
        """Again while Redis is away; nobody has been asked then."""
        for attempt in stamina.retry_context(
            on=lambda error: isinstance(error, MemoryAway) and self._left_s() > 0,
            attempts=None if self.patience_s else 1, timeout=self.patience_s or None,
            wait_initial=0.5, wait_max=5.0, wait_jitter=0.5,
        ):  # fmt: skip
            with attempt:
                found = ask_for()
        return found

    def _followed(
        self,
        url: str,
        headers: dict[str, str],
        rest_after: Callable[[str], float],
        max_bytes: int,
        *,
        cut: bool = False,
    ) -> tuple[str, Answer]:
        """Where redirects end. Each hop is as strange as the first: its robots.txt and its address are looked at."""
        headers |= {"User-Agent": user_agent()}
        seen: list[str] = []
        url = urldefrag(url).url
        while url not in seen and len(seen) <= REDIRECTS:
            seen.append(url)
            self._refuse(Host.of(url))
            with _elsewhere(seen):
                question = Question(url, headers, rest_after(url), max_bytes, cut, not self.private_hosts)
                answer = ask(question, attempts=self.attempts, left_s=self._left_s)
            location = answer.headers.get("Location", "")
            if answer.status not in _REDIRECTING or not location:
                return url, answer
            url = joined(url, location)
        raise PageAstray(_("The page redirects in a circle.") if url in seen else _("The page redirects too often."))

    def _refuse(self, host: Host) -> None:
        if host.is_operators and not self.private_hosts:
            raise PageAstray(_("The address lies in a private range."))
        self.hosts.add(host)
        if len(self.hosts) > MOST_HOSTS:
            self.hosts.discard(host)
            raise PageAstray(_("The board leads to too many hosts."))

    def _allowed(self, url: str) -> float:
        rules = self.robots.of(Host.of(url))
        rules.check(url)
        return rules.delay_s

    def _robots_txt(self, url: str) -> bytes | None:
        rest_s = float(settings.SOURCING_HOST_DELAY_S)
        _url, answer = self._followed(url, {}, lambda _: rest_s, robots.MAX_BYTES, cut=True)
        return answer.body if answer.status == HTTPStatus.OK else None

    def _left_s(self) -> float:
        of_caller = seconds_left()
        return min(self.ends_at - time.monotonic(), math.inf if of_caller is None else of_caller)
