"""One scan after another of a board: what is stored, and what is counted."""

from __future__ import annotations

import pytest

from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.sourcing.client import BoardUnreadable
from jobs.sourcing.models import JobBoard
from jobs.sourcing.postings import Unchanged
from tests.jobs.sourcing.scans.paper import (
    PaperBoard,
    begun,
    carried_out,
    counted,
    listed,
    page,
    pages,
    posting,
    rows_of,
    scanned,
)

pytestmark = pytest.mark.django_db


def told_of(board: JobBoard) -> list[dict[str, object]]:
    with employer_scope(board.employer_id):
        return list(AuditLog.objects.filter(action="board.scanned").values_list("metadata", flat=True))


def test_first_scan_adds_everything(board: JobBoard) -> None:
    scan = scanned(board, *pages(range(1200)))

    assert (scan.state, scan.pages, scan.found, scan.run.state) == ("complete", 12, 1200, "succeeded")
    assert counted(scan) == (1200, 0, 0, 0)
    assert len(listed(board, is_new=True, gone_at=None)) == 1200
    assert scan.board.last_scan_status == "complete"


def test_same_day_again_changes_nothing_and_tells_nobody(board: JobBoard) -> None:
    scanned(board, *pages(range(700)))
    before = rows_of(board)

    scan = scanned(board, *pages(range(700)))

    assert (scan.state, scan.found, counted(scan)) == ("complete", 700, (0, 0, 0, 0))
    assert rows_of(board) == before
    assert len(told_of(board)) == 1


def test_changed_posting_is_brought_up_to_date(board: JobBoard) -> None:
    scanned(board, page(posting(1), posting(2)))

    scan = scanned(board, page(posting(1, description="Build other things."), posting(2)))

    assert counted(scan) == (0, 1, 0, 0)
    assert [row.description for row in listed(board)] == ["Build other things.", "Build things."]


def test_posting_twice_on_a_board_counts_once(board: JobBoard) -> None:
    scan = scanned(board, page(posting(1), posting(1)), page(posting(1, url="https://jobs.example.com/other")))

    assert (scan.found, counted(scan)) == (1, (1, 0, 0, 0))


def test_listing_is_gone_after_two_scans_without_it(board: JobBoard) -> None:
    scanned(board, *pages([1, 2]))

    first, second, third = (scanned(board, *pages([1])) for _ in range(3))

    assert [one.gone for one in (first, second, third)] == [0, 1, 0]
    assert [row.title for row in listed(board, gone_at=None)] == ["Engineer 1"]


def test_listing_that_comes_back_is_counted_as_that(board: JobBoard) -> None:
    for numbers in ([1, 2], [1], [1]):
        scanned(board, *pages(numbers))

    scan = scanned(board, page(posting(1), posting(2, description="Better than before.")))

    assert counted(scan) == (0, 0, 1, 0)
    assert [row.gone_at for row in listed(board)] == [None, None]


def test_listing_missed_once_and_seen_again_was_never_gone(board: JobBoard) -> None:
    counts = [counted(scanned(board, *pages(numbers))) for numbers in ([1, 2], [1], [1, 2], [1], [1, 2])]

    assert counts[1:] == [(0, 0, 0, 0)] * 4


def test_failed_page_makes_the_scan_partial_and_nothing_gone(board: JobBoard) -> None:
    scanned(board, *pages([1, 2, 3]))
    scanned(board, *pages([1]))

    scan = scanned(board, page(posting(1)), page(error="The page does not answer."), page(posting(4)))

    assert (scan.state, scan.pages, scan.failed_pages) == ("partial", 2, 1)
    assert scan.error == scan.board.last_scan_error == "The page does not answer."
    assert counted(scan) == (1, 0, 0, 0)
    assert scanned(board, *pages([1, 4])).gone == 2


def test_board_that_breaks_off_keeps_what_was_read(board: JobBoard) -> None:
    scan = scanned(board, *pages(range(600)), BoardUnreadable("The host is away."))

    assert (scan.state, scan.run.state, counted(scan)) == ("partial", "succeeded", (600, 0, 0, 0))


def test_unreadable_board_fails(board: JobBoard) -> None:
    scan = scanned(board, BoardUnreadable("robots.txt forbids it."))

    assert (scan.state, scan.error) == ("failed", "robots.txt forbids it.")
    assert scan.run.error == {"code": "board_unreadable", "detail": "robots.txt forbids it."}
    assert [told["state"] for told in told_of(board)] == ["failed"]


def test_adapter_without_a_page_has_not_seen_an_empty_board(board: JobBoard) -> None:
    scanned(board, *pages([1]))

    assert [scanned(board).state for _ in range(2)] == ["failed"] * 2
    assert [row.gone_at for row in listed(board)] == [None]


def test_unforeseen_error_fails_run_and_scan(board: JobBoard) -> None:
    scan = begun(board)

    with pytest.raises(ZeroDivisionError):
        carried_out(scan, PaperBoard([page(posting(1)), ZeroDivisionError()]))

    with employer_scope(board.employer_id):
        scan.refresh_from_db()
        board.refresh_from_db()
    assert (scan.state, board.last_scan_status) == ("failed", "failed")
    assert "internal error" in scan.error


def test_unchanged_board_counts_as_seen(board: JobBoard) -> None:
    scanned(board, page(posting(1), etag='"a"', last_modified="Sat, 21 Nov 2026 00:00:00 GMT"))
    before = rows_of(board)
    paper = PaperBoard([Unchanged()])

    scans = [carried_out(begun(board), paper) for _ in range(2)]

    assert {(one.state, counted(one)) for one in scans} == {("unchanged", (0, 0, 0, 0))}
    assert [(told.etag, told.last_modified[:3]) for told in paper.told] == [('"a"', "Sat")] * 2
    assert rows_of(board) == before


def test_unchanged_board_confirms_what_was_missed(board: JobBoard) -> None:
    scanned(board, *pages([1, 2]))
    scanned(board, *pages([1]))

    assert scanned(board, Unchanged()).gone == 1


def test_partial_scan_asks_for_the_whole_board_next_time(board: JobBoard) -> None:
    scanned(board, page(posting(1), etag='"a"'))
    scanned(board, page(posting(2), etag='"b"'), page(error="No answer."))
    paper = PaperBoard(pages([1, 2]))

    carried_out(begun(board), paper)

    assert paper.told[0].etag == ""


def test_keywords_choose_what_is_kept(board: JobBoard) -> None:
    board.keyword_filters = ["engineer", "-Büro"]
    with employer_scope(board.employer_id):
        board.save()

    scan = scanned(board, page(posting(1), posting(2, title="Cook"), posting(3, description="Im BURO.")))

    assert (scan.found, scan.filtered, scan.added) == (3, 2, 1)


def test_entries_without_title_or_address_are_skipped(board: JobBoard) -> None:
    odd = [posting(1, title=" "), posting(2, url="javascript:alert(1)"), posting(3, url="https://[")]

    scan = scanned(board, page(*odd, posting(4), skipped=2))

    assert (scan.skipped, scan.found, scan.added) == (5, 1, 1)


def test_what_no_table_takes_spoils_no_batch(board: JobBoard) -> None:
    odd = posting(1, title="Engineer\x00 \ud800", description="a\x00b" * 40_000, location="x" * 1000)

    scan = scanned(board, page(odd, posting(2)))

    assert scan.added == 2
    assert listed(board)[0].description.startswith("abab")
