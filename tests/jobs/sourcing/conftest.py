from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from hiretrack import outbound
from jobs.sourcing import preview
from jobs.sourcing.boards.apart import reader
from tests.jobs.sourcing.boardserver import BoardServer, serving

PUBLIC_NAME, PUBLIC_ADDRESS = "board.example.com", "93.184.216.34"


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes half a minute to start the program that reads; tests of these limits set their own."""
    monkeypatch.setattr(preview, "MOST_SECONDS", 120.0)
    monkeypatch.setattr(reader, "STARTS_WITHIN_S", 120.0)


@pytest.fixture
def board_server(settings: Any) -> Iterator[BoardServer]:
    """The operator has named it, so that it may be read though it is private."""
    with serving() as made:
        settings.SOURCING_PRIVATE_HOSTS = [made.host]
        yield made


@pytest.fixture
def public_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[BoardServer]:
    """A server of the web, as far as names and addresses tell: strangers may have it read."""
    known = socket.getaddrinfo

    def resolve(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host == PUBLIC_NAME:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC_ADDRESS, port))]
        return known("127.0.0.1" if host == PUBLIC_ADDRESS else host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(outbound, "RESOLVED_WITHIN_S", 60.0)
    with serving() as made:
        made.host = f"{PUBLIC_NAME}:{made.http.server_port}"
        made.url = f"http://{made.host}"
        yield made
