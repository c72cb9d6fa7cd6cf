"""Imports that are cut short, and go on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from celery.signals import before_task_publish
from django.utils import timezone

from applicants.importing import work, writing
from applicants.importing.services import resend_imports, start_import
from applicants.importing.work import Options
from applicants.tasks import import_applicants
from employers.models import Employer
from hiretrack.background.models import TaskRun
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.importing import batches, runs
from hiretrack.uploads.models import Upload
from tests.applicants.importing.runs import CSV, again, stored, totals

Messages = list[tuple[Any, ...]]


@pytest.fixture
def messages() -> Iterator[Messages]:
    """The imports that were given to the broker, as name and arguments."""
    sent: Messages = []

    def note(sender: str, body: Any, **_signal: Any) -> None:
        if sender == import_applicants.name:
            sent.append((sender, *body[0]))

    before_task_publish.connect(note, weak=False)
    yield sent
    before_task_publish.disconnect(note)


def started(employer: Employer) -> tuple[TaskRun, uuid.UUID]:
    with employer_scope(employer.pk):
        return start_import(options=Options("csv"), content=CSV), Upload.objects.get().pk


def silent_for(run: TaskRun, **age: int) -> None:
    moment = timezone.now() - dt.timedelta(**age)
    with employer_scope(run.employer_id):
        TaskRun.objects.filter(pk=run.pk).update(touched_at=moment, created_at=moment)


def test_killed_import_goes_on_behind_its_last_batch(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 1)
    written, options = writing.write, Options("csv")
    calls: list[int] = []

    def dying(*given: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return written(*given, **more)

    run, upload = started(employer)
    monkeypatch.setattr(work, "write", dying)
    with pytest.raises(KeyboardInterrupt):
        again(employer, run, upload, options)

    with employer_scope(employer.pk):
        assert TaskRun.objects.get(pk=run.pk).result["rows"] == 1
    assert totals(again(employer, run, upload, options)) == (3, 2, 0, 0, 0, 1)
    assert len(calls) == 4


def test_cancelled_import_stops_at_its_next_batch(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    from hiretrack.background.services import cancel

    with employer_scope(employer.pk):
        run = start_import(options=Options("csv"), content=CSV)
        cancel(run)
        upload = Upload.objects.get().pk

    assert again(employer, run, upload, Options("csv")).state == "cancelled"
    assert stored(employer) == {}


def test_import_hands_over_before_its_time_is_up(
    employer: Employer,
    messages: Messages,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(batches, "BATCH", 1)
    monkeypatch.setattr(runs, "HAND_OVER_AFTER_S", 0)
    run, upload = started(employer)

    with django_capture_on_commit_callbacks(execute=True):
        told = [(again(employer, run, upload, Options("csv")).state, run.result["rows"]) for _ in range(4)]

    assert told == [("running", 1), ("running", 2), ("running", 3), ("succeeded", 3)]
    assert totals(run) == (3, 2, 0, 0, 0, 1)
    (message,) = set(map(str, messages))
    assert len(messages) == 3
    assert message.startswith(f"('applicants.import', '{run.pk}', '{upload}', ")


def test_of_two_messages_one_goes_on(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    run, upload = started(employer)
    written = writing.write

    def while_the_other_is_done(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(work, "write", written)
        TaskRun.objects.filter(pk=run.pk).update(result=run.result | {"rows": 3})
        return written(*given, **more)

    monkeypatch.setattr(work, "write", while_the_other_is_done)

    assert again(employer, run, upload, Options("csv")).state == "running"
    assert stored(employer) == {}


def test_silent_import_is_sent_again(
    employer: Employer, messages: Messages, django_capture_on_commit_callbacks: Any
) -> None:
    run, upload = started(employer)
    assert resend_imports() == 0
    silent_for(run, minutes=6)

    with django_capture_on_commit_callbacks(execute=True):
        assert [resend_imports(), resend_imports()] == [1, 0]

    ((_, *arguments),) = messages
    assert arguments == [
        str(run.pk),
        str(upload),
        {"format": "csv", "mapping": {}, "on_existing": "update", "dry_run": False},
    ]


def test_import_that_has_ended_or_is_lost_is_not_sent_again(employer: Employer) -> None:
    ended, upload = started(employer)
    again(employer, ended, upload, Options("csv"))
    lost, _ = started(employer)
    silent_for(ended, minutes=6)
    silent_for(lost, minutes=61)

    assert resend_imports() == 0
