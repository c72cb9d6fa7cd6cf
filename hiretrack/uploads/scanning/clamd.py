"""clamd's INSTREAM command (clamd(8)): the file in length-prefixed pieces over a socket, one line back."""

from __future__ import annotations

import socket
import struct
from urllib.parse import urlsplit

from hiretrack.errors import Unavailable

TIMEOUT_S = 30
PIECE = 64 * 1024


def infection(content: bytes, address: str) -> str:
    """The signature's name, or an empty text when clamd finds nothing. `address`: tcp://host:port or unix:///path.

    Raises `Unavailable` when there is no answer: a file that was not checked is never called clean.
    """
    try:
        with _connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                connection.sendall(struct.pack(">I", len(piece)) + piece)
            connection.sendall(struct.pack(">I", 0))
            answer = _line(connection)
    except OSError as error:
        raise Unavailable("The virus scanner does not answer.", code="scanner_unavailable") from error
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if answer != "stream: OK":
        raise Unavailable("The virus scanner gave no verdict.", code="scanner_unavailable")
    return ""


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme != "unix":
        return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), TIMEOUT_S)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(TIMEOUT_S)
    try:
        connection.connect(parts.path)
    except OSError:
        connection.close()
        raise
    return connection


def _line(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (piece := connection.recv(4096)):
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
