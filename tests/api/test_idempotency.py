"""Idempotency-Key: one effect, the same answer, nothing left when the write failed."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from prometheus_client import REGISTRY

from employers.models import Employer
from hiretrack.api import idempotency
from hiretrack.api.models import IdempotencyKey
from hiretrack.api.tasks import expire_idempotency_keys
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.api.conftest import ThingClient, key
from tests.api.views import entered, may_go_on


def create(client: ThingClient, given: str, title: str = "Cook", path: str = "/v1/things") -> Any:
    return client.post(path, {"title": title}, headers={"Idempotency-Key": given})


def count(employer: Employer) -> int:
    with employer_scope(employer.pk):
        return Job.objects.count()


def test_repeated_request_gets_the_first_answer(recruiter: ThingClient, employer: Employer) -> None:
    given = key()

    first, second = create(recruiter, given), create(recruiter, given)

    assert (first.status_code, second.status_code) == (201, 201)
    assert (first.content, first["Location"]) == (second.content, second["Location"])
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert count(employer) == 1


def test_order_of_members_is_no_difference(recruiter: ThingClient) -> None:
    headers = {"Idempotency-Key": key()}
    recruiter.generic("POST", "/v1/things", '{"title": "Cook", "remote": true}', headers=headers)

    answer = recruiter.generic("POST", "/v1/things", '{ "remote":true,"title":"Cook"}', headers=headers)

    assert answer["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(("title", "path"), [("Baker", "/v1/things"), ("Cook", "/v1/waiting")])
def test_key_used_for_another_request_is_refused(
    recruiter: ThingClient, employer: Employer, title: str, path: str
) -> None:
    given = key()
    create(recruiter, given)

    answer = create(recruiter, given, title, path)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert create(recruiter, given)["Idempotent-Replayed"] == "true"


def test_keys_of_two_clients_do_not_meet(recruiter: ThingClient, things: ThingClient, other_employer: Employer) -> None:
    given = key()
    create(recruiter, given)

    answer = create(things.acting("recruiter", other_employer), given)

    assert answer.status_code == 201
    assert "Idempotent-Replayed" not in answer


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "idempotency_key_required"),
        ("", "idempotency_key_invalid"),
        ("é", "idempotency_key_invalid"),
        ("a" * 256, "idempotency_key_invalid"),
    ],
)
def test_unusable_key_is_refused(recruiter: ThingClient, given: str | None, code: str) -> None:
    headers = {} if given is None else {"Idempotency-Key": given}

    answer = recruiter.raw("POST", "/v1/things", b'{"title": "Cook"}', **headers)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["errors"][0]["header"] == "Idempotency-Key"


@pytest.mark.parametrize("title", ["invalid", "returned"])
def test_refusal_is_remembered_without_its_effect(recruiter: ThingClient, employer: Employer, title: str) -> None:
    given = key()

    first, second = create(recruiter, given, title), create(recruiter, given, title)

    assert (first.status_code, first.content) == (422, second.content)
    assert second["Idempotent-Replayed"] == "true"
    assert count(employer) == 0


def test_conflict_is_tried_again(recruiter: ThingClient) -> None:
    given = key()

    answers = [create(recruiter, given, "conflict") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert not IdempotencyKey.objects.exists()


def test_crash_before_the_commit_leaves_neither(
    recruiter: ThingClient, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = key()
    with monkeypatch.context() as patch:
        patch.setattr(idempotency, "KEEP", "SELECT no_such_function(%s, %s, %s, %s, %s, %s, %s)")
        assert create(recruiter, given).status_code == 500
    assert (count(employer), IdempotencyKey.objects.count()) == (0, 0)

    assert create(recruiter, given).status_code == 201


def test_expired_key_is_forgotten(recruiter: ThingClient, employer: Employer) -> None:
    given = key()
    create(recruiter, given)
    IdempotencyKey.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    assert "Idempotent-Replayed" not in create(recruiter, given, "Baker")
    assert create(recruiter, given, "Baker")["Idempotent-Replayed"] == "true"
    assert count(employer) == 2


def test_expired_keys_are_removed(recruiter: ThingClient, capsys: pytest.CaptureFixture[str]) -> None:
    create(recruiter, key())
    create(recruiter, key())
    old = IdempotencyKey.objects.order_by("pk").values("pk")[:1]
    IdempotencyKey.objects.filter(pk__in=old).update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    call_command("expire_idempotency_keys")

    assert capsys.readouterr().out == "1 expired idempotency keys removed\n"
    assert expire_idempotency_keys() == 0
    assert IdempotencyKey.objects.count() == 1


def test_stored_answer_cannot_be_read_without_the_key(recruiter: ThingClient) -> None:
    answer = create(recruiter, key())

    stored = IdempotencyKey.objects.get()

    assert answer.content not in bytes(stored.body)
    assert stored.expires_at - stored.created_at == pytest.approx(dt.timedelta(hours=24), abs=dt.timedelta(minutes=1))


def test_key_costs_two_queries(recruiter: ThingClient, scope: Employer, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # the row itself, and two
        create(recruiter, key())


def in_thread(work: Any) -> Any:
    def run(*given: Any) -> Any:
        try:
            return work(*given)
        finally:
            connections.close_all()

    return run


@pytest.mark.django_db(transaction=True)
def test_second_request_meanwhile_is_told_to_wait(recruiter: ThingClient) -> None:
    given = key()
    entered.clear()
    may_go_on.clear()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(in_thread(lambda: create(recruiter, given, path="/v1/waiting")))
        assert entered.wait(60)
        second = create(recruiter, given, path="/v1/waiting")
        may_go_on.set()

    assert (second.status_code, second.json()["code"]) == (409, "idempotency_in_progress")
    assert second["Retry-After"]
    assert first.result().status_code == 200
    assert create(recruiter, given, path="/v1/waiting")["Idempotent-Replayed"] == "true"


OUTCOMES = ("first", "replayed", "reused", "in_progress")


def counted() -> dict[str, float]:
    name = "hiretrack_idempotency_requests_total"
    return {outcome: REGISTRY.get_sample_value(name, {"outcome": outcome}) or 0.0 for outcome in OUTCOMES}


@pytest.mark.django_db(transaction=True)
def test_requests_are_counted_by_outcome(recruiter: ThingClient) -> None:
    before, given, waiting = counted(), key(), key()
    entered.clear()
    may_go_on.clear()

    for title in ("Cook", "Cook", "Baker"):
        create(recruiter, given, title)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(in_thread(lambda: create(recruiter, waiting, path="/v1/waiting")))
        assert entered.wait(60)
        create(recruiter, waiting, path="/v1/waiting")
        may_go_on.set()
    first.result()

    after = counted()
    assert [after[outcome] - before[outcome] for outcome in OUTCOMES] == [2, 1, 1, 1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("hundred_connections")  # PostgreSQL here has room for two hundred
def test_hundred_requests_at_once_have_one_effect(recruiter: ThingClient, employer: Employer) -> None:
    given = key()

    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(in_thread(lambda _: create(recruiter, given)), range(100)))

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert sum("Idempotent-Replayed" not in a for a in answers if a.status_code == 201) == 1
    assert count(employer) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_there_is_still_one_effect(
    recruiter: ThingClient, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "BEGIN", idempotency.BEGIN.replace("pg_try_advisory_xact_lock(%s)", "%s <> 0.5"))
    given = key()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(in_thread(lambda _: create(recruiter, given)), range(20)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert count(employer) == 1
