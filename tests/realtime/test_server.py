"""A real uvicorn with a Redis of its own: what happens when that goes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import websockets
from channels.db import database_sync_to_async

from employers.models import Employer
from employers.tokens import issue_pair
from hiretrack.embedded.binaries import valkey_server
from hiretrack.embedded.waiting import until
from hiretrack.env import PROJECT
from tests.fixtures import user_with
from tests.stack import free_port

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN_S = 120


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def redis_port(tmp_path: Path) -> Iterator[int]:
    port = free_port()
    server = start_redis(port, tmp_path)
    try:
        until(lambda: listens(port), within=WITHIN_S)
        yield port
    finally:
        server.kill()
        server.wait()


def start_redis(port: int, folder: Path) -> subprocess.Popen[bytes]:
    command = [str(valkey_server()), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    command += ["--pidfile", str(folder / "valkey.pid"), "--daemonize", "no"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


@pytest.fixture
def live(redis_port: int, tmp_path: Path) -> Iterator[str]:
    """The address of a websocket server."""
    port = free_port()
    known = os.environ | {"REDIS_URL": f"redis://127.0.0.1:{redis_port}/0"}
    command = [sys.executable, "-m", "uvicorn", "hiretrack.asgi:application", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=PROJECT, env=known, stdout=log, stderr=log)
    try:
        until(lambda: listens(port), within=WITHIN_S)
        yield f"ws://127.0.0.1:{port}"
        server.terminate()
        server.wait(WITHIN_S)
    finally:
        server.kill()
        server.wait()


async def connect(live: str, token: str) -> websockets.ClientConnection:
    client = await websockets.connect(f"{live}/ws/events", open_timeout=WITHIN_S)
    await client.send(json.dumps({"type": "authenticate", "token": token}))
    return client


async def first_word(live: str, token: str) -> str:
    """What a client hears that comes again for as long as it is told to try again."""
    while True:
        try:
            client = await connect(live, token)
            word = json.loads(await client.recv())["type"]
        except websockets.ConnectionClosed as closed:
            if closed.rcvd is None or closed.rcvd.code != 1013:
                raise
        else:
            await client.close()
            return str(word)


async def test_connections_end_with_redis_and_come_back_with_it(
    live: str, redis_port: int, tmp_path: Path, employer: Employer
) -> None:
    token = (await database_sync_to_async(lambda: issue_pair(user_with("recruiter", employer)))()).access
    first = await connect(live, token)
    assert json.loads(await first.recv())["type"] == "ready"

    os.kill(int((tmp_path / "valkey.pid").read_text()), signal.SIGKILL)
    with pytest.raises(websockets.ConnectionClosed) as ended:
        await asyncio.wait_for(first.recv(), WITHIN_S)
    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == 1013

    with pytest.raises(websockets.ConnectionClosed) as refused:
        await asyncio.wait_for((await connect(live, token)).recv(), WITHIN_S)
    assert refused.value.rcvd is not None
    assert refused.value.rcvd.code == 1013

    again = start_redis(redis_port, tmp_path)
    try:
        until(lambda: listens(redis_port), within=WITHIN_S)
        assert await asyncio.wait_for(first_word(live, token), WITHIN_S) == "ready"
    finally:
        again.kill()
        again.wait()


async def test_pages_of_other_sites_are_refused(live: str) -> None:
    evil = websockets.Origin("https://evil.example")
    with pytest.raises(websockets.InvalidStatus) as refused:
        await websockets.connect(f"{live}/ws/events", origin=evil, open_timeout=WITHIN_S)

    assert refused.value.response.status_code == 403
