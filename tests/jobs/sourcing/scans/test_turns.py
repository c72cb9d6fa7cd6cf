"""Whose board is scanned next, when many wait and few may be scanned at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.sourcing.choices import ScanState, Trigger
from jobs.sourcing.locks import alone
from jobs.sourcing.models import JobBoard, Scan
from jobs.sourcing.services import claim_due_boards, in_turn, start_scan, sweep
from jobs.sourcing.tasks import scan_board
from tests.factories.employers import EmployerFactory
from tests.factories.sourcing import BoardFactory
from tests.jobs.sourcing.boardserver import BoardServer, as_json
from tests.jobs.sourcing.scans.paper import Killed, PaperBoard, begun, by_worker, carried_out, killed, page

pytestmark = pytest.mark.django_db


def ago(minutes: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=minutes)


def waiting(employer: Employer, count: int, *, host: str = "", **given: Any) -> list[Scan]:
    """Scans of as many boards, each on a host of its own or all on one, asked for by hand."""
    scans = []
    for number in range(count):
        url = f"https://{host or f'{number}.{employer.slug}.example.com'}/{number}"
        with employer_scope(employer.pk):
            scans.append(begun(BoardFactory(kind="feed", url=url, **given)))
    return scans


def order(limit: int = 10, mine: Scan | None = None) -> list[Any]:
    return [scan.pk for scan in in_turn(limit=limit, mine=mine.pk if mine else None)]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the scans whose messages would go to the broker."""
    given: list[str] = []
    monkeypatch.setattr(scan_board, "apply_async", lambda args, *_, **__: given.append(args[1]))
    return given


def test_employers_have_their_turn_one_after_the_other(employer: Employer, other_employer: Employer) -> None:
    many, few = waiting(employer, 3), waiting(other_employer, 1)

    assert order() == [many[0].pk, few[0].pk, many[1].pk, many[2].pk]


def test_employer_whose_last_scan_is_longest_ago_comes_first(employer: Employer, other_employer: Employer) -> None:
    of_one, of_other = waiting(employer, 1), waiting(other_employer, 1)
    with employer_scope(employer.pk):
        BoardFactory(last_scanned_at=ago(5))
    with employer_scope(other_employer.pk):
        BoardFactory(last_scanned_at=ago(50))

    assert order() == [of_other[0].pk, of_one[0].pk]


def test_employer_with_a_scan_going_on_waits_for_the_others(employer: Employer, other_employer: Employer) -> None:
    running, second = waiting(employer, 2)
    (theirs,) = waiting(other_employer, 1)
    with employer_scope(other_employer.pk):
        BoardFactory(last_scanned_at=ago(0))

    with alone(running.pk):
        assert order() == [theirs.pk, second.pk]


def test_silent_scan_whose_worker_holds_it_is_going_on(employer: Employer, other_employer: Employer) -> None:
    held, lost = waiting(employer, 2)
    lively = waiting(other_employer, 1)[0]
    with all_tenants(reason="test"):
        Scan.objects.update(state=ScanState.RUNNING, touched_at=ago(5))
        Scan.objects.filter(pk=lively.pk).update(touched_at=timezone.now())

    with alone(held.pk):
        assert order() == [lost.pk]


def test_board_whose_host_is_not_being_read_comes_first(employer: Employer, other_employer: Employer) -> None:
    (running,) = waiting(EmployerFactory(), 1, host="busy.example.com")
    (same_host,) = waiting(employer, 1, host="busy.example.com")
    (free,) = waiting(other_employer, 1)

    with alone(running.pk):
        assert order() == [free.pk, same_host.pk]


def test_scan_that_lost_its_worker_waits_behind_employers_that_had_none(
    employer: Employer, other_employer: Employer
) -> None:
    (scan,) = waiting(employer, 1)
    (theirs,) = waiting(other_employer, 1)
    with pytest.raises(Killed):
        carried_out(scan, PaperBoard([page(), killed]))
    with all_tenants(reason="test"):
        Scan.objects.filter(pk=scan.pk).update(touched_at=ago(2))

    assert order() == [theirs.pk, scan.pk]


def test_worker_calls_the_one_whose_turn_it_is(
    employer: Employer, other_employer: Employer, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    (scan,) = waiting(employer, 1)
    (theirs,) = waiting(other_employer, 1)
    with employer_scope(employer.pk):
        BoardFactory(last_scanned_at=ago(5))

    with django_capture_on_commit_callbacks(execute=True):
        assert by_worker(scan).state == ScanState.QUEUED
    assert sent == [str(theirs.pk)]


def test_worker_carries_out_the_one_whose_turn_it_is(
    employer: Employer, other_employer: Employer, board_server: BoardServer
) -> None:
    with employer_scope(employer.pk):
        config = {"api_url": board_server.answer("/jobs", as_json({"jobs": []}))}
        scan = begun(BoardFactory(scraper_config=config))
    waiting(other_employer, 3)

    assert by_worker(scan).state == ScanState.COMPLETE


def test_scans_asked_for_by_hand_do_not_keep_due_boards_out(employer: Employer, other_employer: Employer) -> None:
    waiting(employer, 20)
    with employer_scope(other_employer.pk):
        due = BoardFactory(enabled=True, next_scan_at=ago(1))

    (claimed,) = claim_due_boards()
    with employer_scope(other_employer.pk):
        assert Scan.objects.get(pk=claimed).board_id == due.pk
    assert order(2)[1] == claimed


def test_one_due_board_of_each_employer_is_claimed_first(
    employer: Employer, other_employer: Employer, settings: Any
) -> None:
    settings.SOURCING_SCANS_AT_ONCE = 1
    boards: list[JobBoard] = []
    for owner, minutes in ((employer, 60), (other_employer, 5)):
        with employer_scope(owner.pk):
            boards += [
                BoardFactory(kind="feed", url=f"https://{n}.example.com/", enabled=True, next_scan_at=ago(minutes - n))
                for n in range(4)
            ]

    claimed = claim_due_boards()

    with all_tenants(reason="test"):
        found = [Scan.objects.get(pk=pk).board_id for pk in claimed]
    assert found == [boards[0].pk, boards[4].pk, boards[1].pk, boards[5].pk, boards[2].pk]


def test_schedule_goes_on_at_a_host_that_another_employer_has_read(
    employer: Employer, other_employer: Employer
) -> None:
    with employer_scope(employer.pk):
        start_scan(board_id=BoardFactory().pk, trigger=Trigger.MANUAL)
    with employer_scope(other_employer.pk):
        BoardFactory(enabled=True, next_scan_at=ago(1))

    assert len(claim_due_boards()) == 1


def test_sweep_calls_in_turn(
    employer: Employer,
    other_employer: Employer,
    sent: list[str],
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.SOURCING_SCANS_AT_ONCE = 2
    one, other = waiting(employer, 3), waiting(other_employer, 3)

    with django_capture_on_commit_callbacks(execute=True):
        assert sweep() == 2
    assert sent == [str(one[0].pk), str(other[0].pk)]
