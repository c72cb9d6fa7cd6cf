"""Applying by keyboard alone, with every kind of question: reached by Tab, seen where one is, told what is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.uploads import pdf
from tests.portal.conftest import Publish
from tests.portal.test_apply_review import QUESTIONS
from tests.portal.test_browser import apply_page, said

__all__ = ["said"]
pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bucket")]
CV = {"name": "ada.pdf", "mimeType": "application/pdf", "buffer": pdf()}
FARTHEST = 30
IS_FOCUSED = "element => element === document.activeElement"
SHOWS_FOCUS = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
KEYS = {
    "#id_name": "Ada Lovelace", "#id_email": "ada@example.com", "#id_q_motto": "Festina lente", "#id_q_why": "One",
    "#id_q_permit_0": "Space", "#id_q_years": "2.5", "#id_q_start": "12242026", "#id_q_shift_0": "ArrowDown",
    "#id_q_tools_0": "Space", "#id_q_tools_1": "Space", "#id_cover_letter": "Dear all", "#id_consent": "Space",
}  # fmt: skip


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer, questions=QUESTIONS)


def tab_to(page: Page, target: str) -> None:
    for _ in range(FARTHEST):
        if page.locator(target).evaluate(IS_FOCUSED):
            return
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWS_FOCUS), page.evaluate("document.activeElement.outerHTML")
    pytest.fail(f"{target} cannot be reached by keyboard")


def enter(page: Page, target: str, keys: str) -> None:
    tab_to(page, target)
    if keys in {"Space", "ArrowDown"}:
        page.keyboard.press(keys)
    else:
        page.keyboard.type(keys)


def press(page: Page, step: str) -> None:
    tab_to(page, f".submit-row button[value={step}]")
    page.keyboard.press("Enter")


def test_whole_form_is_filled_in_and_sent(
    page: Page, said: list[str], live_server: LiveServer, employer: Employer, job: Job
) -> None:
    # Asked for before the page opens: a listener that comes with the key may come after it.
    page.on("filechooser", lambda chooser: chooser.set_files(CV))
    apply_page(page, live_server, job)
    tab_to(page, "#id_cv")
    page.keyboard.press("Space")
    expect(page.locator("#cv-state")).to_have_text("Uploaded")
    for target, keys in KEYS.items():
        enter(page, target, keys)
    press(page, "review")
    expect(page.locator("#review-title")).to_be_focused()
    press(page, "send")

    page.wait_for_url("**/applied/**")
    with employer_scope(employer.pk):
        made = Application.objects.select_related("cv").get()
    assert made.cv.filename == "ada.pdf"
    given = {answer["question_id"]: answer["answer"] for answer in made.answers}
    assert given == {
        "motto": "Festina lente", "why": "One", "permit": True, "years": 2.5, "start": "2026-12-24", "shift": "Night",
        "tools": ["Python", "Go"],
    }  # fmt: skip


def test_mistakes_take_the_focus_and_lead_to_their_fields_in_the_pages_order(
    page: Page, said: list[str], live_server: LiveServer, job: Job
) -> None:
    apply_page(page, live_server, job)
    press(page, "review")
    expect(page.locator("#error-summary")).to_be_focused()
    links = page.locator("#error-summary a")
    expect(links).to_have_text(["Full name", "E-mail", "Your motto?", "May you work here?", "Consent"])

    for number, field in enumerate(("#id_name", "#id_email", "#id_q_motto", "#id_q_permit_0", "#id_consent")):
        page.locator("#error-summary").focus()
        for _ in range(number + 1):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(field)).to_be_focused()
