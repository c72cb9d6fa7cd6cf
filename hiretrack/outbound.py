"""The one way out: HTTP requests to addresses that somebody else chose.

The name is resolved once and the connection made to that very address (so a second answer of the resolver cannot lead
inside), private ranges are refused, redirects are answered but never followed, and both size and time have an end.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import stamina
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

USER_AGENT = "HireTrack"
CHUNK = 16 * 1024
RESOLVED_WITHIN_S = 2.0


class OutboundError(Exception):
    """No usable answer came back."""


class OutboundRefused(OutboundError):
    """The address may not be called; asking again changes nothing."""


class OutboundFailed(OutboundError):
    """The other side could not be reached, was too slow, or said too much."""


class OutboundTooSlow(OutboundFailed):
    """The time was over before the answer was complete."""


class OutboundTooLarge(OutboundFailed):
    """The answer is larger than was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `headers` are looked up in any case; a redirect is an answer like any other."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def send(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    seconds: float = 10.0,
    max_bytes: int = 1024 * 1024,
    cut: bool = False,
    operator_configured: bool = False,
) -> Answer:
    """One request. `seconds` bounds the whole of it, `max_bytes` the decoded body: a longer one is a failure, or with
    `cut` read no further.

    `operator_configured` says that the address stands in the installation's own settings, so that private ranges are
    allowed. Raises `OutboundRefused` or `OutboundFailed`.
    """
    _check_form(url)
    with _watched_session(seconds, operator_configured=operator_configured) as (session, ends):
        try:
            with session.request(
                method, url, headers=dict(headers or {}), data=content, timeout=seconds, stream=True,
                allow_redirects=False,
            ) as response:  # fmt: skip
                return Answer(response.status_code, response.headers, _body(response, max_bytes, ends, cut=cut))
        except InvalidIPAddress as error:
            raise OutboundRefused("The address lies in a private range.") from error
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader) as error:
            raise OutboundRefused("The address cannot be used.") from error
        # ValueError: an answer that leads nowhere, such as `Location: http://[`.
        except (requests.RequestException, OSError, ValueError) as error:
            slow = isinstance(error, requests.Timeout) or time.monotonic() >= ends
            raise (OutboundTooSlow if slow else OutboundFailed)(f"No answer: {type(error).__name__}.") from error


def fetch(url: str, *, attempts: int = 3, seconds: float = 10.0, **options: Any) -> Answer:
    """GET with retries (jittered back-off) while the other side is away or answers 5xx; `seconds` is per attempt."""
    for attempt in stamina.retry_context(
        on=OutboundFailed, attempts=attempts, wait_initial=0.1, wait_max=1.0, wait_jitter=0.2
    ):
        with attempt:
            answer = send("GET", url, seconds=seconds, **options)
            if answer.status >= 500:
                raise OutboundFailed(f"The other side answered {answer.status}.")
    return answer


def check(url: str, *, operator_configured: bool = False, names: bool = True) -> None:
    """Raise `OutboundRefused` unless `url` could be called now: its form, and where its name leads.

    For whoever enters an address. `send` looks again each time, because names change. Without `names` nothing is
    resolved: only an address that is written in numbers can be private then.
    """
    _check_form(url)
    if operator_configured or not (names or _is_numeric(url)):
        return
    if any(_is_inside(address) for address in _addresses(url)):
        raise OutboundRefused("The address lies in a private range.")


def _is_numeric(url: str) -> bool:
    try:
        ipaddress.ip_address(urlsplit(url).hostname or "")
    except ValueError:
        return False
    return True


def _addresses(url: str) -> list[str]:
    parts = urlsplit(url)
    resolver = ThreadPoolExecutor(1)
    try:
        asked = resolver.submit(socket.getaddrinfo, parts.hostname, parts.port or parts.scheme, type=socket.SOCK_STREAM)
        return [str(found[4][0]) for found in asked.result(RESOLVED_WITHIN_S)]
    except (OSError, UnicodeError) as error:
        raise OutboundRefused("The address's name cannot be resolved.") from error
    finally:
        resolver.shutdown(wait=False)


def _is_inside(text: str) -> bool:
    """Wider than the library's own list: what is not globally routable is not called."""
    address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    return not address.is_global or address.is_multicast or bool(getattr(address, "is_site_local", False))


def _check_form(url: str) -> None:
    try:
        parts = urlsplit(url)
        named = parts.hostname and parts.port != 0
    except ValueError as error:
        raise OutboundRefused("The address cannot be read.") from error
    if parts.scheme not in {"http", "https"} or not named:
        raise OutboundRefused("Only http and https addresses with a host can be called.")
    if parts.username is not None or parts.password is not None:
        raise OutboundRefused("An address must not carry credentials.")


def _body(response: requests.Response, max_bytes: int, ends: float, *, cut: bool) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > max_bytes:
            if cut:
                return bytes(body[:max_bytes])
            raise OutboundTooLarge(f"The answer is larger than {max_bytes} bytes.")
    # Cut by the watchdog, a body without a declared length looks complete.
    if time.monotonic() >= ends:
        raise OutboundTooSlow("The answer took too long.")
    return bytes(body)


@contextmanager
def _watched_session(seconds: float, *, operator_configured: bool) -> Iterator[tuple[requests.Session, float]]:
    """A session whose sockets are cut after `seconds`: a read timeout alone never ends an answer that trickles."""
    ends = time.monotonic() + seconds
    sockets = _Sockets(ends)
    watchdog = threading.Timer(seconds, sockets.cut)
    watchdog.daemon = True
    with requests.Session() as session:
        # Proxies, .netrc and certificate paths of the process's environment are not for these requests.
        session.trust_env = False
        session.headers["User-Agent"] = USER_AGENT
        for scheme in ("http", "https"):
            session.mount(f"{scheme}://", _adapter(scheme, sockets, operator_configured=operator_configured))
        watchdog.start()
        try:
            yield session, ends
        finally:
            watchdog.cancel()
            watchdog.join()
            sockets.close()


class _Sockets:
    """What one request has opened. After its time is over nothing stays open: looking up a name may take that long."""

    def __init__(self, ends: float) -> None:
        self._ends = ends
        self._noted: list[socket.socket] = []

    def note(self, opened: socket.socket) -> None:
        # A duplicate: TLS takes the socket over before its handshake, which may trickle as well.
        self._noted.append(opened.dup())
        if time.monotonic() >= self._ends:
            self.cut()

    def cut(self) -> None:
        for opened in list(self._noted):
            try:
                opened.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed already

    def close(self) -> None:
        for opened in self._noted:
            opened.close()


def _adapter(scheme: str, sockets: _Sockets, *, operator_configured: bool) -> HTTPAdapter:
    if operator_configured:
        return _OperatorAdapter(sockets)
    return _PinnedAdapter(sockets, is_https_proto=scheme == "https")


class _Watching(HTTPAdapter):
    """Notes each socket it opens, for the watchdog."""

    def __init__(self, sockets: _Sockets, **options: Any) -> None:
        self.sockets = sockets
        super().__init__(**options)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = _noting(pool.ConnectionCls, self.sockets)
        return pool


def _noting(connection_class: type, sockets: _Sockets) -> type:
    def connected(self: Any) -> socket.socket:
        opened: socket.socket = connection_class._new_conn(self)  # type: ignore[attr-defined]
        sockets.note(opened)
        return opened

    return type("NotingConnection", (connection_class,), {"_new_conn": connected})


class _OperatorAdapter(_Watching):
    pass


class _PinnedAdapter(_Watching, IPFilterAdapter):
    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        if _is_inside(host["host"]):
            raise InvalidIPAddress(host["host"])
        return host, pool
