"""Real Chromium on the real pages: applying with and without JavaScript, searching, accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from applications import captcha
from applications.models import Application
from employers.models import Employer
from hiretrack.embedded.waiting import until
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.uploads import pdf
from tests.portal.conftest import QUESTIONS, Publish

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bucket"),
]
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 320, "height": 640}
DROP = """([zone, bytes]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([new Uint8Array(bytes)], "dropped.pdf", {type: "application/pdf"}));
    for (const kind of ["dragover", "drop"])
        zone.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer, questions=QUESTIONS)


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """Script errors and refused styles or scripts, as the browser reports them. The test fails when there are any."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Chromium reports each 4xx answer, and htmx each search that the next key cut off; those are ours on purpose.
        expected = ("server responded with a status", "htmx:afterRequest", "htmx:sendAbort")
        if message.type in {"error", "warning"} and not any(words in message.text for words in expected):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield complaints
    assert complaints == []


def fill(page: Page) -> None:
    page.get_by_label("Full name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.com")
    page.get_by_role("group", name="May you work in the EU?").get_by_label("Yes").check()
    page.get_by_role("checkbox", name=re.compile("may store what I send")).check()


def apply_page(page: Page, live_server: LiveServer, job: Job) -> None:
    page.goto(f"{live_server.url}/jobs/{job.pk}/apply/")


def press_review(page: Page) -> None:
    page.get_by_role("button", name="Review application").click()


def press_send(page: Page) -> None:
    """Look the application over, then send it."""
    press_review(page)
    page.get_by_role("button", name="Send application").click()


def made(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return Application.objects.select_related("applicant", "cv").get()


def cv_file(tmp_path: Path) -> Path:
    path = tmp_path / "ada.pdf"
    path.write_bytes(pdf())
    return path


def test_apply_with_a_chosen_file(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job, tmp_path: Path
) -> None:
    apply_page(page, live_server, job)
    fill(page)
    page.get_by_label("CV or résumé").set_input_files(cv_file(tmp_path))
    expect(page.locator("#cv-state")).to_have_text("Uploaded")
    press_send(page)

    expect(page.get_by_role("heading", name="Thank you, your application is in")).to_be_visible()
    assert made(employer).cv.filename == "ada.pdf"
    until(lambda: page.evaluate("localStorage.length === 0"), within=30)


def test_apply_with_a_dropped_file(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job
) -> None:
    apply_page(page, live_server, job)
    fill(page)
    page.evaluate(DROP, [page.locator("#cv-zone").element_handle(), list(pdf())])
    expect(page.locator("#cv-state")).to_have_text("Uploaded")
    press_send(page)

    page.wait_for_url("**/applied/**")
    assert made(employer).cv.filename == "dropped.pdf"


def test_apply_without_javascript(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    employer: Employer,
    job: Job,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    apply_page(page, live_server, job)
    page.get_by_label("CV or résumé").set_input_files(cv_file(tmp_path))
    press_review(page)
    expect(page.get_by_role("alert")).to_contain_text("things need your attention")

    fill(page)
    press_send(page)

    page.wait_for_url("**/applied/**")
    assert made(employer).cv.filename == "ada.pdf"


def test_errors_take_the_focus_and_lead_to_their_fields(
    page: Page, said: list[str], live_server: LiveServer, job: Job
) -> None:
    apply_page(page, live_server, job)
    press_review(page)

    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_role("link", name=re.compile("May you work")).click()
    expect(page.get_by_role("group", name="May you work in the EU?").get_by_label("Yes")).to_be_focused()


def test_lost_connection_keeps_everything(page: Page, live_server: LiveServer, employer: Employer, job: Job) -> None:
    apply_page(page, live_server, job)
    fill(page)
    page.context.set_offline(True)
    press_review(page)
    expect(page.locator("#send-note")).to_contain_text("Nothing is lost")

    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Full name")).to_have_value("Ada Lovelace")
    expect(page.locator("#draft-note")).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_store_that_cannot_be_reached_leaves_the_file_to_the_form(
    page: Page, live_server: LiveServer, employer: Employer, job: Job, tmp_path: Path, bucket: str
) -> None:
    page.route(f"**/{bucket}", lambda route: route.abort())
    apply_page(page, live_server, job)
    fill(page)
    page.get_by_label("CV or résumé").set_input_files(cv_file(tmp_path))
    expect(page.locator("#cv-state")).to_contain_text("Goes along")
    press_send(page)

    page.wait_for_url("**/applied/**")
    assert made(employer).cv.filename == "ada.pdf"


def test_search_narrows_the_list_in_place(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, publish: Publish
) -> None:
    publish(employer, title="Data Engineer")
    publish(employer, title="Plumber", remote=True)
    page.goto(live_server.url)

    page.get_by_role("checkbox", name="Remote").check()
    expect(page.locator("#results article")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?remote=true$"))
    page.get_by_role("link", name="Remove the filter Remote").click()
    page.get_by_label("What").fill("engineer")
    page.get_by_role("button", name="Search").click()

    expect(page.locator("#results h3")).to_have_text(["Data Engineer"])


def test_show_more_appends_in_place(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, publish: Publish
) -> None:
    for number in range(27):
        publish(employer, title=f"Job {number}")
    page.goto(live_server.url)

    # Not the pointer's click: for that the page scrolls, which shows more by itself.
    page.get_by_role("link", name="Show more").dispatch_event("click")

    expect(page.locator("#jobs article")).to_have_count(27)
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)


def violations(page: Page) -> list[str]:
    # A heading can be there before the styles are.
    page.wait_for_load_state()
    # Nor are colours judged on their way: the pointer stays where it has clicked, over something else by now.
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, Any] = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desktop"])
def test_pages_are_accessible_and_fit(
    new_context: CreateContextCallback,
    live_server: LiveServer,
    employer: Employer,
    job: Job,
    scheme: Any,
    viewport: Any,
) -> None:
    pages = ("/", "/?q=nothing&remote=true", "/e/acme/", f"/jobs/{job.pk}", f"/jobs/{job.pk}/apply/", "/missing")
    page = new_context(color_scheme=scheme, viewport=viewport, bypass_csp=True).new_page()

    for address in pages:
        page.goto(live_server.url + address)
        if address.endswith("/apply/"):
            press_review(page)
            expect(page.locator("#error-summary")).to_be_visible()
        page.add_script_tag(path=AXE)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_thank_you_and_status_are_accessible(
    new_context: CreateContextCallback, live_server: LiveServer, employer: Employer, job: Job
) -> None:
    page = new_context(viewport=PHONE, bypass_csp=True).new_page()
    apply_page(page, live_server, job)
    fill(page)
    press_send(page)
    page.wait_for_url("**/applied/**")
    page.add_script_tag(path=AXE)
    assert violations(page) == []

    page.get_by_role("link", name="See the status").click()
    page.wait_for_url("**/status/**")
    page.add_script_tag(path=AXE)
    assert violations(page) == []
