"""Real threads against the whole stack, each with a connection of its own."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from applications.models import Application, ApplicationStage
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.bulk_moves import carried_out, many, moving
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number: int, work: Callable[[], Any]) -> list[Any]:
    gate = threading.Barrier(number)

    def run(_: int) -> Any:
        try:
            gate.wait(60)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.fixture
def token(api: ApiClient, employer: Employer) -> str:
    return api.as_role("recruiter", employer).token


def client(token: str) -> ApiClient:
    made = ApiClient(raise_request_exception=False)
    made.token = token
    return made


def test_same_move_twenty_times_happens_once(employer: Employer, token: str) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()

    answers = at_once(20, lambda: client(token).patch(f"/v1/applications/{row.pk}", {"status": "screening"}))

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    refused = [answer.json() for answer in answers if answer.status_code == 409]
    assert {(told["code"], told["current_status"]) for told in refused} == {("status_conflict", "screening")}
    with employer_scope(employer.pk):
        assert ApplicationStage.objects.count() == 1
        assert AuditLog.objects.filter(action="application.status.changed").count() == 1


@pytest.mark.xdist_group("hundred_connections")  # PostgreSQL here has room for two hundred
def test_hundred_threads_with_one_key_add_one_application(employer: Employer, token: str, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "write": "1000/minute"}
    with employer_scope(employer.pk):
        job = published_job()
    body = {"job_id": str(job.pk), "applicant": {"name": "Ada", "email": "ada@example.com"}}
    headers = {"Idempotency-Key": uuid.uuid4().hex}

    answers = at_once(100, lambda: client(token).post("/v1/applications", body, headers=headers))

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"idempotency_in_progress"}
    made = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.content for answer in made}) == 1
    assert sum("Idempotent-Replayed" not in answer for answer in made) == 1
    with employer_scope(employer.pk):
        assert Application.objects.count() == ApplicationStage.objects.count() == 1


def test_bulk_move_and_single_moves_at_once_move_each_once(employer: Employer, token: str) -> None:
    with employer_scope(employer.pk):
        ids = many(published_job(), 8)
        row = moving(ids, "screening")
    ways: list[Callable[[], Any]] = [lambda: carried_out(row), lambda: carried_out(row)]
    ways += [lambda pk=pk: client(token).patch(f"/v1/applications/{pk}", {"status": "screening"}) for pk in ids]

    at_once(len(ways), lambda: ways.pop()())  # noqa: PLW0108 - each thread takes one

    with employer_scope(employer.pk):
        assert set(Application.objects.values_list("status", flat=True)) == {"screening"}
        assert ApplicationStage.objects.filter(from_status="new", status="screening").count() == len(ids)
