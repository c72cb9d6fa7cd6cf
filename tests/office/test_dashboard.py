"""What waits, the open jobs and the charts: right numbers, each with the list behind it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.models import Application
from applications.services import move
from employers.models import Employer
from hiretrack.office.dashboard import counts
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db


def rows_behind(client: Client, link: str) -> int:
    return len(client.get(link).context["cl"].result_list)


def tile(client: Client, title: str) -> Any:
    return next(one for one in client.get("/admin/").context["tiles"] if str(one.title) == title)


def test_tiles_count_what_their_lists_show(employer: Employer, scope: Employer) -> None:
    job = published_job()
    ApplicationFactory.create_batch(3, job=job)
    late = ApplicationFactory(job=job)
    Application.objects.filter(pk=late.pk).update(answer_by=timezone.now() - dt.timedelta(days=1))
    client = signed_in("viewer", employer)

    for title, number in (("New applications", 4), ("Overdue answers", 1), ("Offers out", 0)):
        found = tile(client, title)
        assert (found.number, rows_behind(client, found.link)) == (str(number), number)


def test_tile_stops_counting_at_its_limit(employer: Employer, scope: Employer, monkeypatch: Any) -> None:
    monkeypatch.setattr(counts, "MOST", 2)
    ApplicationFactory.create_batch(4, job=published_job())

    assert tile(signed_in("recruiter", employer), "New applications").number == "2+"


def test_open_jobs_are_counted_by_stage(employer: Employer, scope: Employer) -> None:
    job = published_job(title="Welder")
    first, *_others = ApplicationFactory.create_batch(3, job=job)
    move(application_id=first.pk, status="screening")
    client = signed_in("recruiter", employer)

    (row,) = client.get("/admin/").context["jobs"]

    assert [number for _stage, number, _link in row.stages] == [2, 1, 0, 0, 0]
    assert [rows_behind(client, link) for _stage, _number, link in row.stages] == [2, 1, 0, 0, 0]


@pytest.mark.parametrize("jobs", [1, 3])
def test_dashboard_asks_the_same_number_of_queries(
    jobs: int, employer: Employer, scope: Employer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(jobs):
        ApplicationFactory.create_batch(2, job=published_job())

    with django_assert_num_queries(3):
        counts.open_jobs()
    with django_assert_num_queries(4):
        counts.tiles()


def test_charts_lead_to_the_rows_of_their_period(employer: Employer, scope: Employer) -> None:
    for source in ("referral", "referral", "api"):
        ApplicationFactory(job=published_job(), source=source)
    client = signed_in("viewer", employer)

    shown = client.get("/admin/dashboard/charts/", {"days": "30"})

    assert [(row["source"], row["applications"]) for row in shown.context["sources"]] == [("referral", 2), ("api", 1)]
    assert [rows_behind(client, row["all_link"]) for row in shown.context["sources"]] == [2, 1]


def test_funnel_counts_lead_to_all_that_came_so_far(employer: Employer, scope: Employer) -> None:
    first, second, _third = ApplicationFactory.create_batch(3, job=published_job())
    for application, statuses in ((first, ("screening", "interview", "rejected")), (second, ("screening",))):
        for status in statuses:
            move(application_id=application.pk, status=status)
    client = signed_in("viewer", employer)

    rows = client.get("/admin/dashboard/charts/", {"days": "30"}).context["funnel"]["rows"]

    assert [row["reached"] for row in rows] == [3, 2, 1, 0, 0]
    assert [rows_behind(client, row["reached_link"]) for row in rows] == [3, 2, 1, 0, 0]


def test_charts_of_an_unknown_period_show_the_usual_one(employer: Employer) -> None:
    assert signed_in("viewer", employer).get("/admin/dashboard/charts/?days=7;--").context["days"] == 90


def test_another_employers_rows_are_not_counted(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        ApplicationFactory(job=published_job(title="Secret job"))

    page = signed_in("recruiter", employer).get("/admin/")

    assert {one.number for one in page.context["tiles"]} == {"0"}
    assert not re.search("secret", page.content.decode(), re.IGNORECASE)


def test_an_empty_dashboard_says_what_to_do(employer: Employer) -> None:
    recruiter, viewer = (signed_in(role, employer).get("/admin/").content.decode() for role in ("recruiter", "viewer"))

    assert "No open jobs yet" in recruiter
    assert "/admin/jobs/job/add/" in recruiter
    assert "/admin/jobs/job/add/" not in viewer


def test_platform_admin_gets_the_tables(employer: Employer) -> None:
    page = signed_in("platform", employer).get("/admin/")

    assert page.status_code == 200
    assert "tiles" not in page.context
