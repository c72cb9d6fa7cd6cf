"""The jobs that fit, in real Chromium: usable by everybody, on a small phone and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from tests.factories.employers import UserFactory
from tests.factories.feed import computed, profile
from tests.factories.sourcing import BoardFactory, ListingFactory
from tests.portal.conftest import Publish
from tests.portal.test_browser import AXE, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct horse battery staple"
SMALL = {"width": 320, "height": 800}


@pytest.fixture
def ada(employer: Employer, publish: Publish) -> User:
    user: User = UserFactory(employer=None, roles=["applicant"], email="ada@example.com")
    user.set_password(PASSWORD)
    user.save()
    publish(employer, title="Data Engineer", tags=["Python", "Kubernetes"])
    with employer_scope(employer.pk):
        board = BoardFactory(open_to_candidates=True)
        ListingFactory(title="Donaudampfschifffahrtsgesellschaftsingenieur", board=board)
    profile(user)
    computed()
    return user


def come_in(page: Page, live_server: LiveServer, user: User) -> None:
    page.goto(f"{live_server.url}/account/matches/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Jobs for you")).to_be_visible()


def test_page_works_without_javascript(new_context: CreateContextCallback, live_server: LiveServer, ada: User) -> None:
    page = new_context(viewport=SMALL, java_script_enabled=False).new_page()
    come_in(page, live_server, ada)
    page.get_by_role("link", name="Data Engineer").click()
    expect(page.get_by_role("heading", name="Data Engineer")).to_be_visible()

    page.go_back()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/account/matches/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(
    new_context: CreateContextCallback, live_server: LiveServer, ada: User, scheme: Any
) -> None:
    page = new_context(color_scheme=scheme, viewport=SMALL, bypass_csp=True).new_page()
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".field-error").first).to_be_visible()
    page.add_script_tag(path=AXE)
    assert violations(page) == []

    come_in(page, live_server, ada)
    page.add_script_tag(path=AXE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
