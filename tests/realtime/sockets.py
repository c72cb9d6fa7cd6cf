"""A websocket client that speaks to the application in process (channels' own needs daphne)."""

from __future__ import annotations

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator

from hiretrack.realtime.routing import websocket_application

HOME = (b"origin", b"http://127.0.0.1:8000")
WITHIN_S = 60


class Socket:
    def __init__(self, path: str = "/ws/events", *headers: tuple[bytes, bytes]) -> None:
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": list(headers), "subprotocols": []}
        self._talk = ApplicationCommunicator(websocket_application, scope)

    async def opens(self) -> bool:
        await self._talk.send_input({"type": "websocket.connect"})
        return bool((await self._talk.receive_output(WITHIN_S))["type"] == "websocket.accept")

    async def say(self, message: dict[str, Any] | str) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        await self._talk.send_input({"type": "websocket.receive", "text": text})

    async def hear(self, kind: str) -> dict[str, Any]:
        """The next message, which must be of this kind."""
        output = await self._talk.receive_output(WITHIN_S)
        message: dict[str, Any] = json.loads(output.get("text") or "{}")
        assert message.get("type") == kind, output
        return message

    async def close_code(self) -> int:
        output = await self._talk.receive_output(WITHIN_S)
        assert output["type"] == "websocket.close", output
        return int(output["code"])

    async def leave(self) -> None:
        if not self._talk.future.done():
            await self._talk.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._talk.wait(WITHIN_S)
