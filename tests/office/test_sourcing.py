"""Job boards and listings in the back office."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.sourcing.choices import ScanState
from jobs.sourcing.models import JobBoard, Listing, Scan
from tests.factories import sourcing as factory
from tests.jobs.sourcing.boardserver import BoardServer, page
from tests.jobs.sourcing.conftest import board_server
from tests.office.conftest import stored
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db
BOARDS, LISTINGS = "/admin/job-boards/", "/admin/listings/"
FEED = """<rss version="2.0"><channel><title>Jobs</title>
<item><title>Data engineer</title><link>https://initech.example/1</link></item>
<item><title>Night nurse</title><link>https://initech.example/2</link></item></channel></rss>"""
FORM = {
    "url": "https://initech.example/jobs",
    "kind": "jobposting",
    "name": "Initech",
    "keyword_filters": "engineer, -intern",
    "scan_interval_minutes": "1440",
}

__all__ = ["board_server"]


@pytest.fixture
def recruiter(employer: Employer) -> Client:
    return signed_in("recruiter", employer)


@pytest.fixture
def board(employer: Employer) -> JobBoard:
    with employer_scope(employer.pk):
        return factory.BoardFactory(name="Wind jobs")


@pytest.fixture
def listing(employer: Employer, board: JobBoard) -> Listing:
    with employer_scope(employer.pk):
        return factory.ListingFactory(board=board, title="Blade technician", salary_min=50_000, salary_currency="EUR")


def text(client: Client, address: str, **query: Any) -> str:
    return client.get(address, query).content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_boards_are_listed_with_how_they_are(recruiter: Client, employer: Employer, listing: Listing) -> None:
    with employer_scope(employer.pk):
        JobBoard.objects.update(last_scan_status=ScanState.PARTIAL, last_scan_error="Page 3 was too slow.")

    page = text(recruiter, BOARDS)

    assert "Wind jobs" in page
    assert "Partial" in page
    assert "Page 3 was too slow." in page
    assert "1 new" in page


@pytest.mark.parametrize("address", [BOARDS, LISTINGS])
def test_lists_cost_the_same_whatever_they_show(
    recruiter: Client, employer: Employer, listing: Listing, address: str
) -> None:
    recruiter.get(address)
    one = queries(recruiter, address)
    with employer_scope(employer.pk):
        factory.ListingFactory.create_batch(2)

    assert queries(recruiter, address) == one


def test_board_shows_its_history_and_what_it_brought(recruiter: Client, employer: Employer, listing: Listing) -> None:
    with employer_scope(employer.pk):
        factory.scan(listing.board, state=ScanState.PARTIAL, found=321, failed_pages=2, error="Page 3 was too slow.")

    page = text(recruiter, f"{BOARDS}{listing.board_id}/")

    assert "321" in page
    assert "+ 2 failed" in page
    assert "Page 3 was too slow." in page
    assert "Blade technician" in page


def test_board_is_added_with_what_its_kind_needs(recruiter: Client, employer: Employer) -> None:
    given = FORM | {"kind": "html", "config_row": "li.job", "config_max_pages": "5", "config_links": "a.only-for-sites"}
    answer = recruiter.post(f"{BOARDS}add/", given)

    row = stored(employer, lambda: JobBoard.objects.select_related("created_by").get())
    assert answer.headers["Location"] == f"{BOARDS}{row.pk}/"
    assert (row.name, row.kind, row.scan_interval_minutes, row.enabled) == ("Initech", "html", 1440, False)
    assert row.keyword_filters == ["engineer", "-intern"]
    assert row.scraper_config == {"row": "li.job", "max_pages": 5}
    assert row.created_by is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": "not an address"}, "https://"),
        ({"kind": "html", "config_row": ""}, "Give a CSS selector."),
        ({"kind": "html", "config_row": "li[", "config_title": "h3"}, "This is no CSS selector"),
        ({"kind": ""}, "This field is required."),
        ({"name": ""}, "This field is required."),
        ({"scan_interval_minutes": "5"}, "15"),
    ],
)
def test_bad_board_is_refused_and_nothing_typed_is_lost(
    recruiter: Client, employer: Employer, change: dict[str, str], said: str
) -> None:
    answer = recruiter.post(f"{BOARDS}add/", FORM | change)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "engineer, -intern" in page
    assert stored(employer, JobBoard.objects.count) == 0


def test_board_is_changed_and_keeps_what_the_form_does_not_know(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = factory.BoardFactory(kind="html", url=FORM["url"], scraper_config={"row": "li", "id": "@data-id"})
    page = recruiter.post(f"{BOARDS}{row.pk}/edit/", FORM | {"kind": "html", "config_row": "li.job"})

    assert page.status_code == 302
    assert stored(employer, JobBoard.objects.get).scraper_config == {"row": "li.job", "id": "@data-id"}


def test_address_watched_already_is_refused(recruiter: Client, employer: Employer, board: JobBoard) -> None:
    page = recruiter.post(f"{BOARDS}add/", FORM | {"url": board.url, "kind": board.kind})

    assert page.status_code == 422
    assert stored(employer, JobBoard.objects.count) == 1


def test_scan_begins_once_and_is_cancelled(recruiter: Client, employer: Employer, board: JobBoard) -> None:
    for _ in range(2):
        recruiter.post(f"{BOARDS}{board.pk}/scan/")
    assert "waits for a free worker" in text(recruiter, f"{BOARDS}{board.pk}/")
    assert "data-live=" in text(recruiter, f"{BOARDS}{board.pk}/", part="state")
    recruiter.post(f"{BOARDS}{board.pk}/cancel/")

    assert stored(employer, lambda: [scan.state for scan in Scan.objects.all()]) == [ScanState.CANCELLED]


def test_progress_of_a_colleagues_scan_is_asked_for(recruiter: Client, employer: Employer, board: JobBoard) -> None:
    recruiter.post(f"{BOARDS}{board.pk}/scan/")
    page = text(signed_in("employer_admin", employer), f"{BOARDS}{board.pk}/")

    assert "data-open" in page
    assert "data-live" not in page


def test_board_is_switched_and_deleted(recruiter: Client, employer: Employer, listing: Listing) -> None:
    here = f"{BOARDS}{listing.board_id}/"
    recruiter.post(f"{here}switch/", {"enabled": "1"})
    assert stored(employer, JobBoard.objects.get).enabled
    answer = recruiter.post(f"{here}delete/")

    assert answer.headers["Location"] == BOARDS
    assert stored(employer, JobBoard.objects.count) == stored(employer, Listing.objects.count) == 0


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://boards.greenhouse.io/acme-robotics", "greenhouse", "Acme Robotics"),
        ("https://jobs.lever.co/acme/4711", "lever", "Acme"),
        ("https://jobs.ashbyhq.com/Acme%20Inc", "ashby", "Acme Inc"),
        ("https://acme.example/jobs.rss", "feed", "acme.example"),
        ("https://www.acme.example/careers", "jobposting", "acme.example"),
        ("acme", "", ""),
        ("http://[::1", "", ""),
    ],
)
def test_kind_is_recognised_by_the_address(recruiter: Client, url: str, kind: str, name: str) -> None:
    told = recruiter.get(f"{BOARDS}recognise/", {"url": url}).json()

    assert (told["kind"], told["name"]) == (kind, name)


def tried(client: Client, **given: str) -> dict[str, Any]:
    answer = client.post(f"{BOARDS}try/", FORM | given, headers={"accept": "application/json"})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_trying_tells_the_kind_and_shows_what_a_scan_would_keep(
    recruiter: Client, employer: Employer, board_server: BoardServer
) -> None:
    url = board_server.answer("/jobs.rss", page(FEED, "application/rss+xml"))

    told = tried(recruiter, url=url, kind="", keyword_filters="engineer")

    assert told["kind"] == "feed"
    assert "2 jobs stand there." in told["html"]
    assert "Your keywords leave out 1 of them." in told["html"]
    assert "Data engineer" in told["html"]
    assert "Night nurse" not in told["html"]
    assert stored(employer, JobBoard.objects.count) == 0


def test_trying_reads_by_the_selectors_that_were_typed(recruiter: Client, board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", page("<ul><li><b>Data engineer</b><a href='/1'>more</a><i>Bremen</i></ul>"))
    selectors = {"config_row": "li", "config_title": "b", "config_location": "i"}

    told = tried(recruiter, url=url, kind="html", keyword_filters="", **selectors)

    assert "Data engineer" in told["html"]
    assert "Bremen" in told["html"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "http://10.0.0.1/jobs"}, "cannot be read"),
        ({"url": ""}, "cannot be read"),
        ({"kind": "html", "config_row": "li["}, "This is no CSS selector"),
        ({"kind": "", "url": "{0}/nothing"}, "404"),
        ({"kind": "", "url": "{0}/plain"}, "Name the kind"),
    ],
)
def test_trying_says_in_words_why_there_is_nothing(
    recruiter: Client, board_server: BoardServer, given: dict[str, str], said: str
) -> None:
    board_server.answer("/plain", page("<p>We are hiring!"))
    asked = {"url": board_server.url} | {name: value.replace("{0}", board_server.url) for name, value in given.items()}

    assert said in tried(recruiter, **asked)["html"]
