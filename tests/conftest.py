"""The servers' part of every test: own database, own keys, own bucket. See tests/isolation.py."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import redis
from django.db import connections
from django.test import TransactionTestCase
from playwright.sync_api import Playwright, expect
from pytest_django.plugin import DjangoDbBlocker

from hiretrack import env
from hiretrack.embedded.objectstore import ensure_bucket, s3_client
from tests import databases

pytest_plugins = ["tests.fixtures"]

# Examples take as long as the machine lets them: Hypothesis's own limits are over when a process is paused.
SLOW = (hypothesis.HealthCheck.too_slow,)
hypothesis.settings.register_profile("any machine", deadline=None, suppress_health_check=SLOW)
hypothesis.settings.load_profile("any machine")
# Pages share the machine with others, and take their time there: as long as a click has.
expect.set_options(timeout=30_000)

NO_SERVERS = "Tests need real servers: use `make test`, or run pytest while `make run` is up."


def pytest_configure(config: pytest.Config) -> None:
    # Playwright keeps its loop in the tests' own thread until the end; Django takes that for asynchronous code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if not os.environ.get("DATABASE_OWNER_URL"):
        raise pytest.UsageError(NO_SERVERS)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and os.environ.get("DATABASE_OWNER_URL"):
        databases.drop_template()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers last: Playwright's loop runs on in its process, and asynchronous tests need that thread to be free.
    (Workers keep to this order by --no-loadscope-reorder; otherwise the largest groups come first.)"""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A migrated database of this worker's own, used as the plain application role."""
    databases.create()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        # Django's own flush runs as the application's role, which may not TRUNCATE.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: databases.empty())
        yield
        connections.close_all()
    databases.drop()


@pytest.fixture(scope="session", autouse=True)
def clean_redis() -> Iterator[None]:
    """Leaves nothing of this worker's on the server."""
    yield
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        for key in client.scan_iter(f"{os.environ['REDIS_PREFIX']}*", count=1000):
            client.delete(key)


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """The name of this worker's bucket; every test that stores a file needs it."""
    settings = {name: env.text(name) for name in os.environ if name.startswith("S3_")}
    ensure_bucket(settings, ["*"])
    yield settings["S3_BUCKET"]
    _remove(s3_client(settings), settings["S3_BUCKET"])


def _remove(client: Any, bucket: str) -> None:
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for item in page.get("Contents", ()):
            client.delete_object(Bucket=bucket, Key=item["Key"])
    client.delete_bucket(Bucket=bucket)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], playwright: Playwright) -> dict[str, Any]:
    """pytest-playwright's browsers are the machine's own Chromium; without any, browser tests are skipped."""
    found = _chromium(playwright)
    if not found:
        pytest.skip("No Chromium: set CHROMIUM_PATH, or install it (Debian: apt install chromium).")
    # Chromium's sandbox does not work for root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": sandbox}


def _chromium(playwright: Playwright) -> str | None:
    places = (os.environ.get("CHROMIUM_PATH"), shutil.which("chromium"), playwright.chromium.executable_path)
    return next((place for place in places if place and Path(place).exists()), None)
