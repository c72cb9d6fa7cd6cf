"""A job board's server in a thread: it answers as it is told, and misbehaves on demand."""

from __future__ import annotations

import gzip
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    """By lower-case name."""


class Handler(BaseHTTPRequestHandler):
    board: BoardServer

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.board.asked.append(Asked(self.path, headers))
        try:
            self.board.reply_to(self.path)(self)
        except OSError:
            self.close_connection = True

    def send(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


Reply = Callable[[Handler], None]


class BoardServer:
    """`answer("/jobs", page("..."), ...)`: the replies in turn, the last one for ever. Anything else is a 404."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self.replies: dict[str, list[Reply]] = {}
        self._turns = threading.Lock()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), type("BoardHandler", (Handler,), {"board": self}))
        self.http.daemon_threads = True
        self.http.block_on_close = False
        self.host = f"127.0.0.1:{self.http.server_port}"
        """For SOURCING_PRIVATE_HOSTS."""
        self.url = f"http://{self.host}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def answer(self, path: str, *replies: Reply) -> str:
        """A path without a query answers any query; `*` answers whatever has no reply. The address, for the board."""
        self.replies[path] = list(replies)
        return self.url + path

    def reply_to(self, path: str) -> Reply:
        with self._turns:
            known = (self.replies.get(key) for key in (path, path.partition("?")[0], "*"))
            replies = next((found for found in known if found), [status(404)])
            return replies.pop(0) if len(replies) > 1 else replies[0]


@contextmanager
def serving() -> Iterator[BoardServer]:
    made = BoardServer()
    threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield made
    finally:
        made.over.set()
        made.http.shutdown()
        made.http.server_close()


def status(code: int, body: bytes = b"", **headers: str) -> Reply:
    """Names of headers with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send(code, body, named)


def page(text: str | bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> Reply:
    body = text.encode() if isinstance(text, str) else text
    return status(200, body, Content_Type=content_type, **headers)


def as_json(value: Any, content_type: str = "application/json", **headers: str) -> Reply:
    return page(json.dumps(value), content_type, **headers)


def zipped(text: str | bytes, content_type: str = "application/json") -> Reply:
    body = text.encode() if isinstance(text, str) else text
    return page(gzip.compress(body, mtime=0), content_type, Content_Encoding="gzip")


def validated(reply_body: str | bytes, etag: str, content_type: str = "application/json") -> Reply:
    """Answers 304 to those who know the ETag."""

    def reply(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            return handler.send(304, b"", {"ETag": etag})
        return page(reply_body, content_type, ETag=etag)(handler)

    return reply


def redirect(to: str, code: int = 302) -> Reply:
    return status(code, Location=to)


def too_many(retry_after: str) -> Reply:
    return status(429, Retry_After=retry_after)


def silent(handler: Handler) -> None:
    """Says nothing until the server ends."""
    handler.board.over.wait(60)


def trickling(handler: Handler) -> None:
    """A byte now and then, without end: no read ever times out."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.board.over.wait(0.02):
        handler.wfile.write(b" ")


def closing(handler: Handler) -> None:
    """Hangs up without a word."""
    handler.connection.close()


def cut_short(body: bytes, content_type: str = "application/json") -> Reply:
    """Half of what was announced."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])

    return reply


def huge(megabytes: int = 100) -> Reply:
    """Announces nothing, and sends a lot."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(megabytes):
            handler.wfile.write(b" " * MEGABYTE)

    return reply


@cache
def _squeezed(megabytes: int) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as stream:
        for _ in range(megabytes):
            stream.write(b" " * MEGABYTE)
    return packed.getvalue()


def gzip_bomb(megabytes: int = 100) -> Reply:
    """A hundred kilobytes on the line, a hundred megabytes in memory."""
    return page(_squeezed(megabytes), "application/json", Content_Encoding="gzip")


def looping(handler: Handler) -> None:
    handler.send(302, b"", {"Location": handler.path})


def misbehaving(body: bytes) -> dict[str, Reply]:
    """What a board may do instead of answering `body`. None of it may be taken for the board's content."""
    return {
        "slow": silent,
        "trickling": trickling,
        "429 with Retry-After": too_many("0"),
        "500": status(500),
        "hanging up": closing,
        "truncated transfer": cut_short(body),
        "truncated document": page(body[: len(body) // 2], "application/json"),
        "not what was asked": page("<html><title>Sign in</title><p>Please sign in.</p></html>"),
        "redirect loop": looping,
        "redirect inside": redirect("http://127.0.0.1:9/jobs"),
        "redirect to metadata": redirect("http://169.254.169.254/latest/meta-data/"),
        "redirect to a file": redirect("file:///etc/passwd"),
        "gzip bomb": gzip_bomb(),
        "100 MB": huge(),
        "gone": status(404),
    }


MISBEHAVIOURS = list(misbehaving(b"{}"))
