from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from channels.layers import get_channel_layer

from tests.realtime.sockets import Socket

Connect = Callable[..., Awaitable[Socket]]


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    """Open a websocket; `token` is sent as the first message. Everything is closed in the end."""
    opened: list[Socket] = []

    async def connected(path: str = "/ws/events", *headers: tuple[bytes, bytes], token: str = "") -> Socket:
        socket = Socket(path, *headers)
        opened.append(socket)
        assert await socket.opens()
        if token:
            await socket.say({"type": "authenticate", "token": token})
        return socket

    yield connected
    for socket in opened:
        await socket.leave()
    # The layer's receiver belongs to this test's event loop.
    await get_channel_layer().flush()
