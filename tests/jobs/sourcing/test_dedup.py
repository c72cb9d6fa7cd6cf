"""When two postings are the same, and which ones an employer wants."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.dedup import dedup_hash
from jobs.sourcing.filters import Keywords, normalised
from jobs.sourcing.postings import Posting
from jobs.sourcing.rows import COLUMNS, row_of

SAME = ("Senior Engineer (m/w/d)", "Müller GmbH", "München", "https://jobs.example.com/1?ref=a")


@pytest.mark.parametrize(
    "other",
    [
        ("senior  engineer (M/W/D) ", "MÜLLER GMBH", "Munchen", "http://www.jobs.example.com/2"),
        ("Ｓｅｎｉｏｒ Engineer (m/w/d)", "Mu\u0308ller GmbH", "Mu\u0308nchen", "https://JOBS.example.com:8443/"),
    ],
)
def test_same_job_has_one_hash_however_it_is_written(other: tuple[str, str, str, str]) -> None:
    assert dedup_hash(*other) == dedup_hash(*SAME)


@pytest.mark.parametrize(
    "other",
    [
        ("Engineer (m/w/d)", *SAME[1:]),
        (SAME[0], "Meier GmbH", *SAME[2:]),
        (*SAME[:2], "Berlin", SAME[3]),
        (*SAME[:3], "https://example.com/1"),
        (SAME[0] + " " + SAME[1], "", *SAME[2:]),
    ],
)
def test_other_job_has_another_hash(other: tuple[str, str, str, str]) -> None:
    assert dedup_hash(*other) != dedup_hash(*SAME)


def test_languages_with_marks_are_not_one() -> None:
    hashes = {dedup_hash(f"{language} developer", *SAME[1:]) for language in ("C", "C++", "C#", ".NET", "NET")}

    assert len(hashes) == 5


@pytest.mark.parametrize(
    ("keywords", "text", "passes"),
    [
        ([], "anything", True),
        (["python"], "Senior PYTHON developer", True),
        (["python"], "Pythonista", False),
        (["café"], "Barista at the Cafe", True),
        (["Straße"], "STRASSE", True),
        (["data engineer"], "Data   Engineer", True),
        (["data engineer"], "engineer of data", False),
        (["c"], "C++ developer", False),
        (["c++"], "C++ developer", True),
        ([".net"], "Senior .NET developer", True),
        (["-intern"], "Intern", False),
        (["-intern"], "International sales", True),
        (["python", "-senior"], "Senior python", False),
        (["python", "go"], "Go developer", True),
        (["a.b"], "axb", False),
    ],
)
def test_keywords_are_whole_words_in_any_case(keywords: list[str], text: str, passes: bool) -> None:
    assert Keywords.of(keywords).pass_([text]) is passes


def test_phrase_is_not_found_across_two_texts() -> None:
    assert not Keywords.of(["berlin office"]).pass_(["Engineer Berlin", "office manager"])


def test_keywords_are_kept_once() -> None:
    assert normalised(["Python", "python ", "", " -  Senior", "PÝTHON"]) == ["Python", "-Senior"]


def stored(**given: Any) -> dict[str, Any]:
    row = row_of(Posting(**{"title": "Engineer", "url": "https://example.com/1", **given}))
    assert row is not None
    return dict(zip(COLUMNS, row.values, strict=True))


def test_place_is_taken_from_the_location() -> None:
    said = stored(location="Berlin, Germany (Remote)")

    assert (said["country"], said["remote"]) == ("DE", True)
    assert stored(location="Berlin (Remote)", remote=False)["remote"] is False


@pytest.mark.parametrize(
    ("low", "high", "currency", "kept"),
    [
        ("1", "2", "EUR", (Decimal("1.00"), Decimal("2.00"), "EUR", "year")),
        (None, "2.005", "EUR", (None, Decimal("2.00"), "EUR", "year")),
        ("3", "2", "EUR", (None, None, "", "")),
        ("-1", "2", "EUR", (None, None, "", "")),
        ("1", "1e30", "EUR", (None, None, "", "")),
        ("NaN", None, "EUR", (None, None, "", "")),
        ("1", "2", "EURO", (None, None, "", "")),
        (None, None, "EUR", (None, None, "", "")),
    ],
)
def test_salary_that_no_table_takes_is_left_out(low: Any, high: Any, currency: str, kept: tuple[Any, ...]) -> None:
    minimum, maximum = (Decimal(amount) if amount else None for amount in (low, high))
    said = stored(salary=Salary(minimum, maximum, currency, SalaryPeriod.YEAR))

    assert tuple(said[name] for name in ("salary_min", "salary_max", "salary_currency", "salary_period")) == kept


def test_another_date_is_no_change() -> None:
    days = [dt.datetime(2026, 11, day, tzinfo=dt.UTC) for day in (20, 21)]
    rows = [row_of(Posting("Engineer", "https://example.com/1", posted_at=day)) for day in days]

    assert len({row.content_hash for row in rows if row}) == 1
