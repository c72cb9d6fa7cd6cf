"""The board in a real Chromium: by pointer, by keyboard alone, against another recruiter, without the network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from applications.models import Application, ApplicationStage
from applications.services import move
from employers.models import Employer, User
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.applications import published_job
from tests.office.boards import application, board_of
from tests.office.conftest import SignIn, stored

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bucket", "quiet"),
]


@pytest.fixture
def job(employer: Employer) -> Job:
    """Ada is new, Alan in screening, Grace in an interview."""
    with employer_scope(employer.pk):
        job = published_job(title="Data engineer")
        for name, status in (("Ada Lovelace", "new"), ("Alan Turing", "screening"), ("Grace Hopper", "interview")):
            application(job, name, status, headline="Engineer")
    return job


@pytest.fixture
def board(page: Page, live_server: LiveServer, sign_in: SignIn, job: Job) -> Page:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.user = sign_in()  # type: ignore[attr-defined]
    page.goto(live_server.url + board_of(job))
    return page


def column(page: Page, status: str) -> Locator:
    return page.locator(f".b-column[data-status={status}]")


def card(page: Page, name: str) -> Locator:
    return page.locator(".b-card:not(.b-ghost)").filter(has_text=name)


def pick_up(page: Page, name: str, status: str) -> None:
    """Hold a card over a stage."""
    start, goal = card(page, name).bounding_box(), column(page, status).bounding_box()
    assert start
    assert goal
    page.mouse.move(start["x"] + 20, start["y"] + 30)
    page.mouse.down()
    page.mouse.move(goal["x"] + goal["width"] / 2, goal["y"] + 200, steps=8)


def drag(page: Page, name: str, status: str) -> None:
    pick_up(page, name, status)
    page.mouse.up()


def row_of(employer: Employer, name: str) -> Application:
    found: Application = stored(employer, lambda: Application.objects.get(applicant__name=name))
    return found


def last_step(employer: Employer, name: str) -> ApplicationStage:
    steps = lambda: ApplicationStage.objects.filter(application__applicant__name=name)  # noqa: E731
    found: ApplicationStage = stored(employer, lambda: steps().select_related("changed_by").latest("changed_at"))
    return found


def test_card_is_dragged_to_its_next_stage(board: Page, employer: Employer) -> None:
    drag(board, "Ada Lovelace", "screening")

    expect(column(board, "screening").locator(".b-card")).to_have_count(2)
    expect(board.locator("#o-said")).to_contain_text("Ada Lovelace: Moved to Screening.")
    assert row_of(employer, "Ada Lovelace").status == "screening"
    step = last_step(employer, "Ada Lovelace")
    assert (step.from_status, step.status, step.changed_by) == ("new", "screening", board.user)  # type: ignore[attr-defined]
    expect(column(board, "new").locator(".b-count")).to_have_text("0")


def test_card_in_the_hand_stays_there_when_nothing_is_new(board: Page, employer: Employer) -> None:
    pick_up(board, "Ada Lovelace", "screening")
    with board.expect_response(re.compile("/changes/")):
        board.evaluate("dispatchEvent(new Event('online'))")
    board.evaluate("new Promise(requestAnimationFrame)")
    board.mouse.up()

    expect(board.locator("#o-said")).to_contain_text("Ada Lovelace: Moved to Screening.")
    assert row_of(employer, "Ada Lovelace").status == "screening"


def test_forbidden_stage_says_why_not(board: Page, employer: Employer) -> None:
    drag(board, "Ada Lovelace", "offer")

    expect(board.locator("#o-said")).to_contain_text("From New the next stage is Screening.")
    expect(column(board, "new").locator(".b-card")).to_have_count(1)
    assert row_of(employer, "Ada Lovelace").status == "new"


def test_rejection_asks_for_a_reason_and_can_be_undone(board: Page, employer: Employer) -> None:
    drag(board, "Alan Turing", "rejected")
    board.get_by_label("Reason").fill("Others fit better")
    board.get_by_label("The mail to the candidate leaves").select_option("tomorrow")
    board.get_by_role("button", name="Reject Alan Turing").click()

    expect(board.locator("#o-said")).to_contain_text("The candidate is told by e-mail (")
    row = row_of(employer, "Alan Turing")
    assert (row.status, row.rejection_reason, row.told_status) == ("rejected", "Others fit better", "screening")
    board.get_by_role("button", name="Undo").click()
    expect(column(board, "screening").locator(".b-card")).to_have_count(1)
    expect(board.locator("#o-said")).to_contain_text("Moved to Screening.")
    assert row_of(employer, "Alan Turing").status == "screening"


def test_whole_board_by_keyboard_alone(board: Page, employer: Employer) -> None:
    said = board.locator("#b-announce")
    board.locator("#b-filters").get_by_role("searchbox").first.focus()
    while not card(board, "Ada Lovelace").locator(".b-name").evaluate("link => link === document.activeElement"):
        board.keyboard.press("Tab")

    board.keyboard.press("ArrowRight")
    expect(card(board, "Alan Turing").locator(".b-name")).to_be_focused()
    board.keyboard.press("ArrowLeft")
    board.keyboard.press("m")
    expect(said).to_contain_text("Ada Lovelace picked up in New")
    board.keyboard.press("ArrowRight")
    expect(said).to_contain_text("Screening: press Enter to move Ada Lovelace here.")
    board.keyboard.press("ArrowRight")
    expect(said).to_contain_text("Interview: not possible. From New the next stage is Screening.")
    board.keyboard.press("Escape")
    expect(said).to_contain_text("Ada Lovelace stays in New")
    for key in ("Space", "ArrowRight", "Enter"):
        board.keyboard.press(key)
    expect(said).to_contain_text("Ada Lovelace moved to Screening.")
    assert row_of(employer, "Ada Lovelace").status == "screening"
    expect(card(board, "Ada Lovelace").locator(".b-name")).to_be_focused()

    for key in (".", "Enter", "Enter"):
        board.keyboard.press(key)
    expect(said).to_contain_text("Ada Lovelace moved to Interview.")
    assert row_of(employer, "Ada Lovelace").status == "interview"
    board.keyboard.press("Enter")
    board.wait_for_url(re.compile(f"/application/{row_of(employer, 'Ada Lovelace').pk}/"))


def test_conflict_shows_the_other_recruiter_s_step(board: Page, employer: Employer) -> None:
    bo = User.objects.create_user("bo@example.com", name="Bo Berg", employer=employer, roles=["recruiter"])
    with employer_scope(employer.pk), acting_as(Actor(ActorKind.USER, bo.name, bo.pk)):
        move(application_id=row_of(employer, "Alan Turing").pk, status="interview")

    drag(board, "Alan Turing", "withdrawn")
    board.get_by_role("button", name="Move Alan Turing to Withdrawn").last.click()

    expect(board.locator("#o-said")).to_contain_text("Not moved. Bo Berg moved Alan Turing to Interview")
    expect(column(board, "interview").locator(".b-card")).to_have_count(2)
    assert row_of(employer, "Alan Turing").status == "interview"


def test_card_goes_back_when_the_server_is_away(board: Page, employer: Employer) -> None:
    board.route("**/move/**", lambda route: route.abort())
    drag(board, "Ada Lovelace", "screening")

    expect(board.locator("#o-said")).to_contain_text("Ada Lovelace is back in New.")
    expect(column(board, "new").locator(".b-card")).to_have_count(1)
    board.unroute("**/move/**")
    board.get_by_role("button", name="Try again").click()
    expect(board.locator("#o-said")).to_contain_text("Moved to Screening.")
    assert row_of(employer, "Ada Lovelace").status == "screening"


def test_candidate_is_added_in_a_dialog(board: Page, employer: Employer) -> None:
    board.get_by_role("button", name="Add candidate").click()
    board.get_by_label("Full name").fill("Mary Shelley")
    board.get_by_label("E-mail").fill("mary")
    board.get_by_role("button", name="Add", exact=True).click()
    expect(board.locator("#b-add-email-error")).not_to_be_empty()
    board.get_by_label("E-mail").fill("mary@example.com")
    board.get_by_role("button", name="Add", exact=True).click()

    expect(card(board, "Mary Shelley")).to_be_visible()
    assert row_of(employer, "Mary Shelley").source == "recruiter"
