"""The board's pages: what they show, how many queries they ask, how columns go on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from employers.models import Employer
from hiretrack.office.board import cards
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists.models import Match
from tests.factories.applications import published_job
from tests.fixtures import user_with
from tests.office.boards import application, board_of


@pytest.fixture
def job(scope: Employer) -> Job:
    return published_job(title="Data engineer")


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


def names(html: str) -> list[str]:
    return re.findall(r'class="b-name"[^>]*>([^<]+)<', html)


def read(client: Client, job: Job, part: str = "") -> str:
    answer = client.get(board_of(job, part))
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_board_shows_each_card_in_its_column(recruiter: Client, job: Job) -> None:
    application(job, "Ada Lovelace", headline="Analyst")
    application(job, "Alan Turing", "interview")

    columns = read(recruiter, job).split('class="b-column')

    assert names(columns[1]) == ["Ada Lovelace"]
    assert "Analyst" in columns[1]
    assert names(columns[3]) == ["Alan Turing"]
    assert '<span class="b-count">1</span>' in columns[3]


def test_card_tells_of_score_promise_and_knock_out(recruiter: Client, job: Job) -> None:
    late = timezone.now() - dt.timedelta(days=3, hours=1)
    row = application(job, answer_by=late, answers=[{"question_id": "a", "knocked_out": True}])
    about = {"score": 82, "keywords": 80, "title": 90, "location": 75, "version": 1}
    Match.objects.create(job=job, applicant=row.applicant, **about)

    html = read(recruiter, job)

    assert "Answer 3 days overdue" in html
    assert "Knock-out answer" in html
    assert re.search(r"Match score</span> 82<", html)


def test_closed_columns_are_loaded_on_demand(recruiter: Client, job: Job) -> None:
    application(job, "Ada Lovelace", "rejected")

    assert names(read(recruiter, job)) == []
    assert names(read(recruiter, job, "?open=rejected")) == ["Ada Lovelace"]
    assert names(read(recruiter, job, "column/rejected/")) == ["Ada Lovelace"]


@pytest.mark.parametrize("sort", ["newest", "score", "waiting", "answer_by"])
def test_column_goes_on_where_it_ended(recruiter: Client, job: Job, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MORE", 2)
    promised = timezone.now() + dt.timedelta(days=5)
    rows = [application(job, f"Person {n}", answer_by=promised if n % 2 else None) for n in range(5)]
    Match.objects.create(job=job, applicant=rows[3].applicant, score=50, keywords=1, title=1, location=1, version=1)

    seen, url = [], f"column/new/?sort={sort}"
    while url:
        html = read(recruiter, job, url)
        seen += names(html)
        following = re.search(r'data-url="[^"]*?(column/[^"]+)"', html)
        url = following.group(1).replace("&amp;", "&") if following else ""

    assert sorted(seen) == [f"Person {n}" for n in range(5)]
    first = {"newest": "Person 4", "score": "Person 3", "waiting": "Person 0", "answer_by": "Person 1"}
    assert seen[0] == first[sort]


def test_cursor_of_another_column_is_refused(recruiter: Client, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MORE", 1)
    for n in range(2):
        application(job, f"Person {n}")
    found = re.search(r"cursor=([\w-]+)", read(recruiter, job, "column/new/"))
    assert found

    assert recruiter.get(board_of(job, f"column/offer/?cursor={found.group(1)}")).status_code == 400
    assert recruiter.get(board_of(job, "column/unknown/")).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=lovelace", ["Ada Lovelace"]),
        ("q=kafka", ["Alan Turing"]),
        ("tag=remote", ["Ada Lovelace"]),
        ("source=referral", ["Alan Turing"]),
        ("overdue=1", ["Ada Lovelace"]),
    ],
)
def test_filter_narrows_cards_and_counts(recruiter: Client, job: Job, query: str, expected: list[str]) -> None:
    late = timezone.now() - dt.timedelta(days=1)
    application(job, "Ada Lovelace", tags=["remote"], answer_by=late)
    application(job, "Alan Turing", cv_text="kafka", source="referral")

    html = read(recruiter, job, f"?part=columns&{query}")

    assert names(html) == expected
    assert '<span class="b-count">1</span>' in html


@pytest.mark.parametrize(("part", "most"), [("", 14), ("?part=columns", 8), ("column/new/", 7)])
def test_query_count_stays(recruiter: Client, job: Job, part: str, most: int) -> None:
    asked = []
    for number in (1, 3):
        while Application.objects.count() < number:
            application(job, f"Person {Application.objects.count()}")
        with CaptureQueriesContext(connection) as queries:
            assert len(names(read(recruiter, job, part))) == number
        asked.append(len(queries))

    assert asked[0] == asked[1] <= most


def test_hidden_identity_stays_hidden(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = published_job(title="Fair", fair_review=True)
        row = application(job, "Ada Lovelace", headline="Ada, engineer")

    html = read(recruiter, job) + recruiter.get(board_of(job, f"changes/?id={row.pk}")).content.decode()

    assert "Lovelace" not in html
    assert "Ada," not in html
    assert "Candidate " in html


def test_another_employer_s_board_does_not_exist(client: Client, other_employer: Employer, job: Job) -> None:
    row = application(job)
    client.force_login(user_with("recruiter", other_employer))

    for part in ("", "column/new/", f"changes/?id={row.pk}"):
        assert client.get(board_of(job, part)).status_code == 404
    assert client.post(board_of(job, f"{row.pk}/move/"), {}).status_code == 404


def test_viewer_sees_and_changes_nothing(client: Client, employer: Employer, job: Job) -> None:
    row = application(job)
    client.force_login(user_with("viewer", employer))

    html = read(client, job)

    assert names(html) == ["Ada Lovelace"]
    for tool in ("b-menu-button", "b-dialog", "b-add-button", "data-may-write"):
        assert tool not in html
    step: dict[str, Any] = {"status": "screening", "expected_status": "new"}
    assert client.post(board_of(job, f"{row.pk}/move/"), step).status_code == 403
    assert client.post(board_of(job, "add/"), {"name": "X", "email": "x@example.com"}).status_code == 403
