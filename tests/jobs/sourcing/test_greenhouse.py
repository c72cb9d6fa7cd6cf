from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.client import BoardUnreadable
from jobs.sourcing.postings import Posting
from tests.jobs.sourcing.boardserver import BoardServer, as_json, huge, page
from tests.jobs.sourcing.reading import Outcome, payload, scanned


def scan(server: BoardServer, *replies: Any) -> Outcome:
    server.answer("/jobs", *replies or [page(payload("greenhouse.json"))])
    return scanned("greenhouse", "https://job-boards.greenhouse.io/x", api_url=f"{server.url}/jobs")


def test_first_job_is_read_whole(board_server: BoardServer) -> None:
    job = scan(board_server).postings[0]

    assert job == Posting(
        title="Control Engineer (m/f/x)",
        url="https://job-boards.greenhouse.io/fjordwind/jobs/4410001",
        company="Fjordwind",
        location="Kiel, Germany",
        description="Fjordwind builds turbines for the open sea.\n\nWhat you will do\n\n- Design control loops in C++\n"
        "- Test them at sea\n\nWe're an equal opportunity employer & proud of it.\nCome as you are.",
        external_id="4410001",
        posted_at=dt.datetime(2026, 9, 3, 9, 30, tzinfo=dt.UTC),
    )


def test_content_and_pay_are_asked_for(board_server: BoardServer) -> None:
    scan(board_server)

    assert board_server.paths == ["/jobs?content=true&pay_transparency=true"]
    assert board_server.asked[-1].headers["accept"] == "application/json"


def test_pay_ranges_of_several_places_become_one(board_server: BoardServer) -> None:
    salary = scan(board_server).postings[1].salary

    assert salary == Salary(Decimal(91_000), Decimal(131_500), "USD", SalaryPeriod.YEAR)


def test_pay_of_the_text_counts_where_no_range_is_sent(board_server: BoardServer) -> None:
    salary = scan(board_server).postings[2].salary

    assert salary == Salary(Decimal(98_000), Decimal(131_500), "USD", SalaryPeriod.YEAR)


def test_hourly_range_is_told_by_its_title(board_server: BoardServer) -> None:
    job = scan(board_server).postings[3]

    assert job.salary == Salary(Decimal("21.5"), Decimal(26), "USD", SalaryPeriod.HOUR)
    assert job.posted_at == dt.datetime(2026, 10, 28, 13, 12, 44, tzinfo=dt.UTC), "updated_at, for want of better"


def test_range_whose_period_cannot_be_known_is_left_out(board_server: BoardServer) -> None:
    job = json.loads(payload("greenhouse.json"))["jobs"][0]
    job["pay_input_ranges"] = [{"min_cents": 200_000, "max_cents": 300_000, "currency_type": "EUR", "title": ""}]

    assert scan(board_server, as_json({"jobs": [job]})).postings[0].salary is None


def test_jobs_without_title_or_address_are_counted(board_server: BoardServer) -> None:
    outcome = scan(board_server)

    assert outcome.pages[0].skipped == 2
    assert "Senior Software Engineer" in outcome.titles


def test_board_without_company_names_has_the_board_s(board_server: BoardServer) -> None:
    job = {"id": 1, "title": "Cook", "absolute_url": "https://x.example/1"}

    assert scan(board_server, as_json({"jobs": [job]})).postings[0].company == "The Board"


def test_board_that_is_too_large_comes_without_descriptions(board_server: BoardServer) -> None:
    jobs = json.loads(payload("greenhouse.json"))["jobs"]
    for job in jobs:
        job.pop("content")

    outcome = scan(board_server, huge(11), as_json({"jobs": jobs}))

    assert (len(outcome.postings), outcome.errors) == (4, [])
    assert board_server.paths[1] == "/jobs?pay_transparency=true"


def test_board_that_is_too_large_even_then_is_unreadable(board_server: BoardServer) -> None:
    with pytest.raises(BoardUnreadable, match=r"larger than 10\.0.MB"):
        scan(board_server, huge(11))
