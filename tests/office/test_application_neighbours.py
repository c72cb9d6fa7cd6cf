"""Previous and next: the same as the list, in its order and its filters, whatever happens meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from applications.services import move
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import user_with

LIST = "/admin/applications/application/"
START = timezone.now() - dt.timedelta(days=30)


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


@pytest.fixture
def rows(employer: Employer) -> list[Application]:
    """Seven of one job, some made at one moment, some promised an answer."""
    with employer_scope(employer.pk):
        job = published_job()
        return [
            ApplicationFactory(
                job=job,
                created_at=START + dt.timedelta(days=number // 2),
                answer_by=START + dt.timedelta(days=9 - number) if number % 2 else None,
                status="screening" if number == 3 else "new",
            )
            for number in range(7)
        ]


def page_of(client: Client, row: Any, filters: str) -> Any:
    return client.get(f"{LIST}{row}/change/?{urlencode({'_changelist_filters': filters})}").context


def walked(client: Client, start: Any, filters: str, way: str) -> list[Any]:
    """From one page to the next, as far as it goes."""
    found = [start]
    while (following := getattr(page_of(client, found[-1], filters)["place"], way)) is not None:
        found.append(following)
    return found


def listed(client: Client, filters: str) -> list[Any]:
    return [row.pk for row in client.get(f"{LIST}?{filters}").context["cl"].result_list]


@pytest.mark.parametrize(
    "filters", ["", "o=-8", "o=8", "o=-7", "o=7", "status__exact=new&o=7.-8", "answer=open", "q=data"]
)
def test_walk_is_the_list_both_ways(recruiter: Client, rows: list[Application], filters: str) -> None:
    expected = listed(recruiter, filters)

    assert len(expected) >= 3
    assert walked(recruiter, expected[0], filters or "o=", "next") == expected
    assert walked(recruiter, expected[-1], filters or "o=", "previous") == expected[::-1]


def test_place_is_counted_and_its_link_keeps_the_filter(recruiter: Client, rows: list[Application]) -> None:
    context = page_of(recruiter, rows[5].pk, "status__exact=new")

    assert (context["place"].number, context["place"].total) == (2, 6)
    assert parse_qs(urlsplit(context["next_link"]).query) == {"_changelist_filters": ["status__exact=new"]}


def test_next_is_still_there_after_a_move_out_of_the_filter(
    recruiter: Client, rows: list[Application], employer: Employer
) -> None:
    order = listed(recruiter, "status__exact=new")
    with employer_scope(employer.pk):
        move(application_id=order[1], status="screening")

    place = page_of(recruiter, order[1], "status__exact=new")["place"]

    assert (place.previous, place.next, place.number) == (order[0], order[2], None)


def test_without_a_list_it_is_the_job_s(recruiter: Client, rows: list[Application], employer: Employer) -> None:
    with employer_scope(employer.pk):
        ApplicationFactory(created_at=START + dt.timedelta(hours=1))

    place = recruiter.get(f"{LIST}{rows[0].pk}/change/").context["place"]

    assert (place.previous, place.next, place.total) == (rows[1].pk, None, 7)


@pytest.mark.parametrize("filters", ["applicant__user__password__startswith=a", "job__id__exact=none", "o=99", "p=x"])
def test_nonsense_in_the_filter_does_no_harm(recruiter: Client, rows: list[Application], filters: str) -> None:
    answer = recruiter.get(f"{LIST}{rows[0].pk}/change/?{urlencode({'_changelist_filters': filters})}")

    assert answer.status_code == 200


def test_list_of_another_employer_leads_nowhere(
    recruiter: Client, rows: list[Application], other_employer: Employer
) -> None:
    with employer_scope(other_employer.pk):
        foreign = ApplicationFactory()

    place = page_of(recruiter, rows[0].pk, f"job__id__exact={foreign.job_id}")["place"]

    assert (place.previous, place.next, place.total) == (None, None, None)


def test_neighbours_never_read_the_list(recruiter: Client, rows: list[Application]) -> None:
    with CaptureQueriesContext(connection) as asked:
        page_of(recruiter, rows[3].pk, "o=-8")

    of_rows = [one["sql"] for one in asked if 'FROM "applications_application"' in one["sql"]]
    unbounded = [sql for sql in of_rows if "LIMIT" not in sql and '"id" = ' not in sql]
    assert unbounded == []
