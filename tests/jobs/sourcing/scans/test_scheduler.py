"""Which boards are scanned when."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer
from hiretrack.celery import app
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.sourcing import retention
from jobs.sourcing.client import BoardUnreadable
from jobs.sourcing.measures import failing, going_on, overdue
from jobs.sourcing.models import JobBoard, Scan
from jobs.sourcing.services import claim_due_boards, sweep
from jobs.sourcing.tasks import expire_scans, scan_due
from tests.factories.employers import EmployerFactory
from tests.factories.sourcing import BoardFactory, scan
from tests.jobs.sourcing.scans.paper import begun, fresh, page, posting, scanned

pytestmark = pytest.mark.django_db


def due(employer: Employer, host: str = "", *, minutes: int = 1, **given: Any) -> JobBoard:
    told = {"kind": "feed", "url": f"https://{host}/feed"} if host else {}
    with employer_scope(employer.pk):
        past = timezone.now() - dt.timedelta(minutes=minutes)
        return BoardFactory(next_scan_at=past, **{"enabled": True, **told, **given})


def boards_of(scans: list[Any]) -> list[Any]:
    with all_tenants(reason="test"):
        found = dict(Scan.objects.values_list("pk", "board"))
    return [found[pk] for pk in scans]


def test_due_boards_are_claimed_longest_waiting_first(employer: Employer, other_employer: Employer) -> None:
    late = due(other_employer, "a.example.com", minutes=60)
    later = due(employer, "b.example.com", minutes=30)
    due(employer, "c.example.com", minutes=-5)
    due(employer, "d.example.com", enabled=False)

    assert boards_of(claim_due_boards()) == [late.pk, later.pk]
    assert claim_due_boards() == []


def test_boards_of_one_host_have_their_turn_one_after_the_other(employer: Employer) -> None:
    boards = [due(employer, minutes=9 - number) for number in range(3)]

    assert boards_of(claim_due_boards()) == [boards[0].pk]
    assert claim_due_boards() == []


def test_no_more_are_queued_than_soon_have_their_turn(employer: Employer, settings: Any) -> None:
    settings.SOURCING_SCANS_AT_ONCE = 2
    for number in range(9):
        due(employer, f"{number}.example.com")

    assert len(claim_due_boards()) == 6
    assert claim_due_boards() == []


def test_next_scan_is_an_interval_away_give_or_take_a_tenth(board: JobBoard) -> None:
    waits = set()
    for number in range(5):
        done = scanned(board, page(posting(number)))
        waits.add((done.board.next_scan_at - timezone.now()).total_seconds() / 60)

    assert all(360 * 0.89 < wait < 360 * 1.11 for wait in waits)
    assert len(waits) == 5


def test_board_that_could_not_be_read_is_looked_at_again_soon(board: JobBoard) -> None:
    done = scanned(board, BoardUnreadable("Away."))

    assert done.board.next_scan_at < timezone.now() + dt.timedelta(minutes=67)


def test_board_that_says_when_is_not_asked_before(board: JobBoard) -> None:
    until = timezone.now() + dt.timedelta(hours=5)

    done = scanned(board, BoardUnreadable("Too many requests.", until=until))

    assert done.board.next_scan_at == until


def test_sweep_sends_again_what_waits_or_is_silent(board: JobBoard, second: JobBoard, settings: Any) -> None:
    settings.SOURCING_SCANS_AT_ONCE = 5
    queued, running = begun(board), begun(second)
    past = timezone.now() - dt.timedelta(minutes=30)
    with all_tenants(reason="test"):
        Scan.objects.filter(pk=queued.pk).update(created_at=past)
        Scan.objects.filter(pk=running.pk).update(state="running", touched_at=past)
        type(queued.run).objects.update(touched_at=past)

    assert sweep() == 2
    # It waits for its turn and is not lost; of the other one its worker has to tell.
    assert fresh(queued).run.touched_at > past
    assert fresh(running).run.touched_at == past


def test_tasks_of_the_schedule_exist_and_work(employer: Employer) -> None:
    scheduled = {line["task"] for line in app.conf.beat_schedule.values()}
    due(employer)

    assert {"sourcing.scan_due", "sourcing.expire_scans"} <= scheduled
    assert scan_due.apply(throw=True).get() == 1
    assert expire_scans.apply(throw=True).get() == 0


def test_old_scans_are_forgotten_and_open_ones_stay(board: JobBoard) -> None:
    old = timezone.now() - retention.KEPT - dt.timedelta(days=1)
    with employer_scope(board.employer_id):
        scan(board, created_at=old)
        kept = {scan(board).pk, scan(board, created_at=old, state="running").pk}

    assert retention.expire_scans() == 1
    with employer_scope(board.employer_id):
        assert set(Scan.objects.values_list("pk", flat=True)) == kept


def test_metrics_tell_of_scans_and_boards(board: JobBoard, second: JobBoard) -> None:
    scanned(board, BoardUnreadable("Away."))
    begun(second)
    due(board.employer)

    assert ({"state": "queued"}, 1.0) in list(going_on())
    assert list(overdue()) == [({}, 1.0)]
    assert ({"state": "failed"}, 1.0) in list(failing())


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_claim_each_board_once() -> None:
    for number in range(4):
        due(EmployerFactory(), f"{number}.example.com")
    claimed: list[Any] = []
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait()
        claimed.extend(claim_due_boards(limit=10))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(claimed) == len(set(boards_of(claimed))) == 4
