"""Ten days of a board that changes every day, with every listing's fate worked out beforehand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from hiretrack.tenancy import employer_scope
from jobs.sourcing.models import JobBoard
from jobs.sourcing.services import change_board
from tests.jobs.sourcing.boardserver import BoardServer, as_json
from tests.jobs.sourcing.scans.paper import begun, by_worker, counted, listed, page, posting, rows_of, scanned

pytestmark = pytest.mark.django_db
DAYS, SIZE = 10, 900
Day = dict[int, int]
"""Postings by number, each with the edition of its text."""


@dataclass
class Fate:
    """What must come of the postings that a board has shown, by the rules alone."""

    edition: dict[int, int] = field(default_factory=dict)
    missed: dict[int, int] = field(default_factory=dict)

    def after(self, day: Day) -> tuple[int, int, int, int]:
        added = [one for one in day if one not in self.edition]
        returned = [one for one in day if self.missed.get(one, 0) >= 2]
        changed = [one for one in day if one in self.edition and one not in returned and self.edition[one] != day[one]]
        absent = [one for one in self.edition if one not in day]
        self.edition |= day
        self.missed = dict.fromkeys(day, 0) | {one: self.missed.get(one, 0) + 1 for one in absent}
        return len(added), len(changed), len(returned), sum(self.missed[one] == 2 for one in absent)

    def standing(self) -> set[str]:
        return {f"Engineer {one}" for one, missed in self.missed.items() if missed < 2}


def days() -> Iterator[Day]:
    """Each day some leave, some come, some come back after one, two or more days, and some are written anew."""
    dice, editions, shown = random.Random(7), {}, set(range(SIZE))
    for _ in range(DAYS):
        editions |= {one: editions.get(one, 0) + 1 for one in dice.sample(sorted(shown), 60)}
        yield {one: editions.get(one, 0) for one in shown}
        away = sorted(set(range(max(shown) + 1)) - shown)
        shown -= set(dice.sample(sorted(shown), 80))
        shown |= set(dice.sample(away, min(40, len(away)))) | {max(shown) + number for number in range(1, 51)}


def paged(day: Day) -> list[Any]:
    rows = [posting(one, description=f"Edition {edition}.") for one, edition in day.items()]
    random.Random(len(rows)).shuffle(rows)
    return [page(*rows[start : start + 130]) for start in range(0, len(rows), 130)]


def as_greenhouse(day: Day) -> dict[str, Any]:
    jobs = [
        {"id": one, "title": f"Engineer {one}", "absolute_url": f"https://jobs.example.com/{one}",
         "content": f"No. {edition}",
         "location": {"name": "Berlin"}, "updated_at": "2026-11-21T08:00:00Z"}
        for one, edition in day.items()
    ]  # fmt: skip
    return {"jobs": jobs, "meta": {"total": len(jobs)}}


def test_ten_changed_days_are_counted_exactly(board: JobBoard) -> None:
    fate, total = Fate(), [0, 0, 0, 0]

    for day in days():
        expected = fate.after(day)
        assert counted(scanned(board, *paged(day))) == expected
        total = [sum(pair) for pair in zip(total, expected, strict=True)]

    assert {row.title for row in listed(board, gone_at=None)} == fate.standing()
    assert all(number > 50 for number in total)


def test_each_day_seen_twice_changes_nothing_the_second_time(board: JobBoard) -> None:
    fate = Fate()

    for day in list(days())[:4]:
        assert counted(scanned(board, *paged(day))) == fate.after(day)
        before = rows_of(board)
        again = counted(scanned(board, *paged(day)))
        # A second look confirms who left: that is the only thing it may say.
        assert again == fate.after(day)
        assert again[:3] == (0, 0, 0)
        assert again[3] == sum(1 for old, new in zip(before, rows_of(board), strict=True) if old != new)


def test_ten_days_of_a_greenhouse_board(board: JobBoard, board_server: BoardServer) -> None:
    url = board_server.url + "/v1/boards/initech/jobs"
    with employer_scope(board.employer_id):
        change_board(board_id=board.pk, changes={"scraper_config": {"api_url": url}})
    fate = Fate()

    for day in days():
        board_server.answer("/v1/boards/initech/jobs", as_json(as_greenhouse(day)))
        scan = by_worker(begun(board))
        assert (scan.state, scan.error, counted(scan)) == ("complete", "", fate.after(day))

    assert {row.title for row in listed(board, gone_at=None)} == fate.standing()
