"""Recruiters at a real Chromium: signed in by a session, on the live server's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from tests.fixtures import user_with
from tests.portal.test_browser import AXE, RULES

SignIn = Callable[..., User]


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer, employer: Employer) -> SignIn:
    """`sign_in("recruiter")` signs the page's browser in and returns the user; `at=` says at which employer."""

    def _sign_in(role: str = "recruiter", *, at: Employer | None = None) -> User:
        user, client = user_with(role, at or employer), Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return user

    return _sign_in


@pytest.fixture
def quiet(page: Page) -> Iterator[list[str]]:
    """Script errors and refused scripts or styles, as the browser reports them. The test fails when there are any."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Chromium reports each 4xx answer, a request that a test cuts off, and a live socket that nobody serves here.
        expected = ("server responded with a status", "net::ERR_FAILED", "WebSocket connection to")
        if message.type in {"error", "warning"} and not any(words in message.text for words in expected):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield complaints
    assert complaints == []


def violations(page: Page, within: str = "#main") -> list[str]:
    """What axe-core has against the page (WCAG 2.2 AA and best practice); Unfold's own menu aside."""
    # A press ends when the next page's first bytes are there.
    page.wait_for_load_state()
    # Not as a script of the page: its policy allows none of others.
    page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("([within, rules]) => axe.run(within, {runOnly: rules})", [within, RULES])
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def stored(employer: Employer, read: Callable[[], Any]) -> Any:
    """What `read` finds in the employer's scope."""
    with employer_scope(employer.pk):
        return read()
