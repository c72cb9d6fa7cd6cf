"""The account pages in real Chromium: their forms pass the CSRF check under their referrer policy, and everybody can
use them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from employers.models import Employer, User
from employers.tokens import email_verification_token, password_reset_token
from tests.factories.employers import PASSWORD, UserFactory
from tests.portal.test_browser import AXE, PHONE, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
NEW = "an entirely new one"


@pytest.fixture
def ada(employer: Employer) -> User:
    return UserFactory(employer=employer, email="ada@example.com", email_verified_at=None)


def test_address_is_confirmed_by_the_button(page: Page, live_server: LiveServer, ada: User) -> None:
    page.goto(f"{live_server.url}/account/verify/{email_verification_token(ada)}/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm e-mail address").click()

    expect(page.get_by_role("heading", name="E-mail confirmed")).to_be_visible()
    page.get_by_role("link", name="Sign in at the back office").click()
    page.get_by_role("link", name="Forgot your password?").click()
    # A form that goes out before its script is there has no proof of work.
    page.wait_for_url("**/account/forgot/")
    page.get_by_label("E-mail").fill(ada.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()


def test_weak_password_is_explained_beside_its_field(page: Page, live_server: LiveServer, ada: User) -> None:
    page.goto(f"{live_server.url}/account/password/{password_reset_token(ada)}/")
    for password in ("short", NEW):
        page.get_by_label("New password", exact=True).fill(password)
        page.get_by_label("New password again").fill(password)
        page.get_by_role("button", name="Save password").click()
        if password != NEW:
            expect(page.locator(".field.invalid")).to_contain_text("too short")

    expect(page.get_by_role("heading", name="Password saved")).to_be_visible()
    assert User.objects.get().check_password(NEW)


def test_form_goes_out_without_a_proof_that_never_comes(page: Page, live_server: LiveServer, db: None) -> None:
    page.clock.install()
    page.route("**/v1/public/captcha", lambda _route: None)
    page.goto(f"{live_server.url}/account/sign-up/")
    page.get_by_label("E-mail").fill("no address")
    button = page.get_by_role("button", name="Create account")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")

    page.clock.run_for(10_000)
    expect(page.get_by_text("Enter a valid email address.")).to_be_visible()


@pytest.mark.parametrize("address", ["sign-up", "forgot"])
def test_form_goes_out_at_one_press_long_after_its_proof(
    page: Page, live_server: LiveServer, db: None, address: str
) -> None:
    """As for everybody who takes longer to fill it in than the browser to solve it."""
    page.goto(f"{live_server.url}/account/{address}/")
    page.get_by_label("E-mail").fill("no address")
    expect(page.locator("[name=captcha]")).not_to_have_value("")

    page.locator("form[data-proof] button").click()

    expect(page.get_by_text("Enter a valid email address.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_account_pages_are_accessible(
    new_context: CreateContextCallback, live_server: LiveServer, ada: User, scheme: Any
) -> None:
    page = new_context(color_scheme=scheme, viewport=PHONE, bypass_csp=True).new_page()
    tokens = f"verify/{email_verification_token(ada)}", f"password/{password_reset_token(ada)}"

    for address in (*tokens, "forgot", "verify/forged"):
        page.goto(f"{live_server.url}/account/{address}/")
        if address != "verify/forged":
            page.get_by_role("button").first.click()
            expect(page.locator(".field-error").first).to_be_visible()
        page.add_script_tag(path=AXE)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
