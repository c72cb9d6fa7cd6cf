from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.sourcing.models import JobBoard, Listing
from tests.factories import sourcing as factories
from tests.fixtures import ApiClient

LIST = "/v1/listings"


def titles(client: ApiClient, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200, answer.content
    return [row["title"] for row in answer.json()["items"]]


@pytest.fixture
def found(employer: Employer, board: JobBoard) -> Iterator[list[Listing]]:
    """Four listings on one board, each a day older than the one before."""
    now = timezone.now()
    given: list[dict[str, Any]] = [
        {"title": "Data Engineer", "location": "München", "description": "Python and pipelines", "is_new": False},
        {"title": "Nurse", "location": "Zürich, Switzerland", "country": "CH", "description": "Nights. " * 200},
        {"title": "Hidden Engineer", "is_hidden": True},
        {"title": "Gone Engineer", "gone_at": now, "remote": True},
    ]
    with employer_scope(employer.pk):
        yield [
            factories.ListingFactory(board=board, first_seen_at=now - dt.timedelta(days=age), **fields)
            for age, fields in enumerate(given)
        ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Data Engineer", "Nurse"]),
        ("?sort=oldest", ["Nurse", "Data Engineer"]),
        ("?q=engineers", ["Data Engineer"]),
        ("?q=%22python+and+pipelines%22", ["Data Engineer"]),
        ("?q=%22pipelines+python%22", []),
        ("?q=nurse+OR+python", ["Data Engineer", "Nurse"]),
        ("?q=-nurse", ["Data Engineer"]),
        ("?q=engineer&sort=relevance", ["Data Engineer"]),
        ("?sort=relevance", ["Data Engineer", "Nurse"]),
        ("?location=munch", ["Data Engineer"]),
        ("?location=ZÜRICH", ["Nurse"]),
        ("?location=%25", []),
        ("?location=_", []),
        ("?country=CH", ["Nurse"]),
        ("?remote=false", ["Data Engineer", "Nurse"]),
        ("?is_new=true", ["Nurse"]),
        ("?is_new=false", ["Data Engineer"]),
        ("?hidden=true", ["Hidden Engineer"]),
        ("?hidden=false", ["Data Engineer", "Nurse"]),
        ("?gone=true", ["Gone Engineer"]),
        ("?gone=true&remote=true&q=gone", ["Gone Engineer"]),
    ],
)
def test_list_is_filtered_and_sorted(
    recruiter: ApiClient, found: list[Listing], query: str, expected: list[str]
) -> None:
    assert titles(recruiter, query) == expected


def test_list_shows_the_beginning_and_the_detail_all(recruiter: ApiClient, found: list[Listing]) -> None:
    item = recruiter.get(f"{LIST}?q=nurse").json()["items"][0]
    detail = recruiter.get(f"{LIST}/{item['id']}").json()

    assert item["summary"].endswith("Nights.…")
    assert len(item["summary"]) < 250
    assert detail["description"] == "Nights. " * 200
    assert detail["boards"] == [
        {"id": item["board_id"], "name": item["board_name"], "last_seen_at": item["last_seen_at"]}
    ]


def test_hidden_and_gone_ones_can_be_read(recruiter: ApiClient, found: list[Listing]) -> None:
    answers = [recruiter.get(f"{LIST}/{row.pk}").json() for row in found[2:]]

    assert [(row["is_hidden"], row["gone_at"] is not None) for row in answers] == [(True, False), (False, True)]


def test_board_finds_what_was_seen_there_too(recruiter: ApiClient, found: list[Listing], employer: Employer) -> None:
    with employer_scope(employer.pk):
        other = factories.BoardFactory()
        factories.sighting(found[1], other)

    assert titles(recruiter, f"?board={other.pk}") == ["Nurse"]
    assert titles(recruiter, f"?board={found[0].board_id}") == ["Data Engineer", "Nurse"]


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance", "score"])
def test_pages_of_every_order_hold_each_row_once(recruiter: ApiClient, found: list[Listing], sort: str) -> None:
    first = recruiter.get(f"{LIST}?sort={sort}&limit=1&q=nurse+OR+engineer").json()
    query = f"?sort={sort}&limit=1&q=nurse+OR+engineer&cursor={first['next_cursor']}"
    rest = recruiter.get(f"{LIST}{query}").json()

    assert {row["title"] for row in first["items"] + rest["items"]} == {"Data Engineer", "Nurse"}
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?min_score=0", 2), ("?min_score=1", 0), ("?max_score=0", 2), ("?min_score=10&max_score=90", 0)],
)
def test_nothing_has_a_score_for_recruiters(
    recruiter: ApiClient, found: list[Listing], query: str, expected: int
) -> None:
    items = recruiter.get(f"{LIST}{query}").json()["items"]

    assert len(items) == expected
    assert {item["score"] for item in items} <= {None}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("min_score=101&max_score=-1", {"min_score", "max_score"}),
        ("board=x&sort=best&hidden=yes", {"board", "sort", "hidden"}),
        ("company=x", {"company"}),
    ],
)
def test_wrong_parameters_are_named_at_once(recruiter: ApiClient, query: str, named: set[str]) -> None:
    answer = recruiter.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert {error["parameter"] for error in answer.json()["errors"]} == named


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("role", ["viewer", "applicant"])
@pytest.mark.parametrize("query", ["", "?q=engineer&location=berlin&sort=relevance", "?sort=score"])
def test_list_takes_one_query(
    api: ApiClient, employer: Employer, open_board: JobBoard, rows: int, role: str, query: str,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    client = api.as_role(role, employer)
    with employer_scope(employer.pk):
        factories.ListingFactory.create_batch(rows, board=open_board)
    client.get(LIST)  # the first reads the key that tokens are signed with

    # Beside it: the savepoint and the scope, opened and closed.
    with django_assert_max_num_queries(5):
        assert len(client.get(f"{LIST}{query}").json()["items"]) == rows


@pytest.mark.parametrize(
    ("action", "member", "value"),
    [("hide", "is_hidden", True), ("unhide", "is_hidden", False), ("read", "is_new", False)],
)
def test_recruiter_acts_for_all_of_the_employer(
    recruiter: ApiClient,
    api: ApiClient,
    employer: Employer,
    found: list[Listing],
    action: str,
    member: str,
    value: bool,
) -> None:
    address = f"{LIST}/{found[2].pk if action == 'unhide' else found[1].pk}"

    for _ in range(2):
        answer = recruiter.post(f"{address}:{action}")
        assert (answer.status_code, answer.json()[member]) == (200, value)

    assert api.as_role("viewer", employer).get(address).json()[member] is value
    assert AuditLog.objects.filter(action__startswith="listing.").count() == 1


def test_adopting_makes_a_draft_once(recruiter: ApiClient, found: list[Listing]) -> None:
    address = f"{LIST}/{found[0].pk}"

    made, again = recruiter.post(f"{address}:adopt"), recruiter.post(f"{address}:adopt")

    assert made.status_code == 201, made.content
    job = recruiter.get(made.headers["Location"]).json()
    assert (job["title"], job["status"], job["location"]) == ("Data Engineer", "draft", "München")
    assert (job["source_url"], recruiter.get(address).json()["adopted_job_id"]) == (found[0].url, job["id"])
    assert (again.status_code, again.json()["code"], again.json()["job_id"]) == (409, "already_adopted", job["id"])
    assert recruiter.delete(made.headers["Location"]).status_code == 204
    assert recruiter.post(f"{address}:adopt").status_code == 201


def test_adopting_is_replayed_for_a_key(recruiter: ApiClient, employer: Employer, found: list[Listing]) -> None:
    address = f"{LIST}/{found[0].pk}:adopt"

    answers = [recruiter.post(address, headers={"Idempotency-Key": "same"}) for _ in range(2)]

    assert [answer.json()["id"] for answer in answers] == [answers[0].json()["id"]] * 2
    with employer_scope(employer.pk):
        assert Job.objects.count() == 1


def test_unchanged_listing_is_not_sent_again(recruiter: ApiClient, found: list[Listing]) -> None:
    address = f"{LIST}/{found[0].pk}"
    tag = {"If-None-Match": recruiter.get(address).headers["ETag"]}

    assert recruiter.get(address, headers=tag).status_code == 304
    recruiter.post(f"{address}:hide")
    assert recruiter.get(address, headers=tag).status_code == 200
