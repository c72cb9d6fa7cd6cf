"""People and settings at a real Chromium: a second factor from set-up to the lost phone, an invitation, the brand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from employers import services
from employers.models import Employer, User
from tests.factories.employers import PASSWORD, EmployerAdminFactory
from tests.factories.two_factor import Phone
from tests.office.conftest import SignIn, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]


def office(live_server: LiveServer, path: str = "") -> str:
    return f"{live_server.url}/admin/{path}"


def sign_in_by_hand(page: Page, live_server: LiveServer, user: User) -> None:
    page.goto(office(live_server, "login/"))
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")


def press(page: Page, name: str, *, exact: bool = False) -> None:
    """A button that sends a form, and what comes back."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=exact).click()


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


@pytest.mark.usefixtures("quiet")
def test_second_factor_is_set_up_and_asked_for(page: Page, live_server: LiveServer, employer: Employer) -> None:
    user = EmployerAdminFactory(employer=employer)
    sign_in_by_hand(page, live_server, user)
    page.goto(office(live_server, "account/"))
    assert not violations(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Set up").click()
    assert not violations(page)
    press(page, "Begin")
    assert not violations(page)
    phone = Phone("".join(page.locator("#p-secret").inner_text().split()))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("textbox", name="Code").fill(phone.code())
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    expect(page.locator("#p-code-list li")).to_have_count(10)
    codes = page.locator("#p-code-list li").all_inner_texts()
    assert not violations(page)
    assert User.objects.get(pk=user.pk).has_two_factor

    sign_out(page)
    page.goto(office(live_server, "login/"))
    assert not violations(page, "body")
    sign_in_by_hand(page, live_server, user)
    expect(page.get_by_label("Code from your phone")).to_have_attribute("autofocus", "")
    assert not violations(page, "body")
    page.get_by_label("Code from your phone").fill(phone.code(steps=1))
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(office(live_server))

    sign_out(page)
    sign_in_by_hand(page, live_server, user)
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(codes[0].lower())
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(office(live_server))
    assert len(User.objects.get(pk=user.pk).two_factor.recovery_digests) == 9


@pytest.mark.usefixtures("quiet")
def test_recovery_codes_are_downloaded(page: Page, live_server: LiveServer, sign_in: SignIn, tmp_path: Path) -> None:
    user = sign_in("recruiter")
    secret = services.begin_two_factor(user=user).secret
    page.goto(office(live_server, "account/two-factor/"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("textbox", name="Code").fill(Phone(secret).code())
    page.get_by_role("button", name="Turn on").click()

    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download").click()
    kept = tmp_path / "codes.txt"
    downloaded.value.save_as(kept)

    lines = kept.read_text().split()
    assert user.email in lines
    assert services.check_second_factor(user=user, code=lines[-1]).recovery


@pytest.mark.usefixtures("quiet")
def test_required_second_factor_opens_nothing_else(page: Page, live_server: LiveServer, sign_in: SignIn) -> None:
    user = sign_in("recruiter")
    assert user.employer
    services.update_employer(employer=user.employer, changes={"two_factor_required": True})

    page.goto(office(live_server, "jobs/job/"))
    expect(page.get_by_text("Acme requires two-factor sign-in.")).to_be_visible()
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("alert")).to_contain_text("not right")
    assert not violations(page)
    secret = services.begin_two_factor(user=user).secret
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("textbox", name="Code").fill(Phone(secret).code())
    page.get_by_role("button", name="Turn on").click()
    page.get_by_role("link", name="I have kept them").click()

    expect(page.get_by_role("heading", name="Signing in")).to_be_visible()


@pytest.mark.usefixtures("quiet")
def test_user_is_invited_and_the_invitation_sent_again(page: Page, live_server: LiveServer, sign_in: SignIn) -> None:
    sign_in("employer_admin")
    page.goto(office(live_server, "employers/user/"))
    assert not violations(page)
    page.get_by_role("link", name="Invite a user").click()
    page.get_by_label("Name").fill("Grace Hopper")
    page.get_by_label("E-mail").fill("grace@example.com")
    page.get_by_label("Recruiter", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Invitation sent, open until")).to_be_visible()
    page.get_by_role("link", name="Grace Hopper").first.click()
    expect(page.get_by_role("button", name="Send the invitation again")).to_be_visible()
    assert not violations(page)
    page.get_by_role("button", name="Send the invitation again").click()
    expect(page.get_by_text("A new invitation is on its way to grace@example.com.")).to_be_visible()

    invited = User.objects.get(email="grace@example.com")
    assert (invited.roles, invited.has_usable_password()) == (["recruiter"], False)


@pytest.mark.usefixtures("quiet")
def test_brand_is_changed_with_its_contrast_shown(
    page: Page, live_server: LiveServer, sign_in: SignIn, employer: Employer
) -> None:
    sign_in("employer_admin")
    page.goto(office(live_server, "employers/employer/"))
    colour = page.locator("#id_brand_colour")
    colour.fill("#ffee00")
    light = page.locator("[data-paper=light] .p-verdict")
    expect(light).to_contain_text("so that it can be read")
    expect(page.locator(".p-dry-run")).to_contain_text("nobody would be erased")
    page.get_by_text("Preview").click()
    page.get_by_label("About the employer").fill("We **build** boats")
    expect(page.locator(".p-preview strong")).to_have_text("build")
    assert not violations(page)
    press(page, "Save", exact=True)

    expect(colour).to_have_value("#ffee00")
    employer.refresh_from_db()
    assert (employer.brand_colour, employer.about_md) == ("#ffee00", "We **build** boats")


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}])
def test_pages_are_accessible_in_the_dark_and_on_phones(
    page: Page, live_server: LiveServer, sign_in: SignIn, look: dict[str, Any]
) -> None:
    sign_in("employer_admin")
    if "color_scheme" in look:
        page.emulate_media(color_scheme=look["color_scheme"])
    else:
        page.set_viewport_size(look["viewport"])

    for path in ("account/", "account/two-factor/", "employers/user/", "employers/employer/"):
        page.goto(office(live_server, path))
        assert not violations(page), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
