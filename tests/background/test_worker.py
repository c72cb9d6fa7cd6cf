"""Against a real worker: retries, dead letters, lost workers, and what a message carries."""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from employers.models import Employer
from hiretrack.background.choices import RunState
from hiretrack.background.deadletters import retry_dead_letter
from hiretrack.background.models import DeadLetter
from hiretrack.background.services import start_run
from hiretrack.celery import app, enqueue
from hiretrack.context import request_id_of
from hiretrack.embedded.waiting import until
from hiretrack.errors import DomainError
from hiretrack.tenancy import employer_scope
from tests.background import sample_tasks
from tests.background.sample_tasks import leave, traces
from tests.background.workers import Worker, running_worker

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN_S = 90


@pytest.fixture
def name() -> str:
    return uuid.uuid4().hex


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Worker]:
    # What tests before sent and nobody worked on.
    app.control.purge()
    with running_worker(tmp_path_factory.mktemp("worker") / "log") as running:
        yield running


def test_task_that_keeps_failing_becomes_a_dead_letter_and_can_be_sent_again(worker: Worker, name: str) -> None:
    with request_id_of("request-0001"):
        sample_tasks.fail.delay(name)

    until(DeadLetter.objects.exists, within=WITHIN_S)
    letter = DeadLetter.objects.get()
    assert traces(name) == ["request-0001"] * 4
    assert (letter.task, letter.args, letter.attempts, letter.error) == ("sample.fail", [name], 4, "ValueError")

    retry_dead_letter(letter)
    until(lambda: DeadLetter.objects.count() == 2, within=WITHIN_S)
    assert traces(name) == ["request-0001"] * 8
    with pytest.raises(DomainError, match="already"):
        retry_dead_letter(letter)


def test_dead_letter_and_logs_hold_no_address(worker: Worker, name: str) -> None:
    sample_tasks.fail.delay(name)

    until(DeadLetter.objects.exists, within=WITHIN_S)

    assert "ada@example.com" not in DeadLetter.objects.get().error_message
    assert "ada@example.com" not in worker.log.read_text()


def test_task_runs_again_after_its_process_was_killed(worker: Worker, name: str) -> None:
    sample_tasks.linger.delay(name)
    until(lambda: traces(name), within=WITHIN_S)

    os.kill(int(traces(name)[0]), signal.SIGKILL)
    until(lambda: len(traces(name)) == 2, within=WITHIN_S)
    leave(f"{name}.go", 1)

    until(lambda: len(traces(f"{name}.done")) == 1, within=WITHIN_S)


@pytest.mark.parametrize(("stubborn", "error"), [(True, "TimeLimitExceeded"), (False, "SoftTimeLimitExceeded")])
def test_task_that_overruns_its_time_is_not_tried_again(worker: Worker, name: str, stubborn: bool, error: str) -> None:
    with request_id_of("request-0002"):
        sample_tasks.overrun.delay(name, stubborn=stubborn)

    until(DeadLetter.objects.exists, within=WITHIN_S)

    letter = DeadLetter.objects.get()
    assert (letter.error, len(traces(name))) == (error, 1)
    assert letter.headers["hiretrack_request_id"] == "request-0002"


def test_tenant_task_sees_its_own_employers_rows_alone(
    worker: Worker, name: str, employer: Employer, other_employer: Employer
) -> None:
    for one in (employer, other_employer):
        with employer_scope(one.pk):
            start_run(kind=one.slug, owner_id=None)
    with employer_scope(employer.pk):
        enqueue(sample_tasks.see_own, name)

    until(lambda: traces(name), within=WITHIN_S)

    assert traces(name) == [employer.slug]


def test_enqueued_task_is_not_sent_after_a_rollback(worker: Worker, name: str) -> None:
    with transaction.atomic():
        enqueue(sample_tasks.ask_timeout, f"{name}.undone")
        transaction.set_rollback(True)
    with transaction.atomic():
        enqueue(sample_tasks.ask_timeout, f"{name}.done")
        assert traces(f"{name}.done") == []

    # One process takes messages in turn, so the undone one would have left its trace by now.
    until(lambda: traces(f"{name}.done"), within=WITHIN_S)

    assert traces(f"{name}.done") == ["1min"]
    assert traces(f"{name}.undone") == []


def test_run_reports_its_way_and_its_result(worker: Worker, employer: Employer) -> None:
    with employer_scope(employer.pk):
        run = start_run(kind="sample", owner_id=None)
        enqueue(sample_tasks.long_run, str(run.pk))

    def ended() -> bool:
        with employer_scope(employer.pk):
            run.refresh_from_db()
        return not run.is_open

    until(ended, within=WITHIN_S)
    assert (run.state, run.progress, run.result) == (RunState.SUCCEEDED, 100, {"rows": 7})


def test_message_of_a_vanished_worker_is_taken_by_the_next(tmp_path: Path, name: str) -> None:
    # A queue of its own, so that the module's worker does not help.
    known = {
        "CELERY_QUEUE": f"queue-{name}",
        "CELERY_VISIBILITY_TIMEOUT_S": "3",
        "REDIS_PREFIX": os.environ["REDIS_PREFIX"],
    }
    sample_tasks.linger.apply_async([name], queue=f"queue-{name}")
    with running_worker(tmp_path / "first", **known) as first:
        until(lambda: len(traces(name)) == 1, within=WITHIN_S)
        first.kill()
    leave(f"{name}.go", 1)

    with running_worker(tmp_path / "second", **known):
        until(lambda: traces(f"{name}.done"), within=WITHIN_S)
