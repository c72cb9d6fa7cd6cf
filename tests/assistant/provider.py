"""A local server that speaks Anthropic's Messages API, well or badly, as each test has it.

It answers with the next of its `turns`, the last one again and again. What it was asked stands in `asked`.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEXT = "FACTS: F1 F3\n\nI planned night shifts for sixty people. It taught me patience."
MODEL = "claude-test-1"


@dataclass
class Turn:
    """How one request is answered. `cut_after` closes the connection behind so many pieces of a stream."""

    status: int = 200
    text: str = TEXT
    stop: str = "end_turn"
    error: str = "api_error"
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    error_after: int | None = None
    """Behind so many pieces the stream sends an `error` event."""
    waits: threading.Event | None = None
    """Answers only when this is set."""
    hold: threading.Event | None = None
    hold_after: int = 0
    """Behind so many events the stream waits for `hold`."""


class ProviderServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.turns: list[Turn] = [Turn()]
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def said(self) -> str:
        """The data of the last request."""
        return str(self.asked[-1]["messages"][0]["content"])

    def next_turn(self) -> Turn:
        return self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients may leave early."""


class Handler(BaseHTTPRequestHandler):
    server: ProviderServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        turn = self.server.next_turn()
        if turn.waits is not None:
            turn.waits.wait(180)
        if turn.status != 200:
            self.fail(turn)
        elif body.get("stream"):
            self.stream(turn)
        else:
            self.whole(turn)

    def fail(self, turn: Turn) -> None:
        self.reply(turn, {"type": "error", "error": {"type": turn.error, "message": f"no: {self.path}"}})

    def whole(self, turn: Turn) -> None:
        content = [{"type": "text", "text": turn.text}] if turn.text else []
        self.reply(turn, message(content, stop=turn.stop, output=12))

    def reply(self, turn: Turn, document: dict[str, Any]) -> None:
        content = json.dumps(document).encode()
        self.send_response(turn.status)
        for name, value in {"Content-Type": "application/json", **turn.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def stream(self, turn: Turn) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for number, event in enumerate(events(turn)):
            if number == turn.cut_after:
                self.close_connection = True
                return
            if turn.hold is not None and number == turn.hold_after:
                turn.hold.wait(180)
            data = f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


def message(content: list[Any], *, stop: str | None, output: int) -> dict[str, Any]:
    usage = {"input_tokens": 321, "output_tokens": output}
    about = {"id": "msg_1", "type": "message", "role": "assistant", "model": MODEL}
    return {**about, "content": content, "stop_reason": stop, "stop_sequence": None, "usage": usage}


def events(turn: Turn) -> Iterator[dict[str, Any]]:
    broken = {"type": "error", "error": {"type": turn.error, "message": "no"}}
    for number, event in enumerate(whole_stream(turn)):
        yield broken if number == turn.error_after else event


def whole_stream(turn: Turn) -> Iterator[dict[str, Any]]:
    yield {"type": "message_start", "message": message([], stop=None, output=1)}
    yield {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    yield {"type": "ping"}
    for piece in pieces(turn.text):
        yield {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}}
    yield {"type": "content_block_stop", "index": 0}
    delta = {"stop_reason": turn.stop, "stop_sequence": None}
    yield {"type": "message_delta", "delta": delta, "usage": {"output_tokens": 12}}
    yield {"type": "message_stop"}


def pieces(text: str) -> list[str]:
    return [text[at : at + 7] for at in range(0, len(text), 7)]


@contextmanager
def serving() -> Iterator[ProviderServer]:
    server = ProviderServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
