"""All of our processes, for tests that sit in front of them as a person would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from hiretrack.embedded.waiting import until
from hiretrack.settings import base
from tests import databases
from tests.e2e.hiring import Hiring, hiring
from tests.e2e.mailbox import Mailbox
from tests.e2e.visitor import CONFIGURATIONS, Configuration, Visitor, visiting
from tests.stack import Stack, running


@pytest.fixture
def stack(transactional_db: None, bucket: str, tmp_path: Path, settings: Settings) -> Iterator[Stack]:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    with running(tmp_path) as started:
        yield started


@pytest.fixture(scope="module")
def shared(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, bucket: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """One set of processes for a module, whose tests therefore leave their rows to each other."""
    with django_db_blocker.unblock():
        with running(tmp_path_factory.mktemp("stack"), RATE_LIMIT_UNSCRIPTED="1000/minute") as started:
            # The apply form waits half a minute for its CV to be read, the worker's start included.
            until(lambda: "ready. [celery.apps.worker]" in started.log.read_text(errors="replace"), within=120)
            yield started
        connections.close_all()
        databases.empty()


@pytest.fixture(scope="module")
def employer_at_work(shared: Stack) -> Hiring:
    return hiring(shared)


@pytest.fixture(scope="module")
def mailbox(shared: Stack) -> Mailbox:
    return Mailbox(shared.mail)


@pytest.fixture(params=CONFIGURATIONS, ids=str)
def visitor(request: pytest.FixtureRequest, browser: Browser, shared: Stack) -> Iterator[Visitor]:
    """Somebody with a browser: with and without JavaScript, on a small phone and at a desk."""
    configuration: Configuration = request.param
    with visiting(browser, shared.base, configuration) as one:
        yield one
