"""How many boards an employer has, and how much one scan reads."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.sourcing.client import BoardUnreadable
from jobs.sourcing.models import JobBoard, Scan
from jobs.sourcing.services import create_board, delete_board, running
from jobs.sourcing.services.running import LEAST_SHARE, _seconds
from jobs.sourcing.tasks import LongTask
from tests.factories.sourcing import BoardFactory
from tests.fixtures import ApiClient
from tests.jobs.sourcing.scans.paper import begun, counted, page, pages, posting, scanned

pytestmark = pytest.mark.django_db


def board(number: int) -> dict[str, Any]:
    return {"name": f"Board {number}", "kind": "greenhouse", "url": f"https://boards.greenhouse.io/board{number}"}


def test_employer_watches_so_many_boards(employer: Employer, other_employer: Employer, settings: Any) -> None:
    settings.SOURCING_BOARDS_PER_EMPLOYER = 2
    with employer_scope(employer.pk):
        first, _second = (create_board(values=board(number)) for number in range(2))
        with pytest.raises(DomainError) as refused:
            create_board(values=board(2))
        delete_board(board_id=first.pk)
        create_board(values=board(2))
    with employer_scope(other_employer.pk):
        create_board(values=board(0))

    assert (refused.value.code, refused.value.extra) == ("too_many_boards", {"limit": 2})


def test_api_says_that_there_are_too_many_boards(api: ApiClient, employer: Employer, settings: Any) -> None:
    settings.SOURCING_BOARDS_PER_EMPLOYER = 1
    with employer_scope(employer.pk):
        BoardFactory()

    answer = api.as_role("recruiter", employer).post("/v1/boards", board(2))

    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["limit"]) == ("too_many_boards", 1)


@pytest.mark.django_db(transaction=True)
def test_boards_made_at_once_are_counted_too(employer: Employer, settings: Any) -> None:
    settings.SOURCING_BOARDS_PER_EMPLOYER = 2
    barrier = threading.Barrier(4)

    def make(number: int) -> None:
        barrier.wait()
        try:
            with employer_scope(employer.pk):
                create_board(values=board(number))
        except DomainError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    with employer_scope(employer.pk):
        assert JobBoard.objects.count() == 2


@pytest.fixture
def watched(employer: Employer) -> JobBoard:
    with employer_scope(employer.pk):
        return BoardFactory(enabled=True)


def test_scan_ends_at_so_many_listings(watched: JobBoard, settings: Any) -> None:
    scanned(watched, *pages(range(10)))
    settings.SOURCING_SCAN_LISTINGS = 25

    done = scanned(watched, *pages(range(5, 100), size=10))

    assert (done.state, done.found, counted(done)) == ("partial", 25, (20, 0, 0, 0))
    assert done.error == "Only the first 25 postings were read; a scan reads no more."
    assert done.board.last_scan_error == done.error


def test_scan_ends_at_so_many_pages(watched: JobBoard, settings: Any) -> None:
    settings.SOURCING_SCAN_PAGES = 3

    done = scanned(watched, page(posting(1)), page(error="It broke."), *pages(range(2, 9), size=1))

    assert (done.state, done.pages, done.failed_pages, done.found) == ("partial", 2, 1, 2)
    assert done.error == "Only the first 3 pages were read; a scan reads no more."


def test_scan_ends_when_its_time_is_over(watched: JobBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_seconds", lambda _scan: 0.0)

    done = scanned(watched, page(posting(1)), page(posting(2)))

    assert (done.state, done.found) == ("partial", 1)
    assert done.error == "Not everything could be read within 0 minutes; a scan takes no longer."


def test_time_that_is_over_is_told_whatever_the_client_says(watched: JobBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_seconds", lambda _scan: 0.0)

    done = scanned(watched, BoardUnreadable("The time for reading this board is over."))

    assert (done.state, done.error[:37]) == ("failed", "Not everything could be read within 0")


@pytest.mark.parametrize(("minutes_ago", "share"), [(0, 1.0), (12, 0.6), (29, LEAST_SHARE), (600, LEAST_SHARE)])
def test_attempts_of_a_scan_share_its_time(watched: JobBoard, minutes_ago: int, share: float, settings: Any) -> None:
    settings.SOURCING_SCAN_MINUTES = 30
    scan = begun(watched)
    with all_tenants(reason="test"):
        Scan.objects.filter(pk=scan.pk).update(started_at=timezone.now() - dt.timedelta(minutes=minutes_ago))
        scan.refresh_from_db()

    assert _seconds(scan) == pytest.approx(1800 * share, abs=5)


def test_task_is_ended_well_after_its_scan(settings: Any) -> None:
    assert LongTask.time_limit > LongTask.soft_time_limit > settings.SOURCING_SCAN_MINUTES * 60
