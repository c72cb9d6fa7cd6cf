"""The apply form's draft in real Chromium: kept on the device, told of, and gone at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer
from jobs.models import Job
from tests.factories.employers import CandidateFactory
from tests.portal.test_apply_browser import cv, job
from tests.portal.test_browser import apply_page, fill, made, press_send, said

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bucket")]
__all__ = ["cv", "job", "said"]
DRAFT = "Object.values(localStorage).join()"


def test_draft_is_told_of_and_can_be_deleted(page: Page, said: list[str], live_server: LiveServer, job: Job) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    apply_page(page, live_server, job)
    fill(page)
    expect(page.locator("#draft-saved")).to_be_visible()
    assert "ada@example.com" in page.evaluate(DRAFT)
    assert not re.search("consent|captcha|csrf", page.evaluate(DRAFT))

    page.reload()
    expect(page.locator("#draft-note")).to_be_visible()
    page.get_by_role("button", name="Delete the draft and start afresh").click()

    expect(page.get_by_label("Full name")).to_have_value("")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("localStorage.length") == 0


def test_draft_takes_nothing_from_the_account(page: Page, live_server: LiveServer, job: Job, client: Client) -> None:
    apply_page(page, live_server, job)
    page.get_by_label("Cover letter").fill("From yesterday")
    expect(page.locator("#draft-saved")).to_be_visible()
    client.force_login(CandidateFactory(name="Grace Hopper"))
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.reload()

    expect(page.get_by_label("Cover letter")).to_have_value("From yesterday")
    expect(page.get_by_label("Full name")).to_have_value("Grace Hopper")


def test_draft_keeps_the_name_of_the_file_and_nothing_of_it(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job, cv: Path
) -> None:
    apply_page(page, live_server, job)
    page.get_by_label("CV or résumé").set_input_files(cv)
    expect(page.locator("#cv-state")).to_have_text("Uploaded")
    assert "Engineer" not in page.evaluate(DRAFT)
    page.reload()
    expect(page.locator("#cv-filename")).to_have_text("grace.txt")
    fill(page)
    press_send(page)

    page.wait_for_url("**/applied/**")
    assert made(employer).cv.filename == "grace.txt"
