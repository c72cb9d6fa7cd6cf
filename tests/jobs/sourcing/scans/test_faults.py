"""Scans that are cut off, asked to end, or begun twice."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hiretrack.background.services import cancel, fail_lost_runs
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.sourcing.locks import a_slot, alone
from jobs.sourcing.models import JobBoard, Listing, Scan
from jobs.sourcing.services import delete_board, start_scan, sweep
from jobs.sourcing.services.running import MOST_ATTEMPTS
from tests.jobs.sourcing.boardserver import BoardServer, as_json
from tests.jobs.sourcing.scans.paper import (
    Killed,
    PaperBoard,
    begun,
    by_worker,
    carried_out,
    counted,
    fresh,
    killed,
    listed,
    page,
    pages,
    posting,
    scanned,
)


def cut_off(scan: Scan, *steps: Any) -> None:
    with pytest.raises(Killed):
        carried_out(scan, PaperBoard([*steps, killed]))


def within(board: JobBoard, doing: Callable[[], Any]) -> Any:
    with employer_scope(board.employer_id):
        return doing()


@pytest.mark.django_db
def test_scan_that_was_cut_off_begins_again_and_counts_exactly(board: JobBoard) -> None:
    scanned(board, *pages(range(1000)))
    rest = [posting(number, description="Anew.") for number in range(500)] + [posting(n) for n in range(1000, 1600)]
    scan = begun(board)
    cut_off(scan, page(*rest[:700]), page(*rest[700:900]))
    assert fresh(scan).state == "running"

    scan = carried_out(scan, PaperBoard([page(*rest)]))

    assert (scan.state, scan.attempts, scan.pages, scan.found) == ("complete", 2, 1, 1100)
    assert counted(scan) == (600, 500, 0, 0)
    assert scanned(board, page(*rest)).gone == 500


@pytest.mark.django_db
def test_what_changes_between_two_attempts_is_stored_and_counted_once(board: JobBoard) -> None:
    scanned(board, page(posting(1), posting(2)))
    scan = begun(board)
    cut_off(scan, page(*(posting(number) for number in range(1, 501))))

    anew = [posting(number, description="Anew.") for number in (1, 3)]
    scan = carried_out(scan, PaperBoard([page(*anew, posting(2), *(posting(n) for n in range(4, 501)))]))

    assert counted(scan) == (498, 1, 0, 0)
    assert [row.description for row in listed(board, external_id__in=["1", "3"])] == ["Anew."] * 2


@pytest.mark.django_db
def test_message_that_comes_after_the_end_does_nothing(board: JobBoard) -> None:
    scan = scanned(board, *pages([1]))

    again = carried_out(scan, PaperBoard([page()]))

    assert (again.state, again.attempts, counted(again)) == ("complete", 1, (1, 0, 0, 0))


@pytest.mark.django_db
def test_scan_that_kills_each_worker_is_given_up(board: JobBoard) -> None:
    scan = begun(board)
    for _ in range(MOST_ATTEMPTS):
        cut_off(scan, page())

    scan = carried_out(scan, PaperBoard([page()]))

    assert (scan.state, scan.run.state, scan.board.last_scan_status) == ("failed", "failed", "failed")


@pytest.mark.django_db
def test_cancelled_while_it_waits_it_never_begins(board: JobBoard) -> None:
    scan = begun(board)

    within(board, lambda: cancel(scan.run))

    assert (fresh(scan).state, fresh(scan).board.last_scan_status) == ("cancelled", "cancelled")
    assert carried_out(scan, PaperBoard(pages([1]))).found == 0


@pytest.mark.django_db
def test_cancelled_under_way_it_keeps_what_was_read(board: JobBoard) -> None:
    scanned(board, *pages([1, 2, 3]))
    scan = begun(board)

    steps = [
        *pages(range(3, 603), size=600),
        lambda: within(board, lambda: cancel(fresh(scan).run)),
        page(posting(700)),
    ]
    scan = carried_out(scan, PaperBoard(steps))

    assert (scan.state, scan.run.state, scan.gone) == ("cancelled", "cancelled", 0)
    assert 500 <= len(listed(board)) < 603


@pytest.mark.django_db
def test_board_deleted_under_way_ends_its_scan(board: JobBoard) -> None:
    scan = begun(board)
    run = scan.run
    paper = PaperBoard([page(posting(1)), lambda: within(board, lambda: delete_board(board_id=board.pk)), *pages([2])])

    with pytest.raises(Scan.DoesNotExist):
        carried_out(scan, paper)

    within(board, run.refresh_from_db)
    assert run.state == "cancelled"
    assert listed(board) == []


@pytest.mark.django_db
def test_second_scan_of_a_board_is_refused_while_one_is_going_on(board: JobBoard) -> None:
    scan = begun(board)

    with pytest.raises(DomainError) as refused:
        begun(board)

    assert refused.value.code == "scan_running"
    assert refused.value.extra == {"scan_id": str(scan.pk), "task_id": str(scan.run_id)}


@pytest.mark.django_db
def test_lost_run_takes_its_scan_along(board: JobBoard) -> None:
    scan = begun(board)
    with all_tenants(reason="test"):
        type(scan.run).objects.update(touched_at=timezone.now() - dt.timedelta(hours=2))
        fail_lost_runs()

    assert fresh(scan).state == "failed"


@pytest.mark.django_db
def test_scan_of_a_deleted_run_is_ended_by_the_sweep(board: JobBoard) -> None:
    scan = begun(board)
    within(board, scan.run.delete)

    sweep()

    assert fresh(scan).state == "failed"


def elsewhere(doing: Callable[[], Any]) -> Any:
    """What `doing` answers on another connection."""
    said: list[Any] = []

    def work() -> None:
        try:
            said.append(doing())
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(300)
    return said[0]


@pytest.mark.django_db(transaction=True)
def test_one_of_two_workers_with_the_same_message_scans(board: JobBoard, board_server: BoardServer) -> None:
    board.scraper_config = {"api_url": board_server.answer("/jobs", as_json({"jobs": []}))}
    within(board, board.save)
    scan = begun(board)

    with alone(scan.pk) as mine:
        state = elsewhere(lambda: by_worker(scan).state)

    assert (mine, state) == (True, "queued")
    assert by_worker(scan).state == "complete"


@pytest.mark.django_db(transaction=True)
def test_scan_waits_while_as_many_as_may_are_going_on(board: JobBoard) -> None:
    scan = begun(board)

    with a_slot() as taken:
        state = elsewhere(lambda: by_worker(scan).state)

    assert (taken, state) == (True, "queued")


@pytest.mark.django_db(transaction=True)
def test_two_boards_that_bring_the_same_listings_at_once_store_each_once(board: JobBoard, second: JobBoard) -> None:
    scans = [begun(board), begun(second)]
    barrier, ended = threading.Barrier(2), []

    def work(scan: Scan, numbers: list[int]) -> None:
        steps = [barrier.wait, *pages(numbers, size=50)]
        ended.append(elsewhere(lambda: carried_out(scan, PaperBoard(steps))))

    forth, back = list(range(2000)), list(range(1999, -1, -1))
    threads = [threading.Thread(target=work, args=pair) for pair in zip(scans, (forth, back), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)

    assert [one.state for one in ended] == ["complete"] * 2
    assert sum(one.added for one in ended) == len(listed(board)) == 2000


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_starts_a_scan(board: JobBoard) -> None:
    said: list[str] = []

    def start() -> None:
        try:
            within(board, lambda: start_scan(board_id=board.pk))
            said.append("started")
        except DomainError as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(said) == ["scan_running"] * 4 + ["started"]


@pytest.mark.django_db
def test_raw_sql_of_another_employer_reaches_nothing(board: JobBoard, other_employer: Any) -> None:
    scanned(board, *pages([1, 2]))
    tables = ("jobboard", "scan", "listing", "sighting")

    with employer_scope(other_employer.pk), connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM sourcing_{table}")
            found.append(cursor.fetchone()[0])
            cursor.execute(f"UPDATE sourcing_{table} SET employer_id = employer_id")
            found.append(cursor.rowcount)

    assert found == [0] * 8
    assert within(board, Listing.objects.count) == 2
