"""Two queues, against a real worker: what is urgent goes first, and nothing is worked on twice."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from hiretrack.background.measures import _broker, _key, queue_depth
from hiretrack.celery import Urgency, app
from hiretrack.embedded.waiting import until
from tests.background import sample_tasks
from tests.background.sample_tasks import leave, traces
from tests.background.workers import running_worker

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN_S = 120
MANY = 30


@pytest.fixture
def name() -> Iterator[str]:
    forget_messages()
    yield uuid.uuid4().hex
    forget_messages()


def forget_messages() -> None:
    """Those that wait, and those that a worker which was killed in a test before has never acknowledged."""
    app.control.purge()
    with _broker() as broker:
        broker.delete(_key("unacked"), _key("unacked_index"))


def known() -> dict[str, str]:
    return {"REDIS_PREFIX": os.environ["REDIS_PREFIX"]}


def depths() -> dict[str, float]:
    return {f"{labels['queue']} {labels['state']}": number for labels, number in queue_depth()}


def is_done(*names: str, tasks: int) -> bool:
    """So many traces are left under these names, and nothing waits or is held. A message that is just being handed
    out is in neither place for a moment, so that the queues alone do not tell."""
    return sum(len(traces(name)) for name in names) >= tasks and not any(depths().values())


def test_message_waits_in_the_queue_of_its_urgency_alone(name: str) -> None:
    sample_tasks.note.delay(name, "urgent")
    for _ in range(2):
        sample_tasks.note_later.delay(name, "later")

    assert depths() == {"now waiting": 1, "later waiting": 2, "all handed_out": 0}


def test_backlog_holds_up_nothing_urgent(tmp_path: Path, name: str) -> None:
    sample_tasks.linger.apply_async([name], queue=Urgency.LATER.queue)
    with running_worker(tmp_path / "log", **known()):
        until(lambda: len(traces(name)) == 1, within=WITHIN_S)
        for number in range(MANY):
            sample_tasks.note_later.delay(f"{name}.order", str(number))
        sample_tasks.note.delay(f"{name}.order", "mail")
        leave(f"{name}.go", 1)
        until(lambda: is_done(f"{name}.order", tasks=MANY + 1), within=WITHIN_S)

    assert traces(f"{name}.order") == ["mail", *map(str, range(MANY))]


def test_nothing_runs_twice(tmp_path: Path, name: str) -> None:
    with running_worker(tmp_path / "first", **known()), running_worker(tmp_path / "second", **known()):
        for number in range(MANY):
            sample_tasks.note.delay(f"{name}.now", str(number))
            sample_tasks.note_later.delay(f"{name}.later", str(number))
        until(lambda: is_done(f"{name}.now", f"{name}.later", tasks=2 * MANY), within=WITHIN_S)

    expected = sorted(map(str, range(MANY)))
    assert [sorted(traces(f"{name}.{urgency}")) for urgency in Urgency] == [expected, expected]


def test_failing_task_is_tried_as_often_as_in_one_queue(tmp_path: Path, name: str) -> None:
    with running_worker(tmp_path / "log", **known()):
        sample_tasks.fail_later.delay(name)
        until(lambda: is_done(name, tasks=4), within=WITHIN_S)

    assert traces(name) == ["tried"] * 4
