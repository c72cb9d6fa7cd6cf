"""A recruiter at a real Chromium: writing a job with questions, publishing, copying, closing, opening it again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.jobs import JobFactory, PublishedJobFactory, question
from tests.office.conftest import SignIn, stored, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
LIST = "/admin/jobs/job/"


def drafted(employer: Employer, **fields: Any) -> Job:
    with employer_scope(employer.pk):
        return JobFactory.create(**fields)


def the_job(employer: Employer, **found: Any) -> Job:
    job: Job = stored(employer, lambda: Job.objects.get(**found))
    return job


def press(page: Page, name: str) -> None:
    """A button that sends the form, and what comes back."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def checklist(page: Page) -> Locator:
    return page.locator("#checklist")


def add_question(page: Page, label: str, kind: str) -> Locator:
    page.get_by_role("button", name="Add a question").click()
    card = page.locator(".j-question").last
    expect(card.get_by_label("Question", exact=True)).to_be_focused()
    page.keyboard.type(label)
    card.get_by_label("Answer", exact=True).select_option(label=kind)
    return card


def open_form(page: Page, live_server: LiveServer, job: Job) -> None:
    page.goto(f"{live_server.url}{LIST}{job.pk}/change/")
    expect(page.locator(".j-questions-foot")).to_be_visible()


def test_job_is_written_checked_and_published(
    page: Page, quiet: list[str], live_server: LiveServer, employer: Employer, sign_in: SignIn
) -> None:
    sign_in()
    page.goto(live_server.url + LIST)
    page.get_by_role("link", name="Write a job").click()
    page.get_by_label("Title").fill("Head cook")
    page.get_by_role("textbox", name="Description").fill("Cook **well**, for many.")
    expect(page.locator(".j-preview strong")).to_have_text("well")

    permit = add_question(page, "May you work in Germany?", "Yes or no")
    permit.get_by_label("Required").check()
    permit.get_by_label("Knock out if the answer").check()
    shift = add_question(page, "Which shift?", "One of several")
    shift.get_by_label("Choices, one a line").fill("Early\nLate")
    years = add_question(page, "Years at a stove", "Number")
    years.get_by_label("Knock out if the answer").check()
    years.get_by_label("Comparison").select_option(label="at most")
    years.get_by_label("Value").fill("1")

    expect(checklist(page)).to_contain_text("2 missing")
    checklist(page).get_by_role("link", name="Country").click()
    expect(page.get_by_label("Country")).to_be_focused()
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("Location").fill("Berlin")
    expect(checklist(page)).to_contain_text("Ready")
    press(page, "Save")
    press(page, "Save and publish")

    expect(page.get_by_text("“Head cook” is published.")).to_be_visible()
    job = the_job(employer)
    assert (job.title, job.status, job.country) == ("Head cook", "published", "DE")
    assert [(one["id"], one["type"], one["required"], one["options"], one["knockout"]) for one in job.questions] == [
        ("may-you-work-in-germany", "boolean", True, [], {"operator": "equals", "value": False}),
        ("which-shift", "choice", False, ["Early", "Late"], None),
        ("years-at-a-stove", "number", False, [], {"operator": "at_most", "value": 1}),
    ]
    assert f"/jobs/{job.pk}" in page.get_by_label("Link to this job").input_value()


def test_job_is_refused_copied_closed_and_opened_again(
    page: Page, quiet: list[str], live_server: LiveServer, employer: Employer, sign_in: SignIn
) -> None:
    job = drafted(employer, title="Cook", country="", location="")
    sign_in()
    open_form(page, live_server, job)

    press(page, "Save and publish")
    expect(page.get_by_text("Say in which country it is").first).to_be_visible()
    expect(page.get_by_text("Name the place of work").first).to_be_visible()
    assert the_job(employer).status == "draft"

    page.get_by_label("Country").select_option("DE")
    page.locator("label", has_text="Remote").click()
    for button, status in (
        ("Save and publish", "published"),
        ("Save and close", "closed"),
        ("Save and re-open", "published"),
    ):
        press(page, button)
        assert the_job(employer).status == status

    press(page, "Save and duplicate")
    expect(page.get_by_label("Title")).to_have_value("Cook (copy)")
    assert (the_job(employer, title="Cook (copy)").status, the_job(employer, pk=job.pk).status) == (
        "draft",
        "published",
    )


def test_questions_are_ordered_by_keyboard_and_by_hand(
    page: Page, quiet: list[str], live_server: LiveServer, employer: Employer, sign_in: SignIn
) -> None:
    asked = [question(id=name, label=f"Question {name}", knockout=None) for name in ("a", "b", "c")]
    job = drafted(employer, questions=asked)
    sign_in()
    open_form(page, live_server, job)
    cards = page.locator(".j-question")

    cards.nth(2).get_by_label("Question", exact=True).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(cards.nth(1).get_by_label("Question", exact=True)).to_have_value("Question c")
    expect(cards.nth(1).get_by_label("Question", exact=True)).to_be_focused()
    cards.nth(0).get_by_role("button", name="Move down").focus()
    page.keyboard.press("Enter")
    cards.nth(2).locator(".j-grip").hover()
    page.mouse.down()
    cards.nth(0).locator(".j-grip").hover()
    page.mouse.move(400, 0)
    page.mouse.up()
    cards.nth(1).get_by_role("button", name="Remove this question").click()
    press(page, "Save")

    assert [one["id"] for one in the_job(employer).questions] == ["b", "a"]


def test_error_stands_at_its_question(
    page: Page, quiet: list[str], live_server: LiveServer, employer: Employer, sign_in: SignIn
) -> None:
    job = drafted(employer, questions=[question()])
    sign_in()
    open_form(page, live_server, job)
    shift = add_question(page, "Which shift?", "One of several")
    shift.get_by_label("Choices, one a line").fill("Early")
    press(page, "Save")

    wrong = page.locator(".j-question").nth(1)
    expect(wrong).to_contain_text("Give 2 to 50 options.")
    expect(wrong.get_by_label("Question", exact=True)).to_have_value("Which shift?")
    wrong.get_by_label("Choices, one a line").fill("Early\nLate")
    press(page, "Save")

    assert the_job(employer).questions[1]["options"] == ["Early", "Late"]


def test_words_become_chips_and_leaving_asks(
    page: Page, quiet: list[str], live_server: LiveServer, employer: Employer, sign_in: SignIn
) -> None:
    job = drafted(employer, tags=["fire", "knife"])
    sign_in()
    open_form(page, live_server, job)

    page.get_by_role("button", name="Remove: fire").click()
    page.get_by_label("Tags").fill("sauce")
    page.keyboard.press("Enter")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.locator("#nav-sidebar").get_by_role("link", name="Applications").click()
    expect(page.get_by_label("Tags")).to_be_visible()
    press(page, "Save")

    assert asked == ["beforeunload"]
    assert the_job(employer).tags == ["knife", "sauce"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_list_and_form_are_accessible(
    page: Page, quiet: list[str], live_server: LiveServer, employer: Employer, sign_in: SignIn, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create(questions=[question()], tags=["fire"])
    sign_in()
    page.goto(live_server.url + LIST)
    expect(page.get_by_role("navigation", name="Status")).to_be_visible()
    assert violations(page) == []

    open_form(page, live_server, job)
    page.get_by_text("Job list for your own site").click()
    assert violations(page) == []


def test_form_fits_a_phone(page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    job = drafted(employer, questions=[question()])
    sign_in()
    open_form(page, live_server, job)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("button", name=re.compile("Save and publish"))).to_be_visible()
