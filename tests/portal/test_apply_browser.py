"""Real Chromium: fields filled in from the CV, the page to look over, and what the mail's link allows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from applications import captcha
from applications.models import Application
from applications.tokens import status_token
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import scan
from jobs.models import Job
from tests.portal.conftest import QUESTIONS, Publish
from tests.portal.test_apply_cv import TEXT
from tests.portal.test_browser import (
    AXE,
    PHONE,
    apply_page,
    fill,
    made,
    press_review,
    press_send,
    said,
    violations,
)

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bucket"),
]
__all__ = ["said"]
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer, questions=QUESTIONS)


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "grace.txt"
    path.write_text(TEXT)
    return path


def choose(page: Page, employer: Employer, file: Path) -> None:
    """Choose the CV; the worker reads it."""
    page.get_by_label("CV or résumé").set_input_files(file)
    expect(page.locator("#cv-state")).to_have_text("Uploaded")
    with employer_scope(employer.pk):
        upload_id = Upload.objects.latest("created_at").pk
    scan(upload_id=upload_id, employer_id=employer.pk)


def test_cv_fills_in_what_is_still_empty(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job, cv: Path
) -> None:
    apply_page(page, live_server, job)
    page.get_by_label("Full name").fill("Grace B. Hopper")
    choose(page, employer, cv)

    expect(page.locator("#cv-read")).to_contain_text("Filled in from your CV: E-mail, Phone")
    expect(page.get_by_label("Full name")).to_have_value("Grace B. Hopper")
    expect(page.get_by_label("E-mail From your CV: please check")).to_have_value("grace@example.com")
    page.get_by_label("Phone").fill("+49 30 7654321")
    expect(page.locator(".from-cv")).to_have_count(4)


def test_marks_outlive_errors_and_stand_on_the_page_to_look_over(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job, cv: Path
) -> None:
    apply_page(page, live_server, job)
    choose(page, employer, cv)
    expect(page.locator(".from-cv")).to_have_count(6)
    press_review(page)
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator(".from-cv")).to_have_count(6)

    fill(page)
    press_review(page)

    expect(page.locator("#review-title")).to_be_focused()
    expect(page.locator(".from-cv")).to_have_count(4)


def test_cv_that_cannot_be_read_blocks_nothing(
    page: Page, live_server: LiveServer, employer: Employer, job: Job, cv: Path
) -> None:
    page.route("**/cv/read/", lambda route: route.abort())
    apply_page(page, live_server, job)
    page.get_by_label("CV or résumé").set_input_files(cv)

    expect(page.locator("#cv-read")).to_contain_text("Please fill in the fields yourself")
    fill(page)
    press_send(page)
    page.wait_for_url("**/applied/**")
    assert made(employer).cv.filename == "grace.txt"


def test_a_file_can_be_replaced_and_removed(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job, cv: Path
) -> None:
    other = cv.with_name("other.txt")
    other.write_text(TEXT)
    page.on("filechooser", lambda chooser: chooser.set_files(other))
    apply_page(page, live_server, job)
    page.get_by_label("CV or résumé").set_input_files(cv)
    page.get_by_role("button", name="Replace the file").click()
    expect(page.locator("#cv-filename")).to_contain_text("other.txt")
    expect(page.locator("#cv-state")).to_have_text("Uploaded")

    page.get_by_role("button", name="Remove the file").click()
    expect(page.get_by_label("CV or résumé")).to_be_focused()
    fill(page)
    press_send(page)

    page.wait_for_url("**/applied/**")
    assert made(employer).cv is None


def test_a_file_of_a_wrong_kind_is_explained_and_forgotten(
    page: Page, said: list[str], live_server: LiveServer, job: Job, cv: Path
) -> None:
    apply_page(page, live_server, job)
    page.get_by_label("CV or résumé").set_input_files(cv.rename(cv.with_suffix(".exe")))
    expect(page.locator("#cv-state.bad")).to_contain_text("can not be read")

    page.get_by_role("button", name="Remove the file").click()

    expect(page.locator("#cv-state.bad")).to_have_count(0)


def test_looking_over_leads_back_and_forth_without_loss(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job
) -> None:
    apply_page(page, live_server, job)
    fill(page)
    press_review(page)
    expect(page.get_by_role("heading", name="Look it over, then send it")).to_be_focused()
    page.go_back()
    expect(page.get_by_label("Full name")).to_have_value("Ada Lovelace")
    press_review(page)
    page.get_by_role("button", name="Change Anything you'd like to add").click()
    expect(page.get_by_label("Cover letter")).to_be_focused()
    page.get_by_label("Cover letter").fill("One more thing.")
    press_send(page)

    page.wait_for_url("**/applied/**")
    assert made(employer).cover_letter == "One more thing."


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_looking_over_without_javascript(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    employer: Employer,
    job: Job,
    viewport: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    page = new_context(java_script_enabled=False, viewport=viewport).new_page()
    apply_page(page, live_server, job)
    fill(page)
    page.get_by_label("Full name").press("Enter")
    page.get_by_role("button", name="Change About you").click()
    expect(page).to_have_url(re.compile("#about$"))
    page.get_by_label("Full name").fill("Ada King")
    press_send(page)

    page.wait_for_url("**/applied/**")
    assert made(employer).applicant.name == "Ada King"


def test_application_goes_out_without_a_proof_that_never_comes(
    page: Page, live_server: LiveServer, employer: Employer, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    page.clock.install()
    page.route("**/v1/public/captcha", lambda _route: None)
    apply_page(page, live_server, job)
    fill(page)
    press_send(page)
    expect(page.get_by_role("button", name="Send application")).to_have_attribute("aria-busy", "true")
    page.clock.run_for(10_000)

    page.wait_for_url("**/applied/**")
    assert made(employer).applicant.name == "Ada Lovelace"


def clean(page: Page) -> None:
    page.add_script_tag(path=AXE)
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_from_the_form_to_the_status_is_accessible(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    employer: Employer,
    job: Job,
    cv: Path,
    scheme: Any,
    viewport: Any,
) -> None:
    page = new_context(color_scheme=scheme, viewport=viewport, bypass_csp=True).new_page()
    apply_page(page, live_server, job)
    choose(page, employer, cv)
    expect(page.locator(".from-cv")).to_have_count(6)
    clean(page)
    fill(page)
    press_review(page)
    expect(page.locator("#review-title")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Send application").click()
    page.wait_for_url("**/applied/**")
    clean(page)
    for part in ("", "withdraw/", "document/", "delete/"):
        page.goto(mailed(live_server, employer) + part)
        clean(page)


def mailed(live_server: LiveServer, employer: Employer) -> str:
    """The address that the mail names."""
    with employer_scope(employer.pk):
        row = Application.objects.select_related("applicant").get()
        return f"{live_server.url}/status/{status_token(row, to=row.applicant.email)}/"


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_mails_link_adds_withdraws_and_deletes(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    employer: Employer,
    job: Job,
    cv: Path,
    scripts: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    page = new_context(java_script_enabled=scripts, viewport=PHONE).new_page()
    apply_page(page, live_server, job)
    fill(page)
    press_send(page)
    page.wait_for_url("**/applied/**")

    page.goto(mailed(live_server, employer))
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("File").set_input_files(cv)
    page.get_by_role("button", name="Send the document").click()
    expect(page.get_by_text("With your application: grace.txt")).to_be_visible()
    page.get_by_role("link", name="Withdraw the application").click()
    page.get_by_role("button", name="Withdraw the application").click()
    expect(page.get_by_role("heading", name="Withdrawn").first).to_be_visible()
    page.get_by_role("link", name="Delete my data").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Delete everything").click()

    expect(page.get_by_role("heading", name="Your data is deleted")).to_be_visible()
    assert made(employer).applicant.name == "Erased applicant"
