"""The two websockets. Texts are JSON objects with a `type`.

From the client: `{"type": "authenticate", "token": "…"}` first (a browser with a session cookie may leave it out; sent
again later it prolongs the connection), and `{"type": "ping"}`. From us: `ready` once admitted (with `expires_at`, when
the connection must have proven itself again), `event`, `notification`, `task`, `text` and `facts` (a draft as it is
written, and what it rests on, to the task's owner), `pong`. Everything else is a close code (`codes`). But for drafts
nothing here is personal data: ids and kinds, of which the API tells more to those who may know.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import time
import uuid
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from employers.errors import TokenRefused
from employers.permissions import VIEWERS
from hiretrack.api.principals import Principal
from hiretrack.assistant import texts
from hiretrack.background import live
from hiretrack.background.choices import OPEN
from hiretrack.realtime import codes
from hiretrack.realtime.identity import Identity, by_session, by_token
from hiretrack.realtime.reads import task_of
from hiretrack.realtime.watch import redis_watch

FIRST_MESSAGE_S = 10.0
LONGEST_MESSAGE = 16 * 1024


class Refusal(Exception):
    """The caller may not stay; `code` closes the connection."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class LiveConsumer(AsyncWebsocketConsumer):
    """Admits, keeps to the time allowed, and leaves. Subclasses say which groups are the caller's."""

    identity: Identity | None = None
    joined: tuple[str, ...] = ()
    timer: asyncio.TimerHandle | None = None
    left = False

    async def groups_for(self, principal: Principal) -> tuple[str, ...]:  # noqa: ARG002 - for subclasses
        """What the caller hears; raises `Refusal`, as for everybody here."""
        raise Refusal(codes.FORBIDDEN)

    async def after_ready(self) -> None:
        """For what the caller must know at once."""

    async def connect(self) -> None:
        await self.accept()
        redis_watch().add(self)
        self._leave_in(FIRST_MESSAGE_S, codes.TIMEOUT)
        known = by_session(self.scope.get("user")) if self.scope.get("hiretrack.cookies") else None
        if known is not None:
            await self._admit(known)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if len(text_data or bytes_data or "") > LONGEST_MESSAGE:
            await self.leave(codes.TOO_BIG)
            return
        match _parsed(text_data):
            case {"type": "authenticate", "token": str(token)}:
                await self._authenticate(token)
            case {"type": "ping"} if self.identity is not None:
                await self.say({"type": "pong"})
            case _:
                await self.leave(codes.BAD_MESSAGE if self.identity else codes.UNAUTHENTICATED)

    async def _authenticate(self, token: str) -> None:
        try:
            await self._admit(await by_token(token))
        except TokenRefused:
            await self.leave(codes.UNAUTHENTICATED)

    async def _admit(self, identity: Identity) -> None:
        if self.identity is not None and self.identity.principal.client != identity.principal.client:
            await self.leave(codes.FORBIDDEN)
            return
        try:
            groups = await self.groups_for(identity.principal)
        except Refusal as refusal:
            await self.leave(refusal.code)
            return
        first, self.identity = self.identity is None, identity
        self._leave_in(identity.until - time.time(), codes.UNAUTHENTICATED)
        await self._join(groups)
        await self.say({"type": "ready", "expires_at": _rfc3339(identity.until)})
        if first:
            await self.after_ready()

    async def _join(self, groups: tuple[str, ...]) -> None:
        for group in set(self.joined) - set(groups):
            await self.channel_layer.group_discard(group, self.channel_name)
        for group in set(groups) - set(self.joined):
            await self.channel_layer.group_add(group, self.channel_name)
        self.joined = groups

    async def say(self, message: dict[str, Any]) -> None:
        if not self.left:
            await self.send(text_data=json.dumps(message))

    async def leave(self, code: int) -> None:
        """Close once, whoever asks first: the client's words, the clock, or Redis going away."""
        if not self.left:
            self.left = True
            await self.close(code)

    def _leave_in(self, seconds: float, code: int) -> None:
        if self.timer is not None:
            self.timer.cancel()
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(max(seconds, 0.0), lambda: loop.create_task(self.leave(code)))

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - channels' signature
        self.left = True
        if self.timer is not None:
            self.timer.cancel()
        redis_watch().remove(self)
        await self._join(())


class EventsConsumer(LiveConsumer):
    """`/ws/events`: the employer's feed for its people, and everybody's own."""

    async def groups_for(self, principal: Principal) -> tuple[str, ...]:
        own = (live.user_group(principal.user_id),) if principal.user_id else ()
        # An API key may be for jobs only; the feed tells of everything.
        may_hear = principal.has_any(VIEWERS) and principal.covers("events", writing=False)
        if principal.employer_id and may_hear:
            return (live.employer_group(principal.employer_id), *own)
        if not own:
            raise Refusal(codes.FORBIDDEN)
        return own

    async def journal_recorded(self, message: dict[str, Any]) -> None:
        await self.say({"type": "event", "event": message["event"]})

    async def notification_created(self, message: dict[str, Any]) -> None:
        await self.say({"type": "notification", "notification": message["notification"]})


class TaskConsumer(LiveConsumer):
    """`/ws/tasks/{taskId}`: its state now and at every change, and what it writes; closed with 1000 after the last."""

    @property
    def run_id(self) -> uuid.UUID:
        found: uuid.UUID = self.scope["url_route"]["kwargs"]["task_id"]
        return found

    async def groups_for(self, principal: Principal) -> tuple[str, ...]:
        if await self._task(principal) is None:
            raise Refusal(codes.NOT_FOUND)
        return (live.task_group(self.run_id),)

    async def after_ready(self) -> None:
        if self.identity is not None and (task := await self._task(self.identity.principal)) is not None:
            # Asked for after the state: the text of a run that has ended is whole.
            for told in await database_sync_to_async(texts.told_so_far)(self.run_id):
                await self.say(told)
            await self._tell(task)

    async def task_text(self, message: dict[str, Any]) -> None:
        await self.say(message["text"])

    async def task_changed(self, message: dict[str, Any]) -> None:
        await self._tell(message["task"])

    async def _tell(self, task: dict[str, Any]) -> None:
        await self.say({"type": "task", "task": task})
        if task["state"] not in OPEN:
            await self.leave(codes.NORMAL)

    async def _task(self, principal: Principal) -> dict[str, Any] | None:
        return await database_sync_to_async(task_of)(self.run_id, principal)


def _parsed(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except (ValueError, RecursionError):
        return None


def _rfc3339(moment: float) -> str:
    return dt.datetime.fromtimestamp(int(moment), tz=dt.UTC).isoformat().replace("+00:00", "Z")
