"""`manage.py scan_boards`."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.sourcing.models import JobBoard, Scan
from tests.factories.sourcing import BoardFactory
from tests.jobs.sourcing.boardserver import BoardServer, as_json, status
from tests.jobs.sourcing.scans.paper import begun, counted, listed

pytestmark = pytest.mark.django_db
JOBS = {"jobs": [{"id": 1, "title": "Engineer", "absolute_url": "https://jobs.example.com/1"}]}


def told(**options: Any) -> str:
    out = StringIO()
    call_command("scan_boards", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def served(employer: Employer, server: BoardServer, path: str, reply: Any, **given: Any) -> JobBoard:
    with employer_scope(employer.pk):
        config = {"api_url": server.answer(path, reply)}
        return BoardFactory(**{"enabled": True, "scraper_config": config, **given})


def scans_of(board: JobBoard) -> list[Scan]:
    with employer_scope(board.employer_id):
        return list(Scan.objects.filter(board=board))


def test_boards_are_scanned_here_and_told_of(employer: Employer, board_server: BoardServer) -> None:
    board = served(employer, board_server, "/a", as_json(JOBS))

    said = told(employer="acme", now=True)

    assert f"{board.name}: complete: 1 found, 1 added, 0 changed, 0 returned, 0 gone" in said
    assert [counted(scan) for scan in scans_of(board)] == [(1, 0, 0, 0)]
    assert len(listed(board)) == 1


def test_board_that_cannot_be_read_fails_the_command(employer: Employer, board_server: BoardServer) -> None:
    good = served(employer, board_server, "/a", as_json(JOBS))
    served(employer, board_server, "/b", status(404))

    with pytest.raises(CommandError, match="1 of 2 boards"):
        told(now=True)
    assert [scan.state for scan in scans_of(good)] == ["complete"]


def test_boards_are_queued_for_the_workers(board: JobBoard, second: JobBoard, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        theirs = BoardFactory(enabled=True)
    begun(second)

    assert "1 already being scanned, 1 queued" in told(employer="acme")
    assert [[scan.state for scan in scans_of(one)] for one in (board, theirs)] == [["queued"], []]


def test_only_due_boards_are_chosen(board: JobBoard, second: JobBoard) -> None:
    with employer_scope(board.employer_id):
        JobBoard.objects.filter(pk=second.pk).update(next_scan_at=timezone.now() + dt.timedelta(hours=1))

    assert "1 queued" in told(due=True)
    assert (len(scans_of(board)), len(scans_of(second))) == (1, 0)


def test_board_is_chosen_by_its_id_though_it_is_not_enabled(employer: Employer) -> None:
    with employer_scope(employer.pk):
        board = BoardFactory()

    told(board=board.pk)

    assert len(scans_of(board)) == 1


@pytest.mark.parametrize(
    ("options", "complaint"),
    [({"employer": "nobody"}, "no employer"), ({"board": "01980a41-0f3e-7a1c-8c55-6d2b9e4f7a01"}, "no board")],
)
def test_unknown_names_are_refused(employer: Employer, options: dict[str, str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        told(**options)
