from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.boards.lever import LeverBoard
from jobs.sourcing.postings import Posting
from tests.jobs.sourcing.boardserver import MISBEHAVIOURS, BoardServer, Handler, as_json, misbehaving, page, status
from tests.jobs.sourcing.reading import Outcome, payload, scanned


def scan(server: BoardServer, **validators: str) -> Outcome:
    return scanned("lever", "https://jobs.lever.co/x", api_url=f"{server.url}/jobs", **validators)


def recorded(server: BoardServer) -> Outcome:
    server.answer("/jobs", page(payload("lever.json")))
    return scan(server)


def jobs(count: int, first: int = 0) -> list[dict[str, Any]]:
    numbers = range(first, first + count)
    return [{"id": f"id-{n}", "text": f"Job {n}", "hostedUrl": f"https://jobs.lever.co/x/{n}"} for n in numbers]


def nth(skip: int) -> str:
    return f"/jobs?mode=json&skip={skip}&limit=100"


def test_first_job_is_read_whole(board_server: BoardServer) -> None:
    assert recorded(board_server).postings[0] == Posting(
        title="Backend Engineer",
        url="https://jobs.lever.co/lumen-werke/0b6f7c1e-0001-4c1e-9d5e-aaaaaaaaaaaa",
        company="The Board",
        location="Berlin",
        description="We make light.\n\nYou make it smart.\n\nYou bring\n\n- Python\n- PostgreSQL & Redis\n\n"
        "Lumen is for everyone.\n\nPlus a bonus.",
        external_id="0b6f7c1e-0001-4c1e-9d5e-aaaaaaaaaaaa",
        salary=Salary(Decimal(68_000), Decimal(84_000), "EUR", SalaryPeriod.YEAR),
        remote=False,
        posted_at=dt.datetime(2026, 9, 3, 8, 0, tzinfo=dt.UTC),
    )


def test_places_pay_and_remote_are_read(board_server: BoardServer) -> None:
    job = recorded(board_server).postings[1]

    assert (job.location, job.remote) == ("Lisbon; Porto", True)
    assert job.salary == Salary(Decimal("14.5"), Decimal(17), "EUR", SalaryPeriod.HOUR)


def test_plain_texts_are_taken_where_there_is_no_html(board_server: BoardServer) -> None:
    job = recorded(board_server).postings[2]

    assert job.description == "Lead <the> night shift.\nGross salary: 3.400 € pro Monat"
    assert job.salary == Salary(Decimal(3400), Decimal(3400), "EUR", SalaryPeriod.MONTH)


def test_address_to_apply_at_is_better_than_none(board_server: BoardServer) -> None:
    job = recorded(board_server).postings[3]

    assert (job.url.endswith("/apply"), job.remote, job.location) == (True, None, "Dublin")


def test_all_pages_are_read(board_server: BoardServer) -> None:
    everything = jobs(250)

    def reply(handler: Handler) -> None:
        asked = {
            name: int(values[0]) for name, values in parse_qs(handler.path.partition("?")[2]).items() if name != "mode"
        }
        as_json(everything[asked["skip"] : asked["skip"] + asked["limit"]])(handler)

    board_server.answer("/jobs", reply)
    outcome = scan(board_server)

    assert outcome.titles == [job["text"] for job in everything]
    assert board_server.paths == [nth(0), nth(100), nth(200)]


def test_full_last_page_is_followed_by_an_empty_one(board_server: BoardServer) -> None:
    board_server.answer(nth(0), as_json(jobs(100)))
    board_server.answer(nth(100), as_json([]))

    assert len(scan(board_server).postings) == 100


def test_server_that_sends_everything_at_once_is_not_read_twice(board_server: BoardServer) -> None:
    board_server.answer("/jobs", as_json(jobs(130)))

    assert len(scan(board_server).postings) == 130
    assert board_server.paths == [nth(0), nth(130)]


@pytest.mark.parametrize("fault", MISBEHAVIOURS)
def test_failed_page_is_told_and_the_next_ones_are_read(board_server: BoardServer, settings: Any, fault: str) -> None:
    board_server.answer(nth(0), as_json(jobs(100)))
    board_server.answer(nth(100), misbehaving(json.dumps(jobs(100, 100)).encode())[fault])
    board_server.answer(nth(200), as_json(jobs(7, 200)))
    settings.SOURCING_TIMEOUT_S = 1.0 if fault in {"slow", "trickling"} else 15.0

    outcome = scan(board_server)

    assert len(outcome.errors) == 1
    # Who asks for fewer requests is not asked again.
    assert len(outcome.postings) == (100 if fault == "429 with Retry-After" else 107)


def test_rest_is_given_up_after_three_failed_pages(board_server: BoardServer) -> None:
    board_server.answer("/jobs", status(403))
    board_server.answer(nth(0), as_json(jobs(100)))

    outcome = scan(board_server)

    assert (len(outcome.postings), len(outcome.errors)) == (100, 3)
    assert board_server.paths == [nth(0), nth(100), nth(200), nth(300)]


def test_board_of_several_pages_cannot_be_told_unchanged(board_server: BoardServer) -> None:
    board_server.answer(nth(0), page(json.dumps(jobs(100)), ETag='"one"'))
    board_server.answer(nth(100), page(json.dumps(jobs(3, 100)), ETag='"two"'))

    assert [found.etag for found in scan(board_server).pages] == ["", ""]


def test_european_boards_have_their_own_host() -> None:
    adapter = LeverBoard()

    assert {adapter._found(f"https://jobs{eu}.lever.co/x") for eu in ("", ".eu")} == {
        ("x", "https://api.lever.co/v0/postings/{board}"),
        ("x", "https://api.eu.lever.co/v0/postings/{board}"),
    }
