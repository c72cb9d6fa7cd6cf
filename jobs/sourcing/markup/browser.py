"""Pages as a browser shows them once their scripts have run.

Chromium itself is cut off from the network: each request of a page is answered by us, through the same guarded way out
as everything else, redirects too. Names don't resolve in it and its proxy leads nowhere, so that what is not asked of
us (sockets, pings, prefetches) reaches nothing.

Playwright and Chromium are an extra: nothing here imports them before they are needed.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiretrack import outbound
from hiretrack.context import seconds_left
from hiretrack.outbound import Answer, OutboundError, OutboundRefused
from jobs.sourcing.client import BoardUnreadable, Client, PageFailed, PageTooLarge, Response, is_operators
from jobs.sourcing.markup.links import page_address

REDIRECTS, MOST_REQUESTS = 5, 200
MOST_BYTES_OF_ALL = 40 * 1024 * 1024
STARTS_WITHIN_S = 30.0
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_UNSEEN = frozenset({"image", "media", "font", "texttrack", "eventsource", "websocket", "manifest", "ping"})
"""Kinds of request that a list of jobs does without."""
_NOT_PASSED_ON = frozenset(
    {"host", "connection", "content-length", "accept-encoding", "content-encoding", "transfer-encoding", "set-cookie"}
)
_ARGUMENTS = [
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-quic",
    "--js-flags=--max-old-space-size=512",
]
_NOWHERE: Any = {"server": "http://127.0.0.1:9", "bypass": "<-loopback>"}
NEEDED = gettext_lazy(
    "Web pages that need JavaScript cannot be read by this installation: install Playwright (python3 bootstrap.py"
    " extras) and Chromium (Debian: apt install chromium), or set CHROMIUM_PATH."
)


def executable() -> str:
    """Where Chromium is, or an empty text."""
    named = settings.CHROMIUM_PATH
    programs = [named] if named else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next((found for name in programs if (found := shutil.which(name))), "")


def is_available() -> bool:
    return find_spec("playwright") is not None and bool(executable())


@contextmanager
def browsing(client: Client, *, wait_for: str) -> Iterator[Client]:
    """A `Client` whose pages are those of a browser. `wait_for`: CSS of what is there once a page is complete.

    Raises `BoardUnreadable` where there is no browser.
    """
    if not is_available():
        raise BoardUnreadable(str(NEEDED))
    # A thread of its own: Playwright keeps a loop running in the thread that starts it.
    with ThreadPoolExecutor(1, thread_name_prefix="browser") as thread:
        browser = thread.submit(Browser, wait_for, private_hosts=client.private_hosts).result()
        try:
            yield Reader(client, browser, thread)
        finally:
            thread.submit(browser.close).result()


@dataclass(frozen=True)
class Reader:
    """See `browsing`."""

    client: Client
    browser: Browser
    thread: ThreadPoolExecutor

    @property
    def private_hosts(self) -> bool:
        return self.client.private_hosts

    def get(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "") -> Response:
        """The plain page is read first: robots.txt, the host's rest and where redirects lead are looked at there."""
        del etag, last_modified  # A page's frame says nothing about what scripts fill in.
        plain = self.client.get(url, accept=accept)
        left = seconds_left()
        seconds = settings.SOURCING_TIMEOUT_S if left is None else min(left, settings.SOURCING_TIMEOUT_S)
        return self.thread.submit(self.browser.show, plain, seconds).result()


class Browser:
    """Chromium, from start to end in one thread."""

    def __init__(self, wait_for: str, *, private_hosts: bool) -> None:
        """`private_hosts`: see `Client`."""
        from playwright.sync_api import Error, sync_playwright

        self.wait_for, self.private_hosts = wait_for, private_hosts
        self.playwright = sync_playwright().start()
        try:
            self.chromium = self.playwright.chromium.launch(
                executable_path=executable(),
                args=_ARGUMENTS,
                proxy=_NOWHERE,
                # Root has none; in containers without user namespaces CHROMIUM_SANDBOX=false turns it off.
                chromium_sandbox=settings.CHROMIUM_SANDBOX and os.geteuid() != 0,
                timeout=STARTS_WITHIN_S * 1000,
            )
            self.pid = _pid(self.chromium)
        except Error as error:
            self.playwright.stop()
            raise BoardUnreadable(_("Chromium does not start on this installation.")) from error

    def show(self, plain: Response, seconds: float) -> Response:
        """The page's HTML once scripts have run, at the latest after `seconds`. Raises `PageFailed`."""
        from playwright.sync_api import Error

        watchdog = threading.Timer(seconds + 5, _kill, [self.pid])
        watchdog.daemon = True
        watchdog.start()
        try:
            visit = Visit(plain, time.monotonic() + seconds, self.private_hosts)
            content = self._content(visit).encode("utf-8", "replace")
        except Error as error:
            raise PageFailed(_("The browser could not show the page.")) from error
        finally:
            watchdog.cancel()
        if len(content) > settings.SOURCING_MAX_BYTES:
            raise PageTooLarge(_("The page is too large once its scripts have run."))
        return Response(plain.url, {"Content-Type": "text/html; charset=utf-8"}, content)

    def _content(self, visit: Visit) -> str:
        """Each page is a stranger to the one before: no cookies, no storage."""
        from playwright.sync_api import TimeoutError as TookTooLong

        context = self.chromium.new_context(
            user_agent=settings.SOURCING_USER_AGENT, service_workers="block", accept_downloads=False
        )
        try:
            context.route("**/*", visit.answer)
            context.route_web_socket("**/*", lambda socket: socket.close())
            page = context.new_page()
            with suppress(TookTooLong):
                page.goto(visit.plain.url, wait_until="domcontentloaded", timeout=visit.left_ms)
                page.wait_for_selector(f"css={self.wait_for}", state="attached", timeout=visit.left_ms)
            return page.content()
        finally:
            context.close()

    def close(self) -> None:
        from playwright.sync_api import Error

        with suppress(Error):
            self.chromium.close()
        self.playwright.stop()


@dataclass
class Visit:
    """One page being shown: what its requests are answered, and how much more it may ask for."""

    plain: Response
    ends_at: float
    private_hosts: bool
    requests: int = 0
    read: int = 0
    refused: list[str] = field(default_factory=list)
    """Addresses, for those who wonder why a page stays empty."""

    @property
    def left_ms(self) -> float:
        return max(1.0, (self.ends_at - time.monotonic()) * 1000)

    def answer(self, route: Any) -> None:
        """The handler of every request that Chromium makes."""
        request = route.request
        first = request.is_navigation_request() and not self.requests
        self.requests += 1
        if first:
            body = self.plain.text.encode("utf-8", "replace")
            route.fulfill(status=200, headers={"Content-Type": "text/html; charset=utf-8"}, body=body)
            return
        try:
            answer = self._asked(request)
        except OutboundError:
            self.refused.append(request.url)
            route.abort("blockedbyclient")
            return
        route.fulfill(status=answer.status, headers=_passed_on(answer.headers), body=answer.body)

    def _asked(self, request: Any) -> Answer:
        """Raises `OutboundError`. Redirects are followed here, where each address is looked at."""
        if request.resource_type in _UNSEEN or request.method not in _METHODS or self.requests > MOST_REQUESTS:
            raise OutboundRefused("Not needed.")
        url, method, content = request.url, request.method, request.post_data_buffer
        for _hop in range(REDIRECTS + 1):
            answer = self._sent(method, url, _passed_on(request.headers), content)
            location = answer.headers.get("Location", "")
            if not 300 <= answer.status < 400 or not location:
                return answer
            url = page_address(url, location)
            if answer.status in {301, 302, 303}:
                method, content = "GET", None
        raise OutboundRefused("The page redirects too often.")

    def _sent(self, method: str, url: str, headers: dict[str, str], content: bytes | None) -> Answer:
        left = self.ends_at - time.monotonic()
        room = min(settings.SOURCING_MAX_BYTES, MOST_BYTES_OF_ALL - self.read)
        if left <= 0 or room <= 0:
            raise OutboundRefused("The page wants too much.")
        answer = outbound.send(
            method, url, headers=headers, content=content, seconds=left, max_bytes=room,
            operator_configured=self.private_hosts and is_operators(url),
        )  # fmt: skip
        self.read += len(answer.body)
        return answer


def _passed_on(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in _NOT_PASSED_ON}


def _pid(chromium: Any) -> int:
    processes = chromium.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return next(int(process["id"]) for process in processes if process["type"] == "browser")


def _kill(pid: int) -> None:
    """A page whose script never ends answers nobody; without its browser the wait for it is over."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
