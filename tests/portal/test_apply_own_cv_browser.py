"""The account's CV on the apply form in real Chromium: offered by the page, and by no draft."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer, User
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.portal.conftest import Publish
from tests.portal.test_apply_own_cv import NAME, OWN, ada, change, resume, sent_cv
from tests.portal.test_browser import apply_page, press_send, said

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bucket")]
__all__ = ["ada", "resume", "said"]
DRAFT = "Object.values(localStorage).join()"


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def form(page: Page, said: list[str], live_server: LiveServer, ada: User, resume: Upload, job: Job) -> Page:
    client = Client()
    client.force_login(ada)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    apply_page(page, live_server, job)
    return page


def typed(form: Page) -> None:
    form.get_by_label("Cover letter").fill("Dear all")
    expect(form.locator("#draft-saved")).to_be_visible()


def test_it_goes_along(form: Page, employer: Employer) -> None:
    expect(form.locator("#cv-filename")).to_have_text(NAME)
    expect(form.locator("#cv-state")).to_have_text(OWN)
    form.get_by_role("checkbox", name=re.compile("may store what I send")).check()
    press_send(form)

    form.wait_for_url("**/applied/**")
    sent = sent_cv(employer)
    assert sent is not None
    assert sent.filename == NAME


def test_draft_holds_nothing_of_it(form: Page, ada: User, resume: Upload) -> None:
    typed(form)
    assert NAME not in form.evaluate(DRAFT)
    change(resume, ada, filename="Newer.pdf")
    form.reload()

    expect(form.get_by_label("Cover letter")).to_have_value("Dear all")
    expect(form.locator("#cv-filename")).to_have_text("Newer.pdf")
    expect(form.locator("#cv-state")).to_have_text(OWN)


def test_who_removed_it_need_not_remove_it_again(form: Page) -> None:
    form.get_by_role("button", name="Remove the file").click()
    typed(form)
    form.reload()

    expect(form.get_by_label("Cover letter")).to_have_value("Dear all")
    expect(form.locator("#cv-file")).to_be_hidden()
    assert form.locator("[name=cv_upload]").input_value() == ""
