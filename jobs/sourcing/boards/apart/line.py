"""Between us and the program: a JSON object with bytes behind it, one after the other, over a pair of sockets."""

from __future__ import annotations

import json
import math
import socket
import struct
import time
from typing import Any

MOST_BYTES = 64 * 1024 * 1024
"""Of what the program says at once. Of what it is told SOURCING_MAX_BYTES is the limit."""
_HEAD = struct.Struct("!II")
_AT_ONCE = 1024 * 1024


class Line:
    def __init__(self, end: socket.socket, most: float = MOST_BYTES) -> None:
        """`most`: how many bytes a message that is received may have."""
        self.end, self.most = end, most

    def send(self, message: dict[str, Any], body: bytes = b"", *, within_s: float = math.inf) -> None:
        """Raises `TimeoutError`, and `OSError` when nobody listens."""
        # Halves of surrogate pairs come in pages too.
        text = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._until(time.monotonic() + within_s)
        self.end.sendall(b"".join((_HEAD.pack(len(text), len(body)), text, body)))

    def receive(self, *, within_s: float = math.inf) -> tuple[dict[str, Any], bytes]:
        """Raises `TimeoutError`, `EOFError` or `OSError` when nobody is there any more, and
        `ValueError` or `TypeError` for what is no message."""
        ends_at = time.monotonic() + within_s
        text, body = _HEAD.unpack(self._exactly(_HEAD.size, ends_at))
        if text + body > self.most:
            raise ValueError("The message is too long.")
        message = json.loads(self._exactly(text, ends_at).decode("utf-8", "surrogatepass"))
        if not isinstance(message, dict):
            raise TypeError("The message is no object.")
        return message, self._exactly(body, ends_at)

    def _exactly(self, count: int, ends_at: float) -> bytes:
        got = bytearray()
        while len(got) < count:
            self._until(ends_at)
            part = self.end.recv(min(count - len(got), _AT_ONCE))
            if not part:
                raise EOFError
            got += part
        return bytes(got)

    def _until(self, ends_at: float) -> None:
        left = ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.end.settimeout(None if left == math.inf else left)
