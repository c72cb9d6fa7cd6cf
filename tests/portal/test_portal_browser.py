"""The account in real Chromium: without JavaScript on a phone, and with axe in both colour schemes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from applicants.models import TrackedApplication, WorkExperience
from employers.models import Employer, User
from hiretrack.tenancy import person_scope
from hiretrack.uploads.models import Upload
from tests.factories.employers import PASSWORD, CandidateFactory
from tests.portal.conftest import Publish
from tests.portal.signed_in import CV
from tests.portal.test_browser import AXE, violations
from tests.portal.test_portal_applications import applied

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
SMALL: Any = {"width": 320, "height": 640}
PAGES = (
    "matches", "applications", "saved", "profile", "profile/about", "profile/experience/add", "profile/resume/review",
    "profile/voluntary", "tracker/elsewhere",
    "alerts", "alerts/add", "notifications", "notifications/choices", "tracker", "tracker/board", "tracker/numbers",
    "tracker/add", "settings", "settings/password", "settings/two-factor", "settings/erase",
)  # fmt: skip


@pytest.fixture
def ada() -> User:
    user: User = CandidateFactory(email="ada@example.com", name="Ada Lovelace")
    return user


def come_in(page: Page, live_server: LiveServer, user: User) -> None:
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Jobs for you")).to_be_visible()


def put_resume(page: Page, live_server: LiveServer, user: User, *, has_script: bool) -> None:
    page.goto(f"{live_server.url}/account/profile/")
    page.locator("input[name=cv]").set_input_files({"name": "Ada.txt", "mimeType": "text/plain", "buffer": CV.encode()})
    if not has_script:
        page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("is being checked and read")).to_be_visible()
    with person_scope(user.pk):
        Upload.objects.update(scan_status="clean", text=CV)
    page.goto(f"{live_server.url}/account/profile/resume/review/")


def test_profile_from_a_resume_and_the_end_without_javascript(
    new_context: CreateContextCallback, live_server: LiveServer, ada: User
) -> None:
    page = new_context(viewport=SMALL, java_script_enabled=False).new_page()
    come_in(page, live_server, ada)
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Profile", exact=True).click()
    put_resume(page, live_server, ada, has_script=False)
    page.get_by_role("button", name="Save what is ticked").click()
    expect(page.get_by_text("What you ticked is in your profile.")).to_be_visible()
    expect(page.get_by_text("Babbage GmbH")).to_be_visible()

    page.goto(f"{live_server.url}/account/settings/erase/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("heading", name="Everything is erased")).to_be_visible()
    assert not User.objects.filter(pk=ada.pk).exists()


def test_job_is_saved_on_the_way_through_the_door(
    new_context: CreateContextCallback, live_server: LiveServer, ada: User, employer: Employer, publish: Publish
) -> None:
    job = publish(employer, title="Data Engineer")
    page = new_context(viewport=SMALL, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/jobs/{job.pk}")
    page.get_by_role("link", name="Save this job").click()
    page.get_by_label("E-mail").fill(ada.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Save this job").click()

    expect(page.get_by_role("heading", name="Data Engineer")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(
    new_context: CreateContextCallback, live_server: LiveServer, ada: User, employer: Employer, scheme: Any
) -> None:
    row = applied(employer, ada)
    with person_scope(ada.pk):
        TrackedApplication.objects.create(company="Donaudampfschifffahrtsgesellschaft", title="Engineer")
        WorkExperience.objects.create(company="Babbage", start_date="2014-02")
    page = new_context(color_scheme=scheme, viewport=SMALL, bypass_csp=True).new_page()
    come_in(page, live_server, ada)
    put_resume(page, live_server, ada, has_script=True)

    for address in (*PAGES, f"applications/{row.pk}"):
        page.goto(f"{live_server.url}/account/{address}/")
        page.add_script_tag(path=AXE)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_doors_are_accessible_with_their_errors(new_context: CreateContextCallback, live_server: LiveServer) -> None:
    page = new_context(viewport=SMALL, bypass_csp=True).new_page()
    for address in ("sign-up", "sign-in", "sign-in/link"):
        page.goto(f"{live_server.url}/account/{address}/")
        page.get_by_role("main").get_by_role("button").click()
        expect(page.locator(".field-error").first).to_be_visible()
        page.add_script_tag(path=AXE)
        assert violations(page) == [], address
