"""Servers that are killed come back by themselves and have kept what they acknowledged."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import psycopg
import pytest
import redis

from hiretrack.embedded.objectstore import s3_client
from hiretrack.embedded.waiting import until
from tests.embedded.running import Servers, servers

# In one worker: they share one set of servers.
pytestmark = [pytest.mark.integ, pytest.mark.xdist_group("kills")]
BACK_WITHIN = 60.0


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Servers]:
    with servers(data) as started:
        yield started


class Writer:
    """Writes numbers one by one until told to end; `acknowledged` are those whose write was confirmed."""

    def __init__(self, write: Callable[[int], Any], refusals: type[Exception] | tuple[type[Exception], ...]) -> None:
        self.acknowledged: list[int] = []
        self.refused = 0
        self._write, self._refusals = write, refusals
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._go)

    def _go(self) -> None:
        number = 0
        while not self._enough.is_set():
            number += 1
            try:
                self._write(number)
                self.acknowledged.append(number)
            except self._refusals:
                self.refused += 1

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()

    def await_more(self) -> None:
        """Until it has written some more numbers than now."""
        target = len(self.acknowledged) + 20
        until(lambda: len(self.acknowledged) >= target, within=BACK_WITHIN)


def test_killed_postgres_returns_with_every_committed_row(running: Servers) -> None:
    address = running.addresses["DATABASE_OWNER_URL"]
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept (number int PRIMARY KEY)")

    def write(number: int) -> None:
        with psycopg.connect(address, connect_timeout=2) as connection:
            connection.execute("INSERT INTO kept VALUES (%s)", [number])

    with Writer(write, psycopg.Error) as writer:
        for _ in range(2):
            writer.await_more()
            running.kill("postgres")
            writer.await_more()

    with psycopg.connect(address) as connection:
        kept = {number for (number,) in connection.execute("SELECT number FROM kept")}
    assert set(writer.acknowledged) <= kept
    assert writer.refused


def test_killed_redis_returns_with_every_queued_message(running: Servers) -> None:
    client: Any = redis.Redis.from_url(running.addresses["REDIS_URL"], socket_timeout=2)

    with Writer(lambda number: client.lpush("queue", number), redis.RedisError) as writer:
        for _ in range(2):
            writer.await_more()
            running.kill("redis")
            writer.await_more()

    kept = {int(number) for number in client.lrange("queue", 0, -1)}
    client.close()
    assert set(writer.acknowledged) <= kept


def test_killed_object_store_returns_with_every_file(running: Servers) -> None:
    addresses = running.addresses
    client = s3_client(addresses)
    names = [f"cv-{number}" for number in range(20)]
    for name in names:
        client.put_object(Bucket=addresses["S3_BUCKET"], Key=name, Body=name.encode())

    running.kill("s3")

    def all_back() -> bool:
        try:
            bodies = [client.get_object(Bucket=addresses["S3_BUCKET"], Key=name)["Body"].read() for name in names]
        except Exception:  # noqa: BLE001 - botocore's many ways to say "not yet"
            return False
        return bodies == [name.encode() for name in names]

    assert until(all_back, within=BACK_WITHIN)
    client.close()


def test_kill_is_told_in_the_log(running: Servers) -> None:
    line = "redis    | was killed by SIGKILL; starting again in"
    before = running.said().count(line)

    running.kill("redis")

    until(lambda: running.said().count(line) > before, within=BACK_WITHIN)
