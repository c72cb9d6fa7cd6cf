"""The board in a real Chromium: columns that load, filters, phones, accessibility."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.applications import published_job
from tests.office.boards import application, board_of
from tests.office.conftest import SignIn, stored, violations
from tests.office.test_board_browser import card, column

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bucket", "quiet"),
]


@pytest.fixture
def job(employer: Employer) -> Job:
    """Ninety new applications, one that was rejected."""
    with employer_scope(employer.pk):
        job = published_job(title="Data engineer")
        people = [
            Applicant(employer=employer, name=f"Person {n:02}", email=f"person{n}@example.com") for n in range(90)
        ]
        Applicant.objects.bulk_create(people)
        Application.objects.bulk_create([Application(employer=employer, job=job, applicant=one) for one in people])
        application(job, "Alan Turing", "rejected", source="referral")
    return job


def test_column_loads_as_it_scrolls(page: Page, live_server: LiveServer, sign_in: SignIn, job: Job) -> None:
    sign_in()
    page.goto(live_server.url + board_of(job))
    cards = column(page, "new").locator(".b-card")
    expect(column(page, "new").locator(".b-count")).to_have_text("90")

    expect(cards).to_have_count(15)
    page.wait_for_function(
        """() => { const list = document.getElementById("cards-new"); list.scrollTo(0, list.scrollHeight);
                   return list.querySelectorAll(".b-card").length === 90 }"""
    )
    assert len(set(cards.locator(".b-name").all_text_contents())) == 90


def test_filter_and_opened_column_stand_in_the_address(
    page: Page, live_server: LiveServer, sign_in: SignIn, job: Job
) -> None:
    sign_in()
    page.goto(live_server.url + board_of(job))
    page.get_by_role("button", name=re.compile("Rejected")).click()
    expect(card(page, "Alan Turing")).to_be_visible()
    page.get_by_label("Source").first.select_option("referral")
    expect(column(page, "new").locator(".b-count")).to_have_text("0")

    page.reload()

    expect(page.locator(".b-card")).to_have_count(1)
    expect(card(page, "Alan Turing")).to_be_visible()
    assert "source=referral" in page.url
    assert "open=rejected" in page.url
    page.get_by_role("button", name="Clear").click()
    expect(column(page, "new").locator(".b-count")).to_have_text("90")


def test_card_is_moved_on_a_phone(
    page: Page, live_server: LiveServer, sign_in: SignIn, job: Job, employer: Employer
) -> None:
    sign_in()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + board_of(job))
    name = column(page, "new").locator(".b-name").first.inner_text()
    page.get_by_role("button", name=f"Move {name} to…").click()
    page.get_by_role("menuitem", name="Screening", exact=True).click()

    expect(column(page, "screening").locator(".b-card")).to_have_count(1)
    expect(page.locator("#o-said")).to_contain_text("Moved to Screening.")
    assert stored(employer, lambda: Application.objects.get(status="screening").applicant.name) == name
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_board_is_accessible(page: Page, live_server: LiveServer, sign_in: SignIn, job: Job, scheme: str) -> None:
    sign_in()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(live_server.url + board_of(job) + "?open=rejected")
    expect(card(page, "Alan Turing")).to_be_visible()

    assert violations(page) == []
    card(page, "Alan Turing").locator(".b-menu-button").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add candidate").click()
    assert violations(page, "#b-add") == []


def test_viewer_can_only_look(page: Page, live_server: LiveServer, sign_in: SignIn, job: Job) -> None:
    sign_in("viewer")
    page.goto(live_server.url + board_of(job))
    first = column(page, "new").locator(".b-name").first
    first.focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")

    expect(column(page, "new").locator(".b-name").nth(1)).to_be_focused()
    expect(page.locator(".b-menu-button")).to_have_count(0)
    assert violations(page) == []
