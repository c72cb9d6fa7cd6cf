"""The same job on several boards of an employer is one listing."""

from __future__ import annotations

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.sourcing.models import JobBoard, Sighting
from jobs.sourcing.services import change_board, delete_board
from tests.factories.sourcing import BoardFactory
from tests.jobs.sourcing.scans.paper import counted, listed, page, pages, posting, rows_of, scanned

pytestmark = pytest.mark.django_db


def opened(board: JobBoard, *, to_candidates: bool = True) -> None:
    with employer_scope(board.employer_id):
        change_board(board_id=board.pk, changes={"open_to_candidates": to_candidates, "scraper_config": {}})


def test_job_on_two_boards_is_one_listing(board: JobBoard, second: JobBoard) -> None:
    scanned(board, *pages([1, 2]))

    scan = scanned(second, *pages([2, 3]))

    assert (scan.found, counted(scan)) == (2, (1, 0, 0, 0))
    assert [row.title for row in listed(board)] == ["Engineer 1", "Engineer 2", "Engineer 3"]


def test_boards_that_tell_differently_do_not_change_it_for_ever(board: JobBoard, second: JobBoard) -> None:
    scanned(board, page(posting(1, description="As the first tells it.")))

    scans = [scanned(second, page(posting(1, description="As the second does."))) for _ in range(2)]

    assert [counted(scan) for scan in scans] == [(0, 0, 0, 0)] * 2
    assert listed(board)[0].description == "As the first tells it."


def test_listing_is_gone_when_it_stands_on_no_board(board: JobBoard, second: JobBoard) -> None:
    for one in (board, second):
        scanned(one, *pages([1, 2]))

    leaving = [scanned(one, *pages([1])).gone for one in (board, board, second, second)]

    assert leaving == [0, 0, 0, 1]


def test_board_that_still_shows_it_tells_of_it_from_then_on(board: JobBoard, second: JobBoard) -> None:
    scanned(board, page(posting(1), posting(2)))
    scanned(second, page(posting(1, description="As the second does.")))
    for _ in range(2):
        scanned(board, page(posting(2)))

    scan = scanned(second, page(posting(1, description="As the second does.")))

    assert counted(scan) == (0, 1, 0, 0)
    assert (listed(board)[0].board_id, listed(board)[0].description) == (second.pk, "As the second does.")


def test_board_that_is_switched_off_keeps_nothing_alive(board: JobBoard, second: JobBoard) -> None:
    for one in (board, second):
        scanned(one, *pages([1, 2]))
    with employer_scope(board.employer_id):
        change_board(board_id=second.pk, changes={"enabled": False})

    assert [scanned(board, *pages([1])).gone for _ in range(2)] == [0, 1]


def test_candidates_see_what_stands_on_an_open_board(board: JobBoard, second: JobBoard) -> None:
    scanned(board, *pages([1, 2]))
    scanned(second, *pages([2, 3]))

    opened(second)
    assert [row.open_to_candidates for row in listed(board)] == [False, True, True]
    for _ in range(2):
        scanned(second, *pages([3, 4]))
    assert [row.open_to_candidates for row in listed(board)] == [False, False, True, True]

    opened(second, to_candidates=False)
    assert not any(row.open_to_candidates for row in listed(board))


def test_open_board_opens_what_another_has_brought(board: JobBoard, second: JobBoard) -> None:
    scanned(board, *pages([1]))
    opened(second)

    scan = scanned(second, *pages([1]))

    assert counted(scan) == (0, 0, 0, 0)
    assert listed(board)[0].open_to_candidates


def test_deleted_board_leaves_what_others_show(board: JobBoard, second: JobBoard) -> None:
    scanned(board, *pages([1, 2]))
    scanned(second, *pages([2]))

    with employer_scope(board.employer_id):
        delete_board(board_id=board.pk)

        assert Sighting.objects.count() == 1
    assert [(row.title, row.board_id) for row in listed(second)] == [("Engineer 2", second.pk)]


def test_two_employers_share_nothing(board: JobBoard, other_employer: Employer) -> None:
    scanned(board, *pages([1, 2]))
    before = rows_of(board)
    with employer_scope(other_employer.pk):
        theirs = BoardFactory(enabled=True, url=board.url)

    assert counted(scanned(theirs, *pages([1, 3]))) == (2, 0, 0, 0)
    assert rows_of(board) == before
