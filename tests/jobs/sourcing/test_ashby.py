from __future__ import annotations

import datetime as dt
from decimal import Decimal

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.postings import Posting
from tests.jobs.sourcing.boardserver import BoardServer, page
from tests.jobs.sourcing.reading import Outcome, payload, scanned


def scan(server: BoardServer) -> Outcome:
    server.answer("/board", page(payload("ashby.json")))
    return scanned("ashby", "https://jobs.ashbyhq.com/Mossgarten", api_url=f"{server.url}/board?old=1")


def test_first_job_is_read_whole(board_server: BoardServer) -> None:
    assert scan(board_server).postings[0] == Posting(
        title="Botanist",
        url="https://jobs.ashbyhq.com/Mossgarten/57ecd675-0001-4fad-8b4a-bbbbbbbbbbbb",
        company="The Board",
        location="Hamburg, Germany",
        description="The job\n\nGrow moss.\n\n- Water it\n- Count it",
        external_id="57ecd675-0001-4fad-8b4a-bbbbbbbbbbbb",
        salary=Salary(Decimal(81_000), Decimal(87_000), "EUR", SalaryPeriod.YEAR),
        remote=False,
        posted_at=dt.datetime(2026, 10, 6, 18, 36, 29, 484_000, tzinfo=dt.UTC),
    )
    assert board_server.paths == ["/board?includeCompensation=true"]


def test_all_places_are_told_once(board_server: BoardServer) -> None:
    job = scan(board_server).postings[1]

    assert (job.location, job.remote) == ("Hamburg, Germany; Remote – Poland", True)


def test_pay_of_a_tier_counts_where_nothing_sums_them_up(board_server: BoardServer) -> None:
    salary = scan(board_server).postings[1].salary

    assert salary == Salary(Decimal(25), Decimal("31.5"), "USD", SalaryPeriod.HOUR)


def test_unlisted_job_is_not_on_the_board(board_server: BoardServer) -> None:
    outcome = scan(board_server)

    assert outcome.titles == ["Botanist", "Gardener", "Hydrologist", "Lab Lead"]
    assert outcome.pages[0].skipped == 0


def test_pay_that_is_not_for_display_is_not_told(board_server: BoardServer) -> None:
    job = scan(board_server).postings[2]

    assert (job.salary, job.remote, job.description) == (None, None, "THE JOB\n\nGrow moss.")


def test_hybrid_is_not_remote(board_server: BoardServer) -> None:
    job = scan(board_server).postings[3]

    assert (job.remote, job.posted_at) == (False, None)
