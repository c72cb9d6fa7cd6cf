"""A recruiter watches a board, in a real browser and against a real board's server."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.sourcing.choices import ScanState
from jobs.sourcing.models import JobBoard, Listing, Scan
from jobs.sourcing.tasks import scan_board
from tests.factories import sourcing as factory
from tests.jobs.sourcing.boardserver import BoardServer
from tests.jobs.sourcing.boardserver import page as answered
from tests.jobs.sourcing.conftest import board_server
from tests.office.conftest import SignIn, stored, violations

__all__ = ["board_server"]
pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
JOBS = """<html lang="en"><title>Jobs</title><ul class="jobs">
<li><h3>Blade technician</h3><span>Bremen, Germany</span><em>€50,000 a year</em><a href="/jobs/1">More</a>
<li><h3>Wind intern</h3><span>Remote, Germany</span><a href="/jobs/2">More</a></ul>"""


def scanned(scan: Scan) -> None:
    """After a worker has had its message."""
    scan_board.apply([str(scan.run_id), str(scan.pk)], headers={HEADER_EMPLOYER: str(scan.employer_id)}, throw=True)


def test_board_is_added_tried_scanned_and_a_listing_adopted(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, board_server: BoardServer,
    quiet: list[str],
) -> None:  # fmt: skip
    sign_in("recruiter")
    page.goto(f"{live_server.url}/admin/job-boards/")
    with page.expect_navigation():
        page.get_by_role("link", name="Add a job board").click()
    page.get_by_label("Address", exact=True).fill(board_server.answer("/jobs", answered(JOBS)))
    expect(page.get_by_text("Looks like: Pages with schema.org JobPosting")).to_be_visible()
    expect(page.get_by_label("One job")).to_be_hidden()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Name the kind, and how to read it.")).to_be_visible()
    page.get_by_label("Kind", exact=True).select_option("html")
    for label, selector in (("One job", ".jobs li"), ("Title", "h3"), ("Place", "span")):
        page.get_by_label(label, exact=True).fill(selector)
    page.get_by_text("More about how it is read").click()
    page.get_by_label("Salary", exact=True).fill("em")
    page.get_by_label("Keywords").fill("-intern")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Your keywords leave out 1 of them.")).to_be_visible()
    expect(page.get_by_text("€50,000 a year")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Name", exact=True).fill("Wind jobs")
    page.get_by_role("button", name="Add and scan now").click()
    expect(page.get_by_text("The scan waits for a free worker")).to_be_visible()
    assert violations(page) == []
    scanned(stored(employer, Scan.objects.get))
    # The page finds out by itself.
    expect(page.get_by_role("row", name="Complete")).to_be_visible()
    assert violations(page) == []

    with page.expect_navigation():
        page.get_by_role("link", name="Blade technician").click()
    assert violations(page) == []
    page.get_by_role("button", name="Adopt as a draft").click()
    expect(page.get_by_text("This draft was made of the listing.")).to_be_visible()

    board = stored(employer, JobBoard.objects.get)
    assert board.scraper_config == {"row": ".jobs li", "title": "h3", "location": "span", "salary": "em"}
    scan = stored(employer, Scan.objects.get)
    assert (scan.state, scan.found, scan.filtered, scan.added) == (ScanState.COMPLETE, 2, 1, 1)
    assert stored(employer, Listing.objects.get).adopted_as_id == stored(employer, Job.objects.get).pk


def test_listings_are_walked_hidden_and_adopted_by_keys(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, quiet: list[str]
) -> None:
    sign_in("recruiter")
    with employer_scope(employer.pk):
        rows = [factory.ListingFactory(title=f"Listing {number}") for number in range(4)]
    page.goto(f"{live_server.url}/admin/listings/")
    page.get_by_role("link", name="Listing 3", exact=True).focus()
    for key in "jh":
        page.keyboard.press(key)
    expect(page.get_by_text("1 listing is hidden.")).to_be_visible()
    expect(page.get_by_role("link", name="Listing 2", exact=True)).to_be_hidden()
    # The focus has gone on to the next one.
    page.keyboard.press("r")
    expect(page.get_by_text("1 listing is marked as read.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Listing 2", exact=True)).to_be_visible()
    page.get_by_label("Select Listing 0").check()
    page.get_by_label("Select Listing 3").check()
    expect(page.get_by_text("2 selected")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Adopt as drafts").click()
    expect(page.get_by_role("link", name="To the job")).to_have_count(2)

    seen = {row.title: (row.is_hidden, row.is_new) for row in stored(employer, lambda: list(Listing.objects.all()))}
    assert seen["Listing 1"] == (False, False)
    assert seen["Listing 2"] == (False, True)
    assert stored(employer, Job.objects.count) == 2
    assert len(rows) == 4
