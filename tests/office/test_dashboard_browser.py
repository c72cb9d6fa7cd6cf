"""A recruiter's first page in a real browser: numbers that lead somewhere, charts, search by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.office.conftest import SignIn, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def applications(employer: Employer) -> list[Application]:
    with employer_scope(employer.pk):
        made: list[Application] = ApplicationFactory.create_batch(3, job=published_job(title="Welder"))
    return made


def test_numbers_lead_to_their_rows(
    page: Page, live_server: LiveServer, sign_in: SignIn, applications: list[Application], quiet: list[str]
) -> None:
    sign_in("recruiter")
    page.goto(f"{live_server.url}/admin/")

    page.get_by_role("link", name="New applications").click()

    expect(page.locator("#result_list tbody tr")).to_have_count(3)


def test_charts_come_after_the_page_and_change_their_period(
    page: Page, live_server: LiveServer, sign_in: SignIn, applications: list[Application], quiet: list[str]
) -> None:
    sign_in("viewer")
    page.goto(f"{live_server.url}/admin/")
    funnel = page.get_by_role("region", name="Funnel")
    expect(funnel.get_by_role("row", name="New 3 100 % 3")).to_be_visible()
    # Only then do the buttons that have come do anything.
    expect(page.locator(".htmx-settling")).to_have_count(0)

    page.get_by_role("button", name="30 days").click()

    expect(page.get_by_role("heading", name="Applications of the last 30 days")).to_be_visible()
    assert page.evaluate("Chart.getChart(document.querySelector('#d-charts canvas')).data.datasets[0].data[0]") == 3


def test_search_from_everywhere_by_keyboard_alone(
    page: Page, live_server: LiveServer, sign_in: SignIn, applications: list[Application], quiet: list[str]
) -> None:
    sign_in("recruiter")
    page.goto(f"{live_server.url}/admin/")

    page.keyboard.press("Control+k")
    box = page.locator("#search-input-command")
    box.fill("wel")
    # One key asks once: the answer to a part of the word, were it late, would take the choice away.
    box.press("d")
    expect(page.locator("#command-results-list")).to_contain_text("Welder")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/jobs/job/{applications[0].job_id}/**")
    assert page.evaluate("localStorage.getItem('commandHistory')") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dashboard_is_accessible(
    theme: str, page: Page, live_server: LiveServer, sign_in: SignIn, applications: list[Application]
) -> None:
    sign_in("recruiter")
    page.emulate_media(color_scheme=theme)
    page.goto(f"{live_server.url}/admin/")
    expect(page.get_by_role("region", name="Funnel")).to_be_visible()

    assert violations(page) == []
