from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from employers.models import Employer
from hiretrack.tenancy import employer_scope, public_scope
from jobs.queries import PublicFilter, find_public, public_item, public_job, public_jobs
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory, question

YEARLY = {"salary_currency": "EUR", "salary_period": "year"}


def found(**wanted: Any) -> set[str]:
    with public_scope():
        return {row["title"] for row in public_jobs(PublicFilter(**wanted))}


@pytest.fixture
def openings(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(employer.pk):
        PublishedJobFactory.create(
            title="Chef", department="Küche", location="München; Zürich", country="DE", languages=["de-AT"],
            employment_type="part_time", salary_min=20, salary_max=25, salary_currency="EUR", salary_period="hour",
            published_at=timezone.now() - dt.timedelta(days=10),
        )  # fmt: skip
        JobFactory.create(title="Draft")
        ClosedJobFactory.create(title="Closed")
    with employer_scope(other_employer.pk):
        PublishedJobFactory.create(
            title="Pilot", remote=True, country="US", languages=["en"], salary_max=90_000, **YEARLY
        )


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({}, {"Chef", "Pilot"}),
        ({"department": "kuche"}, {"Chef"}),
        ({"department": "küch"}, set()),
        ({"location": "zurich"}, {"Chef"}),
        ({"location": "%"}, set()),
        ({"language": "de"}, {"Chef"}),
        ({"language": "DE-at"}, {"Chef"}),
        ({"language": "de-CH"}, set()),
        ({"country": "US"}, {"Pilot"}),
        ({"remote": True}, {"Pilot"}),
        ({"remote": False}, {"Chef"}),
        ({"employment_type": "part_time"}, {"Chef"}),
        ({"employer": "globex"}, {"Pilot"}),
        ({"employer": "nobody"}, set()),
        ({"salary_min": Decimal(51_000)}, {"Chef", "Pilot"}),
        ({"salary_min": Decimal(53_000)}, {"Pilot"}),
        ({"published_after": timezone.now() - dt.timedelta(days=5)}, {"Pilot"}),
        ({"location": "berlin", "remote": True, "employer": "globex"}, {"Pilot"}),
    ],
)
def test_filter_keeps(openings: None, wanted: dict[str, Any], titles: set[str]) -> None:
    assert found(**wanted) == titles


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "wanted", [{}, {"q": "engineer", "location": "berlin"}, {"q": "engineer", "sort": "relevance"}]
)
def test_public_list_is_two_queries(employer: Employer, rows: int, wanted: dict[str, Any]) -> None:
    with employer_scope(employer.pk):
        PublishedJobFactory.create_batch(rows)
    looked_for = PublicFilter(**wanted)

    with CaptureQueriesContext(connection) as queries, public_scope():
        shown, _ = find_public(looked_for, lambda jobs: (list(jobs[:25]), None))
        items = [public_item(row) for row in shown]

    assert len(items) == rows
    # One opens the scope.
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) - 1 <= 2


@pytest.mark.parametrize("rows", [1, 3])
def test_public_job_is_two_queries(employer: Employer, rows: int) -> None:
    with employer_scope(employer.pk):
        job, *_ = PublishedJobFactory.create_batch(rows)

    with CaptureQueriesContext(connection) as queries, public_scope():
        assert public_job(job.pk)

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) - 1 <= 2


def test_relevance_puts_titles_before_mentions(employer: Employer) -> None:
    with employer_scope(employer.pk):
        PublishedJobFactory.create(title="Nurse")
        PublishedJobFactory.create(title="Cook", description_md="You cook for every nurse.")
    wanted = PublicFilter(q="nurse", sort="relevance")

    with public_scope():
        rows = list(public_jobs(wanted).order_by("-rank", "-id"))

    assert [row["title"] for row in rows] == ["Nurse", "Cook"]


def test_similar_titles_are_found_only_when_no_word_is(openings: None) -> None:
    def page(jobs: Any) -> tuple[list[dict[str, Any]], None]:
        return list(jobs), None

    with public_scope():
        assert [row["title"] for row in find_public(PublicFilter(q="chief"), page)[0]] == []
        assert [row["title"] for row in find_public(PublicFilter(q="pilott"), page)[0]] == ["Pilot"]
        assert [row["title"] for row in find_public(PublicFilter(q="pilot"), page)[0]] == ["Pilot"]


def test_similar_titles_do_not_follow_the_last_page(openings: None) -> None:
    with public_scope():
        rows, _ = find_public(PublicFilter(q="pilot"), lambda jobs: (list(jobs[5:10]), None))

    assert rows == []


def test_public_job_tells_no_knockout(employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create(questions=[question()])

    with public_scope():
        row = public_job(job.pk)

    assert row is not None
    assert "knockout" not in str(row)
    assert row["company"] == employer.name
    assert row["description_html"] == "<p>You build <strong>things</strong> that last.</p>\n"
    assert row["url"].endswith(f"/jobs/{job.pk}")


def test_job_shows_the_company_it_is_for(employer: Employer) -> None:
    with employer_scope(employer.pk):
        PublishedJobFactory.create(company="Client Ltd")

    with public_scope():
        (row,) = public_jobs(PublicFilter())

    assert public_item(row)["company"] == "Client Ltd"
    assert public_item(row)["employer"]["name"] == employer.name
