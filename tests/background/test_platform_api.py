"""`GET /v1/admin/health` and `GET /v1/admin/metrics`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from celery.signals import heartbeat_sent, task_success
from django.conf import settings
from django.utils import timezone
from django_redis import get_redis_connection

from employers.models import Employer
from hiretrack.audit.services import record
from hiretrack.audit.tasks import sweep
from hiretrack.background import heartbeats
from hiretrack.background.models import DeadLetter
from hiretrack.celery import app
from hiretrack.observability import checks, metrics
from hiretrack.tenancy import employer_scope
from tests.background.sample_tasks import note, note_later
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
HEALTH, METRICS = "/v1/admin/health", "/v1/admin/metrics"


class Worker:
    """Sends the signal that a worker's heart sends."""

    eventer = SimpleNamespace(hostname="celery@test")


@pytest.fixture
def platform(api: ApiClient) -> ApiClient:
    return api.as_role("platform")


@pytest.fixture(autouse=True)
def _patient_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is there may take its time on a busy machine."""
    monkeypatch.setattr(checks, "SECONDS", 60)


@pytest.fixture(autouse=True)
def _no_sign_of_life() -> Iterator[None]:
    heartbeats.forget()
    get_redis_connection("default").delete(heartbeats._key())
    yield
    get_redis_connection("default").delete(heartbeats._key())


def parts(answer: Any) -> dict[str, dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    return {part["name"]: part for part in answer.json()["parts"]}


def test_every_part_is_named_with_its_state(platform: ApiClient) -> None:
    shown = parts(platform.get(HEALTH))

    assert {
        "postgresql",
        "redis",
        "object_store",
        "workers",
        "schedule",
        "queue",
        "queue_later",
        "journal",
        "mail",
        "dead_letters",
    } <= (set(shown))
    assert [shown[name]["state"] for name in ("postgresql", "redis", "object_store")] == ["ok"] * 3


def test_without_workers_it_fails_and_with_one_it_does_not(platform: ApiClient) -> None:
    answer = platform.get(HEALTH)
    assert (answer.json()["state"], parts(answer)["workers"]["state"]) == ("failing", "failing")

    heartbeat_sent.send(sender=Worker)

    workers = parts(platform.get(HEALTH))["workers"]
    assert (workers["state"], workers["figures"]["alive"]) == ("ok", 1)


def test_worker_that_has_gone_silent_does_not_count(platform: ApiClient) -> None:
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=5)):
        heartbeat_sent.send(sender=Worker)

    workers = parts(platform.get(HEALTH))["workers"]
    assert (workers["state"], workers["figures"]["alive"]) == ("failing", 0)
    assert workers["figures"]["last_seen_seconds"] >= 299


def test_schedule_is_late_until_one_of_its_tasks_has_run(platform: ApiClient) -> None:
    assert parts(platform.get(HEALTH))["schedule"]["state"] == "degraded"

    task_success.send(sender=sweep, result=0)

    assert parts(platform.get(HEALTH))["schedule"]["state"] == "ok"


def test_waiting_dead_letter_and_old_journal_entry_are_told(platform: ApiClient, employer: Employer) -> None:
    DeadLetter.objects.create(task="audit.sweep", error="ValueError")
    with employer_scope(employer.pk), time_machine.travel(timezone.now() - dt.timedelta(minutes=5)):
        record("job.created", entity=employer, employer_id=employer.pk)

    shown = parts(platform.get(HEALTH))
    assert (shown["dead_letters"]["state"], shown["dead_letters"]["figures"]) == ("degraded", {"waiting": 1})
    assert shown["journal"]["state"] == "degraded"
    assert shown["journal"]["figures"]["waiting"] == 1


@pytest.mark.parametrize(
    ("task", "minutes", "late"), [(note, 5, "queue"), (note_later, 5, ""), (note_later, 60, "queue_later")]
)
def test_each_queue_is_late_by_its_own_measure(platform: ApiClient, task: Any, minutes: int, late: str) -> None:
    app.control.purge()
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=minutes)):
        task.delay("nobody", "takes it")

    shown = parts(platform.get(HEALTH))
    app.control.purge()

    assert {name for name in ("queue", "queue_later") if shown[name]["state"] != "ok"} == {late} - {""}
    assert shown["queue"]["figures"]["waiting"] + shown["queue_later"]["figures"]["waiting"] == 1


def test_redis_away_is_told_and_the_answer_comes(platform: ApiClient, settings: Any) -> None:
    settings.CELERY_BROKER_URL = settings.REDIS_URL = "redis://127.0.0.1:1/0"

    shown = parts(platform.get(HEALTH))

    assert [shown[name]["state"] for name in ("redis", "queue", "postgresql")] == ["failing", "failing", "ok"]
    assert shown["queue"]["error"] == "ConnectionError"


def test_no_answer_tells_addresses_or_secrets(platform: ApiClient) -> None:
    text = platform.get(HEALTH).content.decode() + platform.get(METRICS).content.decode()
    database = settings.DATABASES["default"]

    secrets = [settings.REDIS_URL, settings.SECRET_KEY, settings.S3_ENDPOINT_URL, database["USER"], "127.0.0.1"]
    assert [secret for secret in secrets if secret and str(secret) in text] == []


def figure(answer: Any, name: str) -> list[dict[str, Any]]:
    return next(found["parts"] for found in answer.json()["figures"] if found["name"] == name)


def test_figures_are_those_of_the_scrape(platform: ApiClient) -> None:
    channel = uuid.uuid4().hex  # counters outlive a test
    metrics.count("hiretrack_mail", channel=channel, outcome="sent")
    DeadLetter.objects.create(task="audit.sweep", error="ValueError")

    platform.get(HEALTH)  # a request that has ended: this may be the first test of its process
    answer = platform.get(METRICS)

    assert answer.json()["sources"] == {"processes": True, "counters": True, "measures": True}
    assert figure(answer, "dead_letters_waiting") == [{"labels": {"task": "audit.sweep"}, "value": 1}]
    assert {"labels": {"channel": channel, "outcome": "sent"}, "value": 1} in figure(answer, "mail")
    assert {part["labels"]["state"] for part in figure(answer, "queue_messages")} == {"waiting", "handed_out"}
    assert figure(answer, "http_requests")[0]["value"] > 0


def test_source_that_is_away_has_no_figures(platform: ApiClient, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    answer = platform.get(METRICS).json()

    assert answer["sources"] == {"processes": True, "counters": True, "measures": False}
    assert "queue_messages" not in {found["name"] for found in answer["figures"]}


@pytest.mark.parametrize("address", [HEALTH, METRICS])
@pytest.mark.parametrize("role", ["employer_admin", "recruiter", "viewer", "applicant"])
def test_platform_is_nobody_elses_business(api: ApiClient, employer: Employer, role: str, address: str) -> None:
    assert api.as_role(role, employer).get(address).status_code == 403
