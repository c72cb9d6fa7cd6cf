"""The account in real Chromium: a CV that goes straight into the store, and the bookmark for other sites' openings."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applicants.models import Profile, TrackedApplication
from employers.models import User
from hiretrack.tenancy import person_scope
from tests.factories.employers import CandidateFactory
from tests.factories.uploads import pdf
from tests.portal.signed_in import CV
from tests.portal.test_browser import DROP, said
from tests.portal.test_portal_browser import come_in

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bucket")]
__all__ = ["said"]
FILE: Any = {"name": "Ada.txt", "mimeType": "text/plain", "buffer": CV.encode()}
OPENING = """<!doctype html><title>Data Engineer | Board</title><meta property="og:site_name" content="Board">
<script type="application/ld+json">{"@graph": [{"@type": "Organization"}, {"@type": ["JobPosting"],
"title": "Data Engineer", "hiringOrganization": {"name": "Acme & Co"},
"jobLocation": {"address": {"addressLocality": "Köln"}}}]}</script><p>We need Python</p>"""
REFUSED = "addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective))"


@pytest.fixture
def ada() -> User:
    user: User = CandidateFactory(email="ada@example.com", name="Ada Lovelace")
    return user


@pytest.fixture
def opening() -> Iterator[str]:
    """The address of an opening on another site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(OPENING.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/jobs?id=1"
    server.shutdown()
    server.server_close()


@pytest.fixture
def profile(page: Page, live_server: LiveServer, ada: User) -> Page:
    come_in(page, live_server, ada)
    page.goto(f"{live_server.url}/account/profile/")
    return page


def resume_of(user: User) -> Any:
    with person_scope(user.pk):
        return Profile.objects.get().resume


def test_chosen_cv_goes_straight_to_the_store_and_on_to_the_review(profile: Page, said: list[str], ada: User) -> None:
    posted: list[str] = []
    profile.on("request", lambda sent: posted.append(sent.url) if sent.method == "POST" else None)
    profile.locator("#id_cv").set_input_files(FILE)

    profile.wait_for_url("**/resume/review/")
    assert resume_of(ada).filename == "Ada.txt"
    assert [url.split("/")[-2] for url in posted if "/account/" in url] == ["promise", "done", "resume"]
    assert len(posted) == 4
    assert said == []


def test_dropped_cv_takes_the_place_of_the_one_before(
    profile: Page, said: list[str], live_server: LiveServer, ada: User
) -> None:
    profile.locator("#id_cv").set_input_files(FILE)
    profile.wait_for_url("**/resume/review/")
    profile.goto(f"{live_server.url}/account/profile/")
    profile.evaluate(DROP, [profile.locator("#cv-zone").element_handle(), list(pdf())])

    profile.wait_for_url("**/resume/review/")
    assert resume_of(ada).filename == "dropped.pdf"


def test_cv_goes_with_the_form_when_the_store_is_away(profile: Page, ada: User) -> None:
    profile.route("**/resume/promise/", lambda route: route.abort())
    profile.locator("#id_cv").set_input_files(FILE)
    expect(profile.locator("#cv-state")).to_have_text("Press the button below to send it")
    profile.get_by_role("button", name="Upload the CV").click()

    profile.wait_for_url("**/resume/review/")
    assert resume_of(ada).filename == "Ada.txt"


def test_button_pressed_too_early_waits_for_the_file(profile: Page, ada: User) -> None:
    at_once = f"given => {{ ({DROP})(given); given[0].closest('form').requestSubmit(); }}"
    posted: list[str] = []
    profile.on("request", lambda sent: posted.append(sent.url) if sent.method == "POST" else None)
    profile.evaluate(at_once, [profile.locator("#cv-zone").element_handle(), list(pdf())])

    profile.wait_for_url("**/resume/review/")
    assert resume_of(ada).filename == "dropped.pdf"
    assert [url.split("/")[-2] for url in posted if "/account/" in url] == ["promise", "done", "resume"]


def test_wrong_file_is_refused_before_it_is_sent(profile: Page, ada: User) -> None:
    profile.locator("#id_cv").set_input_files({"name": "a.exe", "mimeType": "application/x", "buffer": b"MZ"})
    expect(profile.locator("#cv-state")).to_contain_text("can not be read")
    profile.get_by_role("button", name="Remove the file").click()

    expect(profile.locator("#cv-read")).to_have_text("File removed")
    assert resume_of(ada) is None


def test_bookmark_is_dragged_and_clicked_without_a_refusal_by_our_own_policy(
    page: Page, said: list[str], live_server: LiveServer, ada: User
) -> None:
    come_in(page, live_server, ada)
    page.goto(f"{live_server.url}/account/tracker/elsewhere/")
    page.evaluate(REFUSED)
    bookmark = page.get_by_role("link", name="Add to my tracker")
    bookmark.hover()
    page.mouse.down()
    page.mouse.move(300, 5, steps=5)
    page.mouse.up()
    bookmark.click()

    expect(page.locator("#bookmark-hint")).to_contain_text("Drag it to the bookmarks bar")
    assert said == []


def test_bookmark_opens_the_form_filled_in_and_saves_what_is_confirmed(
    page: Page, live_server: LiveServer, ada: User, opening: str
) -> None:
    come_in(page, live_server, ada)
    page.goto(f"{live_server.url}/account/tracker/elsewhere/")
    bookmark = page.get_by_role("link", name="Add to my tracker").get_attribute("href")
    page.goto(opening)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('p'))")
    with page.expect_popup() as opened:
        page.evaluate("bookmark => { location.href = bookmark }", bookmark)
    form = opened.value
    expect(form.get_by_label("Employer")).to_have_value("Acme & Co")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("It is in your tracker.")).to_be_visible()

    with person_scope(ada.pk):
        row = TrackedApplication.objects.get()
    assert (row.title, row.location, row.url) == ("Data Engineer", "Köln", opening)
    assert (row.notes, row.applied_via) == ("We need Python", "extension")
