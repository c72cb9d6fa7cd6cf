"""Every type of page in real Chromium: axe finds nothing, and nothing sticks out: small, zoomed, from right to left."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from employers.models import Employer
from tests.portal.conftest import Publish
from tests.portal.every_page import every_page
from tests.portal.test_browser import AXE, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bucket")]
PHONE: Any = {"width": 390, "height": 844}
DESKTOP: Any = {"width": 1280, "height": 800}
ZOOMED: Any = {"width": 640, "height": 400}
"""1280 pixels at 200 %."""
SMALL: Any = {"width": 320, "height": 640}
STICKS_OUT = "document.documentElement.scrollWidth > innerWidth"


def shown(page: Page, live_server: LiveServer, name: str, html: bytes) -> None:
    """The page as the server had answered it, with the server's styles; its scripts have tests of their own."""
    page.unroute_all()
    page.route("**/v1/**", lambda route: route.abort())
    page.route("**/*.js", lambda route: route.abort())
    page.route(f"**/page/{name}", lambda route: answer(route, html))
    page.goto(f"{live_server.url}/page/{name}")


def answer(route: Route, html: bytes) -> None:
    # A page that leads elsewhere stays to be looked at.
    still = html.replace(b'http-equiv="refresh"', b'name="refresh"')
    route.fulfill(body=still, content_type="text/html; charset=utf-8")


# Colours depend on the scheme alone and the layout on the width alone: two of four pairs show both.
@pytest.mark.parametrize(("scheme", "viewport"), [("light", PHONE), ("dark", DESKTOP)], ids=["phone", "desktop"])
def test_every_page_is_accessible(
    new_context: CreateContextCallback, live_server: LiveServer, employer: Employer, other_employer: Employer,
    publish: Publish, scheme: Any, viewport: Any,
) -> None:  # fmt: skip
    page = new_context(color_scheme=scheme, viewport=viewport).new_page()
    found: dict[str, list[str]] = {}

    for name, html in every_page(employer, other_employer, publish).items():
        shown(page, live_server, name, html)
        page.add_script_tag(path=AXE)
        found[name] = violations(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_page_sticks_out(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    employer: Employer,
    other_employer: Employer,
    publish: Publish,
) -> None:
    page = new_context().new_page()
    found = []

    for name, html in every_page(employer, other_employer, publish, "de").items():
        shown(page, live_server, name, html)
        for direction in ("ltr", "rtl"):
            page.evaluate("direction => { document.documentElement.dir = direction }", direction)
            for size in (SMALL, ZOOMED, DESKTOP):
                page.set_viewport_size(size)
                found += [f"{name}, {direction}, {size['width']}"] if page.evaluate(STICKS_OUT) else []

    assert found == []
