"""A recruiter at a real Chromium ranks by pointer and by keys, compares three, and has a report made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer, User
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists.models import Comparison, ComparisonReport, ShortlistEntry
from shortlists.services import change_entry
from tests.background.workers import running_worker
from tests.factories.shortlists import shortlisted
from tests.office.boards import application
from tests.office.conftest import SignIn, stored, violations
from tests.office.shortlists import job_with_three, list_of

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bucket", "quiet"),
]
ALL = ["Ada Lovelace", "Alan Turing", "Grace Hopper"]


@pytest.fixture
def job(employer: Employer) -> Job:
    """Ada, Alan and Grace are shortlisted, Edith has applied."""
    with employer_scope(employer.pk):
        job, rows = job_with_three()
        application(job, "Edith Clarke", headline="Power grids")
        shortlisted(job, *(row.applicant for row in rows))
    return job


@pytest.fixture
def listed(page: Page, live_server: LiveServer, sign_in: SignIn, job: Job) -> Page:
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in()
    page.goto(live_server.url + list_of(job))
    return page


def entry(page: Page, name: str) -> Locator:
    return page.locator(".s-entry").filter(has_text=name)


def ranked(employer: Employer) -> list[str]:
    rows = lambda: ShortlistEntry.objects.order_by("rank").values_list("applicant__name", flat=True)  # noqa: E731
    found: list[str] = stored(employer, lambda: list(rows()))
    return found


def drag(page: Page, name: str, to: str) -> None:
    start, goal = entry(page, name).locator(".s-grip").bounding_box(), entry(page, to).bounding_box()
    assert start
    assert goal
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, goal["y"] + 4, steps=8)
    page.mouse.up()


def test_ranking_by_pointer_is_stored(listed: Page, employer: Employer) -> None:
    drag(listed, "Grace Hopper", "Ada Lovelace")

    expect(listed.locator("#s-announce")).to_have_text("Grace Hopper is now at place 1 of 3. Saved.")
    assert ranked(employer) == ["Grace Hopper", "Ada Lovelace", "Alan Turing"]
    expect(entry(listed, "Grace Hopper").locator(".s-number")).to_have_text("1")
    assert violations(listed) == []


def test_ranking_by_keyboard_alone_is_stored(listed: Page, employer: Employer) -> None:
    said, grip = listed.locator("#s-announce"), entry(listed, "Grace Hopper").locator(".s-grip")
    while not grip.evaluate("one => one === document.activeElement"):
        listed.keyboard.press("Tab")

    listed.keyboard.press("Space")
    expect(said).to_contain_text("Grace Hopper picked up at place 3 of 3.")
    listed.keyboard.press("ArrowUp")
    listed.keyboard.press("Escape")
    expect(said).to_have_text("Grace Hopper is back at place 3.")
    for key in ("Enter", "ArrowUp", "ArrowUp"):
        listed.keyboard.press(key)
    expect(said).to_have_text("Grace Hopper: place 1 of 3.")
    listed.keyboard.press("Enter")
    expect(said).to_have_text("Grace Hopper is now at place 1 of 3. Saved.")
    assert ranked(employer) == ["Grace Hopper", "Ada Lovelace", "Alan Turing"]
    expect(grip).to_be_focused()

    entry(listed, "Ada Lovelace").get_by_role("button", name="Move Ada Lovelace down").press("Enter")
    expect(said).to_have_text("Ada Lovelace is now at place 3 of 3. Saved.")
    assert ranked(employer) == ["Grace Hopper", "Alan Turing", "Ada Lovelace"]


def test_conflict_shows_the_colleague_s_order_and_keeps_what_is_being_written(
    listed: Page, employer: Employer, job: Job
) -> None:
    entry(listed, "Ada Lovelace").locator("summary").click()
    entry(listed, "Ada Lovelace").get_by_label("Notes", exact=True).fill("Not sent yet")
    bo = User.objects.create_user("bo@example.com", name="Bo Berg", employer=employer, roles=["recruiter"])
    with employer_scope(employer.pk), acting_as(Actor(ActorKind.USER, bo.name, bo.pk)):
        alan = ShortlistEntry.objects.get(applicant__name="Alan Turing").applicant_id
        change_entry(job_id=job.pk, applicant_id=alan, changes={"rank": 1})

    drag(listed, "Grace Hopper", "Ada Lovelace")

    expect(listed.locator("#o-said")).to_contain_text("Bo Berg changed the list meanwhile")
    expect(listed.locator(".s-name")).to_have_text(["Alan Turing", "Ada Lovelace", "Grace Hopper"])
    assert ranked(employer) == ["Alan Turing", "Ada Lovelace", "Grace Hopper"]
    expect(entry(listed, "Ada Lovelace").get_by_label("Notes", exact=True)).to_have_value("Not sent yet")


def test_notes_removal_undo_and_adding(listed: Page, employer: Employer) -> None:
    entry(listed, "Ada Lovelace").locator("summary").click()
    entry(listed, "Ada Lovelace").get_by_label("Notes", exact=True).fill("Call her first")
    entry(listed, "Ada Lovelace").get_by_label("Your score, 0 to 100").fill("88")
    entry(listed, "Ada Lovelace").get_by_role("button", name="Save").click()
    expect(entry(listed, "Ada Lovelace").locator(".s-notes")).to_have_text("Call her first")
    ada = stored(employer, lambda: ShortlistEntry.objects.get(applicant__name="Ada Lovelace"))
    assert (ada.notes, ada.score) == ("Call her first", 88)

    listed.get_by_role("button", name="Take Ada Lovelace off the shortlist").click()
    expect(listed.locator(".s-entry")).to_have_count(2)
    listed.get_by_role("button", name="Undo").click()
    expect(entry(listed, "Ada Lovelace").locator(".s-notes")).to_have_text("Call her first")
    assert ranked(employer) == ALL

    listed.get_by_label("Search the applications of this job").fill("power")
    listed.get_by_role("button", name="Add Edith Clarke").click()
    expect(listed.locator(".s-entry")).to_have_count(4)
    assert ranked(employer) == [*ALL, "Edith Clarke"]


def test_three_are_compared_and_a_report_is_made(listed: Page, employer: Employer, tmp_path: Path) -> None:
    compare = listed.get_by_role("button", name="Compare")
    listed.get_by_label("Compare Ada Lovelace").check()
    expect(compare).to_be_disabled()
    for name in ALL[1:]:
        listed.get_by_label(f"Compare {name}").check()
    compare.click()

    expect(listed.locator("thead .s-name")).to_have_text(ALL)
    assert violations(listed) == []
    listed.get_by_role("textbox", name="Title").fill("Final round")
    listed.get_by_label("Stages").uncheck()
    with running_worker(tmp_path / "log"):
        listed.get_by_role("button", name="Make the report").click()
        report = listed.frame_locator("#s-frame")
        expect(report.get_by_role("heading", name="Final round")).to_be_visible(timeout=120_000)
    expect(report.get_by_role("columnheader", name="Grace Hopper")).to_be_visible()
    assert violations(listed, "#s-comparison") == []

    row = stored(employer, Comparison.objects.get)
    assert row.title == "Final round"
    assert "stages" not in row.config["sections"]
    with listed.expect_download() as download:
        listed.get_by_role("link", name="PDF").click()
    assert download.value.path().read_bytes() == bytes(stored(employer, ComparisonReport.objects.get).pdf)
    listed.once("dialog", lambda dialog: dialog.accept())
    listed.get_by_role("button", name="Delete").click()
    listed.wait_for_url(re.compile("/shortlist/"))
    assert stored(employer, Comparison.objects.count) == 0
