from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit import registry
from hiretrack.audit.dispatch import GIVE_UP_AFTER, ListenerFailed, dispatch_entries, undispatched
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import entry, record, record_many
from hiretrack.context import request_id, request_id_of
from hiretrack.tenancy import all_tenants, current_scope, employer_scope


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[AuditLog]:
    """Only this test's listeners, of which the first writes down what it hears."""
    entries: list[AuditLog] = []
    monkeypatch.setattr(registry, "_registrations", [])
    registry.listen("sample.*", entries.append)
    return entries


@pytest.fixture
def row(scope: Employer) -> Iterator[AuditLog]:
    with request_id_of("request-0001"):
        yield record("sample.happened", entity=scope, employer_id=scope.pk)


def tell(*rows: AuditLog) -> int:
    return dispatch_entries([row.pk for row in rows], rows[0].employer_id)


def test_listener_hears_an_entry_once(row: AuditLog, heard: list[AuditLog]) -> None:
    assert (tell(row), tell(row)) == (1, 0)
    assert [entry.pk for entry in heard] == [row.pk]


def test_listener_hears_only_what_it_asked_for(scope: Employer, heard: list[AuditLog]) -> None:
    other = record("other.happened", entity=scope, employer_id=scope.pk)

    assert tell(other) == 1
    assert heard == []


def test_listener_runs_in_the_entrys_scope_and_request(row: AuditLog) -> None:
    seen: list[object] = []
    registry.listen("*", lambda _entry: seen.extend([current_scope(), request_id()]))

    tell(row)

    assert seen[0].employer_id == row.employer_id  # type: ignore[attr-defined]
    assert seen[1] == "request-0001"


def test_failing_listener_stops_no_other_and_is_tried_again(row: AuditLog, heard: list[AuditLog]) -> None:
    broken = [True]

    def fail(_entry: AuditLog) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0" if broken else "SELECT 1")

    registry.listen("sample.*", fail)
    registry.listen("sample.*", lambda told: heard.append(told))  # noqa: PLW0108 - another listener than the first
    with pytest.raises(ListenerFailed):
        tell(row)
    assert len(heard) == 2

    broken.clear()
    assert tell(row) == 1


def test_one_failing_entry_does_not_hold_up_its_batch(scope: Employer) -> None:
    rows = record_many([entry("sample.many", entity=scope, employer_id=scope.pk, number=n) for n in range(3)])

    def refuse_the_second(told: AuditLog) -> None:
        if told.metadata["number"] == 1:
            raise ValueError("no")

    registry.listen("sample.many", refuse_the_second)
    with pytest.raises(ListenerFailed):
        tell(*rows)

    left = AuditLog.objects.filter(dispatched_at=None)
    assert [(one.metadata["number"], one.dispatch_failures) for one in left] == [(1, 1)]


def test_entries_of_another_employer_are_not_dispatched(
    row: AuditLog, other_employer: Employer, heard: list[AuditLog]
) -> None:
    assert dispatch_entries([row.pk], other_employer.pk) == 0
    assert heard == []


def test_sweeper_finds_what_was_left_behind_and_gives_up_in_the_end(scope: Employer) -> None:
    old = timezone.now() - dt.timedelta(minutes=5)
    rows = [entry("sample.old", entity=scope, employer_id=scope.pk) for _ in range(3)]
    for row in rows[:2]:
        row.created_at = old
    rows[1].dispatch_failures = GIVE_UP_AFTER
    record_many(rows)

    assert undispatched() == {scope.pk: [rows[0].pk]}


@pytest.mark.django_db(transaction=True)
def test_entry_that_two_workers_take_is_told_once(employer: Employer, heard: list[AuditLog]) -> None:
    with employer_scope(employer.pk):
        row = record("sample.happened", entity=employer, employer_id=employer.pk)
    began, go = threading.Event(), threading.Event()

    def wait(_entry: AuditLog) -> None:
        began.set()
        go.wait(60)

    registry.listen("sample.*", wait)
    first = threading.Thread(target=lambda: (tell(row), connection.close()))
    first.start()
    began.wait(60)
    second = tell(row)
    go.set()
    first.join()

    assert (second, len(heard)) == (0, 1)
    with all_tenants(reason="test"):
        assert AuditLog.objects.get().dispatched_at is not None
