"""Signing in with an account elsewhere in real Chromium: our policy lets the browser go there and come back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from employers.models import Identity, User
from tests.factories.employers import PASSWORD, CandidateFactory
from tests.openid_provider import OpenIDProvider
from tests.portal.test_browser import AXE, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
SMALL: Any = {"width": 320, "height": 640}
# The form goes on to another address there, as large providers' do.
YES = '<input type="hidden" name="yes" value="1"><button>Yes, it is me</button>'
CONSENT = f'<form action="/authorize">FIELDS{YES}</form>'


@pytest.fixture
def acme(elsewhere: OpenIDProvider, live_server: LiveServer, settings: Any) -> OpenIDProvider:
    settings.PUBLIC_URL = live_server.url
    elsewhere.consent = CONSENT
    return elsewhere


def opened(new_context: CreateContextCallback, *, scripted: bool) -> tuple[Page, list[str]]:
    """A page on a small screen, and what the browser complains of."""
    page = new_context(viewport=SMALL, java_script_enabled=scripted).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    return page, complaints


@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "without"])
def test_candidate_goes_there_and_comes_back(
    new_context: CreateContextCallback, live_server: LiveServer, acme: OpenIDProvider, *, scripted: bool
) -> None:
    page, complaints = opened(new_context, scripted=scripted)
    page.goto(f"{live_server.url}/account/saved/")

    page.get_by_role("button", name="Continue with Acme").click()
    page.get_by_role("button", name="Yes, it is me").click()

    expect(page.get_by_role("heading", name="Saved jobs", level=1)).to_be_visible()
    assert [line for line in complaints if "Content Security Policy" in line] == []
    assert User.objects.get().email == "ada@example.com"


def test_account_is_connected_and_disconnected_by_keyboard(
    new_context: CreateContextCallback, live_server: LiveServer, acme: OpenIDProvider
) -> None:
    user = CandidateFactory(email="ada@home.example")
    page, _ = opened(new_context, scripted=False)
    page.goto(f"{live_server.url}/account/sign-in/?next=/account/settings/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.get_by_role("link", name="Connect Acme").press("Enter")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes, it is me").press("Enter")
    expect(page.get_by_text("Acme is connected")).to_be_visible()
    assert Identity.objects.get().user == user

    page.get_by_role("link", name="Disconnect Acme").press("Enter")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Acme is disconnected")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_on_the_way_are_accessible(
    new_context: CreateContextCallback, live_server: LiveServer, acme: OpenIDProvider, scheme: Any
) -> None:
    page = new_context(viewport=SMALL, color_scheme=scheme, bypass_csp=True).new_page()
    page.add_init_script(AXE.read_text())
    # The page that leads there stays.
    page.route(f"{acme.url}/**", lambda route: route.fulfill(status=204))
    for path in ("sign-up/", "sign-in/", "sign-in/with/acme/back/?state=x"):
        page.goto(f"{live_server.url}/account/{path}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_role("button", name="Continue with Acme").click()
    expect(page.get_by_role("heading", name="On to Acme")).to_be_visible()
    assert violations(page) == []
