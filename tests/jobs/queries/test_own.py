from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope, public_scope
from jobs.queries import JobFilter, job, job_detail, job_item, jobs
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory


def found(**wanted: Any) -> set[str]:
    return {row["title"] for row in jobs(JobFilter(**wanted))}


@pytest.fixture
def openings(scope: Employer, other_employer: Employer) -> None:
    JobFactory.create(title="Chef", department="Kitchen")
    PublishedJobFactory.create(title="Cook", location="Wien")
    ClosedJobFactory.create(title="Waiter", remote=True)
    with employer_scope(other_employer.pk):
        PublishedJobFactory.create(title="Pilot")


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({}, {"Chef", "Cook", "Waiter"}),
        ({"status": "closed"}, {"Waiter"}),
        ({"q": "cook OR chef"}, {"Chef", "Cook"}),
        ({"department": "KITCHEN"}, {"Chef"}),
        ({"location": "wien"}, {"Cook"}),
        ({"remote": True}, {"Waiter"}),
        ({"q": "pilot"}, set()),
    ],
)
def test_list_is_the_employer_s_own(openings: None, wanted: dict[str, Any], titles: set[str]) -> None:
    assert found(**wanted) == titles


def test_list_leaves_the_heavy_columns_out_unless_asked(openings: None) -> None:
    plain, asked = jobs(JobFilter()).first(), jobs(JobFilter(), fields={"questions"}).first()

    assert plain is not None
    assert "questions" not in plain
    assert asked is not None
    assert "questions" in asked
    assert "description_md" not in asked


@pytest.mark.parametrize("rows", [1, 3])
def test_list_is_one_query(scope: Employer, rows: int, django_assert_num_queries: Any) -> None:
    JobFactory.create_batch(rows)

    with django_assert_num_queries(1):
        items = [job_item(row) for row in jobs(JobFilter(), expand={"employer", "created_by"})]

    assert len(items) == rows
    assert items[0]["employer"]["slug"] == scope.slug
    assert items[0]["created_by"] is None


def test_only_a_published_job_has_a_public_page(scope: Employer) -> None:
    rows = [job(made.pk) for made in (JobFactory.create(), PublishedJobFactory.create())]

    assert [bool(job_detail(row)["url"]) for row in rows if row] == [False, True]


def test_drafts_are_nothing_to_the_public(openings: None) -> None:
    with public_scope():
        assert found(q="chef") == set()
