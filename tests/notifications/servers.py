"""Providers on this machine: a mail server that speaks SMTP, and a server that speaks Resend's protocol."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class SmtpServer(socketserver.ThreadingTCPServer):
    """Takes mails, unless `answer` says otherwise to RCPT, or `hang_up` ends the talk before the last answer."""

    daemon_threads = True
    answer = b"250 ok"
    hang_up = False

    def __init__(self) -> None:
        self.meanwhile: Callable[[], object] = lambda: None
        """Called between taking a mail and saying so."""
        super().__init__(("127.0.0.1", 0), SmtpTalk)
        self.mails: list[EmailMessage] = []


class SmtpTalk(socketserver.StreamRequestHandler):
    server: SmtpServer

    def handle(self) -> None:
        self.say(b"220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self.say(b"221 bye")
            if verb == b"DATA":
                self.say(b"354 go on")
                self.take()
                self.server.meanwhile()
                if self.server.hang_up:
                    return None
            self.say(self.server.answer if verb == b"RCPT" else b"250 ok")
        return None

    def take(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class ResendServer(ThreadingHTTPServer):
    """Resend's `POST /emails`: a known Idempotency-Key is answered with the first mail's id, and sends nothing."""

    daemon_threads = True
    status = 200
    hang_up = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ResendTalk)
        self.mails: dict[str, dict[str, Any]] = {}
        self.requests = 0

    def mood(self, _key: str) -> int:
        """What to answer; 0 hangs up after taking the mail."""
        return 0 if self.hang_up and self.status == 200 else self.status


class MoodyResendServer(ResendServer):
    """The first request of every second mail goes wrong: refused for now (429), broken (500), or taken and then never
    answered; asked again it answers. `pause_s` is how long it takes over each."""

    MOODS = (200, 429, 200, 0, 200, 500)

    def __init__(self, pause_s: float = 0.0) -> None:
        super().__init__()
        self.pause_s = pause_s
        self.seen: dict[str, int] = {}
        self._lock = threading.Lock()

    def mood(self, key: str) -> int:
        """What to answer; 0 hangs up after taking the mail."""
        threading.Event().wait(self.pause_s)
        with self._lock:
            is_first = key not in self.seen
            number = self.seen.setdefault(key, len(self.seen))
        return self.MOODS[number % len(self.MOODS)] if is_first else 200


class ResendTalk(BaseHTTPRequestHandler):
    server: ResendServer

    def do_POST(self) -> None:
        self.server.requests += 1
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers["Idempotency-Key"]
        status = self.server.mood(key)
        if status not in {0, 200}:
            return self.answer(status, {"name": "error", "message": "refused"})
        self.server.mails.setdefault(key, body)
        if status == 0:
            return self.connection.close()
        return self.answer(200, {"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"})

    def answer(self, status: int, body: dict[str, str]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@contextmanager
def serving(server: Any) -> Iterator[Any]:
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
