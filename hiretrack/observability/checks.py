"""What the probes ask of each part: PostgreSQL, Redis, the object store. Each answers within its own time-out."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import psycopg
import redis
from django.conf import settings

SECONDS = 2
"""For one part. libpq takes whole seconds, and no fewer than two."""


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    ok: bool
    duration_ms: float
    error: str = ""


def check_postgresql() -> None:
    # Its own connection: a pool that is busy for a moment is no reason to take the instance out of service.
    login = settings.DATABASES["default"]
    address = {"host": login["HOST"], "port": login["PORT"], "user": login["USER"], "password": login["PASSWORD"]}
    known = {key: value for key, value in address.items() if value}
    options = f"-c statement_timeout={SECONDS * 1000}"
    with psycopg.connect(dbname=login["NAME"], connect_timeout=SECONDS, options=options, **known) as database:
        database.execute("SELECT 1")


def check_redis() -> None:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS) as client:
        client.ping()


def check_object_store() -> None:
    address = urlsplit(settings.S3_ENDPOINT_URL)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=SECONDS)
    try:
        connection.request("HEAD", "/")
        if connection.getresponse().status >= 500:
            raise HTTPException("the object store answers with an error")
    finally:
        connection.close()


CHECKS: dict[str, Callable[[], None]] = {
    "postgresql": check_postgresql,
    "redis": check_redis,
    "object_store": check_object_store,
}


def examine(*names: str) -> list[Part]:
    """The state of the named parts (all without names), examined side by side."""
    asked = names or tuple(CHECKS)
    pool = ThreadPoolExecutor(max_workers=len(asked), thread_name_prefix="probe")
    try:
        began = time.monotonic()
        waiting = [(name, pool.submit(_examine, name)) for name in asked]
        deadline = began + SECONDS + 1
        return [_outcome(name, running, deadline) for name, running in waiting]
    finally:
        # Not waited for: a part that hangs (name resolution) must not hold the probe's answer.
        pool.shutdown(wait=False, cancel_futures=True)


def _outcome(name: str, running: Future[Part], deadline: float) -> Part:
    try:
        return running.result(timeout=max(deadline - time.monotonic(), 0))
    except Late:
        return Part(name, ok=False, duration_ms=(SECONDS + 1) * 1000.0, error="timeout")


def _examine(name: str) -> Part:
    began = time.perf_counter()
    error = ""
    try:
        CHECKS[name]()
    except (OSError, psycopg.Error, redis.RedisError, HTTPException) as failure:
        # The class alone: messages carry addresses and account names.
        error = type(failure).__name__
    return Part(name, ok=not error, duration_ms=round((time.perf_counter() - began) * 1000, 1), error=error)
