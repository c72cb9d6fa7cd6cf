from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory, question
from tests.fixtures import ApiClient

LIST = "/v1/public/jobs"


@pytest.fixture
def openings(employer: Employer, other_employer: Employer) -> list[uuid.UUID]:
    made = []
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            made += [job.pk for job in PublishedJobFactory.create_batch(2)]
            JobFactory.create()
            ClosedJobFactory.create()
    return made


def test_list_shows_published_jobs_of_every_employer(api: ApiClient, openings: list[uuid.UUID]) -> None:
    answer = api.get(LIST)

    assert answer.status_code == 200
    assert {item["id"] for item in answer.json()["items"]} == {str(pk) for pk in openings}
    assert {item["employer"]["slug"] for item in answer.json()["items"]} == {"acme", "globex"}


def test_list_is_paged_without_repeats(api: ApiClient, openings: list[uuid.UUID]) -> None:
    for sort in ("newest", "oldest", "relevance"):
        seen: list[str] = []
        address = f"{LIST}?limit=1&q=engineer&sort={sort}"
        while address:
            page = api.get(address).json()
            seen += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            address = f"{LIST}?limit=1&q=engineer&sort={sort}&cursor={cursor}" if cursor else ""

        assert sorted(seen) == sorted(str(pk) for pk in openings)


@pytest.mark.parametrize(
    "query",
    [
        "sort=best", "remote=1", "salary_min=-1", "salary_min=1e5", "published_after=2026-01-01", "country=de",
        "employment_type=slavery", "language=german", "employer=a%20b", "limit=0", "q=" + "x" * 201, "colour=red",
        "q=a&q=b", "cursor=nonsense",
    ],
)  # fmt: skip
def test_list_refuses_parameters_it_cannot_use(api: ApiClient, query: str) -> None:
    answer = api.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_list_takes_every_filter_at_once(api: ApiClient, openings: list[uuid.UUID]) -> None:
    answer = api.get(
        f"{LIST}?q=engineer%20-intern&department=engineering&location=ber&country=DE&remote=false&employer=acme"
        "&employment_type=full_time&published_after=2020-01-01T00:00:00Z&sort=relevance&include=total_estimate"
    )

    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 2
    assert answer.json()["total_estimate"] >= 0


def test_list_finds_what_was_misspelt(api: ApiClient, openings: list[uuid.UUID]) -> None:
    assert len(api.get(f"{LIST}?q=enginer").json()["items"]) == 4


def test_list_is_not_sent_twice(api: ApiClient, openings: list[uuid.UUID]) -> None:
    tag = api.get(LIST).headers["ETag"]

    assert api.get(LIST, headers={"If-None-Match": tag}).status_code == 304


def test_list_shows_only_the_fields_asked_for(api: ApiClient, openings: list[uuid.UUID]) -> None:
    items = api.get(f"{LIST}?fields=title,url").json()["items"]

    assert set(items[0]) == {"id", "title", "url"}


@pytest.mark.parametrize("address", [LIST, f"{LIST}?q=engineer&location=berlin", f"{LIST}/{{}}"])
@pytest.mark.parametrize("rows", [1, 3])
def test_public_answers_are_two_queries(api: ApiClient, employer: Employer, address: str, rows: int) -> None:
    with employer_scope(employer.pk):
        job, *_ = PublishedJobFactory.create_batch(rows)

    with CaptureQueriesContext(connection) as queries:
        assert api.get(address.format(job.pk)).status_code == 200

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    # The test's own transaction makes the scope restore the outer one; a request's own transaction just ends.
    assert len(statements) - 1 == 2, statements


def test_job_is_shown_without_what_knocks_out(api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create(questions=[question()])

    answer = api.get(f"{LIST}/{job.pk}")

    assert answer.status_code == 200
    assert answer.json()["questions"] == [
        {"id": "permit", "type": "boolean", "label": "May you work here?", "required": True, "options": []}
    ]
    assert b"knockout" not in answer.content
    assert answer.json()["description_html"].startswith("<p>You build <strong>")
    assert answer.headers["ETag"]


@pytest.mark.parametrize(
    ("factory", "status", "code"), [(JobFactory, 404, "not_found"), (ClosedJobFactory, 410, "job_closed")]
)
def test_job_that_is_not_public_says_so(
    api: ApiClient, employer: Employer, factory: Any, status: int, code: str
) -> None:
    with employer_scope(employer.pk):
        job = factory.create(title="Secret")

    answer = api.get(f"{LIST}/{job.pk}")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert b"Secret" not in answer.content


def test_unknown_job_is_not_found(api: ApiClient) -> None:
    assert api.get(f"{LIST}/{uuid.uuid4()}").status_code == 404
    assert api.get(f"{LIST}/not-a-uuid").status_code == 404


@pytest.mark.parametrize("kind", ["departments", "languages", "locations", "skills"])
def test_taxonomy_is_public_and_cacheable(api: ApiClient, openings: list[uuid.UUID], kind: str) -> None:
    answer = api.get(f"/v1/taxonomy/{kind}?employer=acme")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert (
        api.get(f"/v1/taxonomy/{kind}?employer=acme", headers={"If-None-Match": answer.headers["ETag"]}).status_code
        == 304
    )


def test_taxonomy_counts(api: ApiClient, openings: list[uuid.UUID]) -> None:
    assert api.get("/v1/taxonomy/departments").json() == {"items": [{"value": "Engineering", "jobs": 4}]}
