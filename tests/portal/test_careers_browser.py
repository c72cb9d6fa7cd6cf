"""Finding a job in real Chromium: searching while typing, scrolling on, sharing; with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.services import close_job
from tests.portal.conftest import Publish
from tests.portal.test_browser import AXE, PHONE, said, violations

__all__ = ["said"]

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture(autouse=True)
def _keep(settings: Any) -> None:
    settings.KEPT_PAGES_S = 60


def test_list_follows_what_is_typed(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, publish: Publish
) -> None:
    publish(employer, title="Data Engineer", department="Data")
    publish(employer, title="Plumber", department="Pipes", remote=True)
    page.goto(live_server.url)
    before = page.evaluate("history.length")

    page.get_by_label("What").press_sequentially("plumber", delay=20)

    expect(page.locator("#results h3")).to_have_text(["Plumber"])
    expect(page).to_have_url(re.compile(r"\?q=plumber$"))
    expect(page.get_by_label("What")).to_be_focused()
    assert page.evaluate("history.length") == before
    expect(page.locator("#filter-department option")).to_have_text(["Department", "Pipes (1)"])
    expect(page.locator("#results-live")).to_have_text("1 opening")


def test_filters_keep_their_focus_and_the_chosen_order(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, publish: Publish
) -> None:
    for title in ("First", "Second", "Third"):
        publish(employer, title=title, department="Data")
    page.goto(f"{live_server.url}/e/acme/")
    page.get_by_role("link", name="Oldest").click()
    # With its scripts: what is chosen before nobody hears.
    page.wait_for_url(re.compile(r"\?sort=oldest$"))

    page.get_by_label("Department").focus()
    page.get_by_label("Department").select_option("Data")

    expect(page).to_have_url(re.compile(r"\?department=Data&sort=oldest$"))
    expect(page.locator("#results h3")).to_have_text(["First", "Second", "Third"])
    expect(page.get_by_label("Department")).to_be_focused()


def test_scrolling_brings_the_next_page(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, publish: Publish
) -> None:
    for number in range(55):
        publish(employer, title=f"Job {number}")
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(f"{live_server.url}/e/acme/")
    expect(page.locator("#jobs article")).to_have_count(25)

    for count in (50, 55):
        page.get_by_role("contentinfo").scroll_into_view_if_needed()
        expect(page.locator("#jobs article")).to_have_count(count)

    expect(page).to_have_url(f"{live_server.url}/e/acme/")


def test_list_works_without_scripts(
    new_context: CreateContextCallback, live_server: LiveServer, employer: Employer, publish: Publish
) -> None:
    for number in range(27):
        publish(employer, title=f"Job {number}", remote=number == 1)
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(live_server.url)

    page.get_by_role("link", name="Show more").click()
    expect(page.locator("#jobs article")).to_have_count(2)
    page.goto(live_server.url)
    page.get_by_label("Remote").check()
    page.get_by_role("button", name="Search").click()

    expect(page.locator("#results h3")).to_have_text(["Job 1"])
    page.get_by_role("link", name="Job 1", exact=True).click()
    page.locator("summary", has_text="Share").click()
    expect(page.get_by_role("link", name="By e-mail")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()


def test_link_is_copied(
    new_context: CreateContextCallback, live_server: LiveServer, employer: Employer, publish: Publish
) -> None:
    job = publish(employer)
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{live_server.url}/jobs/{job.pk}")

    page.locator("summary", has_text="Share").click()
    page.get_by_role("button", name="Copy the link").click()

    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/jobs/{job.pk}/data-engineer")
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Share")).to_be_focused()
    expect(page.get_by_role("button", name="Link copied")).to_be_hidden()


def test_device_shares_where_it_can(page: Page, live_server: LiveServer, employer: Employer, publish: Publish) -> None:
    job = publish(employer)
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(f"{live_server.url}/jobs/{job.pk}")

    page.locator("summary", has_text="Share").click()

    assert page.evaluate("window.shared.title") == "Data Engineer · Acme"
    expect(page.get_by_role("link", name="By e-mail")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_list_job_and_closed_pages_are_accessible_and_fit(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    employer: Employer,
    publish: Publish,
    scheme: Any,
    viewport: Any,
) -> None:
    Employer.objects.update(about_md="We make **anvils**.")
    job, closed, _other = (
        publish(employer, title=title, department="Data", tags=["sql"]) for title in ("Engineer", "Analyst", "Cook")
    )
    with employer_scope(employer.pk):
        close_job(job_id=closed.pk)
    page = new_context(color_scheme=scheme, viewport=viewport, bypass_csp=True).new_page()

    for address in ("/?sort=oldest&q=engineer OR cook", "/e/acme/", f"/jobs/{job.pk}", f"/jobs/{closed.pk}"):
        page.goto(live_server.url + address)
        if page.locator("summary", has_text="Share").count():
            page.locator("summary", has_text="Share").click()
        page.add_script_tag(path=Path(AXE))
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
