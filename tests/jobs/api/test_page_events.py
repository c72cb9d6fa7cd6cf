"""`POST /v1/metrics/event`: counted anonymously, and no oracle for what is not public."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job, PageEvent
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
EVENT = "/v1/metrics/event"


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return PublishedJobFactory()


def stored(employer: Employer) -> list[PageEvent]:
    with employer_scope(employer.pk):
        return list(PageEvent.objects.all())


def test_visit_is_counted_with_what_brought_it(api: ApiClient, employer: Employer, job: Job) -> None:
    body = {"job_id": str(job.pk), "kind": "view", "source": "Spring Newsletter", "referrer_host": "news.example"}

    answer = api.post(EVENT, body)

    assert (answer.status_code, answer.content) == (204, b"")
    (event,) = stored(employer)
    assert (event.job_id, event.kind, event.source, event.referrer_host) == (
        job.pk, "view", "Spring Newsletter", "news.example",
    )  # fmt: skip


def test_nothing_about_the_visitor_is_kept() -> None:
    columns = {field.name for field in PageEvent._meta.fields}

    assert columns == {"id", "employer", "job", "kind", "source", "referrer_host", "at"}


def test_what_is_not_published_is_answered_alike_and_leaves_no_trace(api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        hidden = [JobFactory().pk, ClosedJobFactory().pk, uuid.uuid4()]

    answers = [api.post(EVENT, {"job_id": str(pk), "kind": "apply_start"}) for pk in hidden]

    assert {(answer.status_code, answer.content, frozenset(answer.headers)) for answer in answers} == {
        (204, b"", frozenset(answers[0].headers))
    }
    assert stored(employer) == []


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kind": "hired"}, "/kind"),
        ({"job_id": "x"}, "/job_id"),
        ({"source": "ada@example.com"}, "/source"),
        ({"referrer_host": "https://news.example/ada"}, "/referrer_host"),
    ],
)
def test_unusable_field_is_named(api: ApiClient, job: Job, change: dict[str, Any], pointer: str) -> None:
    answer = api.post(EVENT, {"job_id": str(job.pk), "kind": "view"} | change)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("field", ["ip", "user_agent", "email"])
def test_personal_data_is_refused(api: ApiClient, job: Job, field: str) -> None:
    answer = api.post(EVENT, {"job_id": str(job.pk), "kind": "view", field: "x"})

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_field")


def test_one_address_counts_only_so_often(api: ApiClient, job: Job, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "public": "2/minute"}
    body = {"job_id": str(job.pk), "kind": "view"}

    assert [api.post(EVENT, body, REMOTE_ADDR="198.51.100.61").status_code for _ in range(3)] == [204, 204, 429]


def test_counting_is_one_read_and_one_write(api: ApiClient, job: Job) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert api.post(EVENT, {"job_id": str(job.pk), "kind": "view"}).status_code == 204

    statements = [query["sql"] for query in asked if "pageevent" in query["sql"] or "jobs_published" in query["sql"]]
    assert [sql.split()[0] for sql in statements] == ["SELECT", "INSERT"]
