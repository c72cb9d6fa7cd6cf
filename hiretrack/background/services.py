"""Runs that somebody waits for: started by whoever enqueues the work, carried out by a task.

Call them inside the scope of the run's employer. The task passes its work to `carry_out` and sets `own_steps`: what
is reported inside one long transaction is seen by nobody before its end.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from hiretrack.background import endings, live
from hiretrack.background.choices import OPEN, TRANSITIONS, RunState
from hiretrack.background.models import TaskRun
from hiretrack.celery import PlatformTask
from hiretrack.context import current_actor
from hiretrack.errors import DomainError

LOST_AFTER = dt.timedelta(hours=1)
"""Far longer than any task may run, or its message may wait to be handed out again."""
INTERNAL = "The work stopped because of an internal error; it has been reported."


class RunCancelled(Exception):
    """Somebody asked for the run's end. The work lets it pass; `carry_out` writes it down."""


class HandedOver(Exception):
    """Another message goes on with the run. Raised by the work, outside its steps; the run stays open."""


def start_run(*, kind: str, owner_id: uuid.UUID | None, message: str = "") -> TaskRun:
    """A queued run; pass its id to the task. It is the owner's, or that of the API key that asks for it."""
    key = current_actor().api_key_id
    run: TaskRun = TaskRun.objects.create(kind=kind, owner_id=owner_id, api_key_id=key, message=message[:500])
    _publish(run)
    return run


def carry_out(*, task: PlatformTask, run_id: uuid.UUID, work: Callable[[TaskRun], Any]) -> None:
    """Do `work` as the run, and write down how it ended: what it returns is the run's result.

    A `DomainError` fails the run with its code. Any other error is the task's to retry, and fails the run when it
    was the last attempt; `HandedOver` leaves it open. `work` opens `task.scope()` for each of its steps, and calls
    `report` in them.
    """
    try:
        with task.scope():
            run = begin(run_id)
        result = work(run)
        with task.scope():
            finish(run, result=result)
    except HandedOver:
        return
    except RunCancelled:
        _settle(task, run_id, RunState.CANCELLED)
    except DomainError as error:
        _settle(task, run_id, RunState.FAILED, error={"code": error.code, "detail": error.detail[:500]})
    except Exception as error:
        if task.is_last_attempt(error):
            _settle(task, run_id, RunState.FAILED, error={"code": "internal_error", "detail": INTERNAL})
        raise


def _settle(task: PlatformTask, run_id: uuid.UUID, state: RunState, **changes: Any) -> None:
    with task.scope():
        _end(TaskRun.objects.get(pk=run_id), state, **changes)


def begin(run_id: uuid.UUID) -> TaskRun:
    """The run, marked as running; also when a task begins again after its worker was lost.

    Raises `RunCancelled` when it has been cancelled or has ended meanwhile.
    """
    if not _going_on(run_id, state__in=OPEN).update(
        state=RunState.RUNNING, started_at=timezone.now(), touched_at=timezone.now()
    ):
        raise RunCancelled
    run: TaskRun = TaskRun.objects.get(pk=run_id)
    _publish(run)
    return run


def report(run: TaskRun, progress: float, message: str = "") -> None:
    """Tell how far the work is (0 to 100, never backwards). Raises `RunCancelled` when its end was asked for."""
    changes: dict[str, Any] = {"progress": Greatest("progress", max(0, min(int(progress), 100)))}
    if message:
        changes["message"] = message[:500]
    if not _going_on(run.pk, state=RunState.RUNNING).update(touched_at=timezone.now(), **changes):
        raise RunCancelled
    run.refresh_from_db()
    _publish(run)


def _going_on(run_id: uuid.UUID, **states: Any) -> Any:
    return TaskRun.objects.filter(pk=run_id, cancel_requested_at=None, **states)


def finish(run: TaskRun, *, result: Any = None, message: str = "") -> None:
    """The work is done; `result` is JSON for `GET /v1/tasks/{id}`."""
    said: dict[str, Any] = {"message": message[:500]} if message else {}
    _end(run, RunState.SUCCEEDED, progress=100, result=result, **said)


def fail(run: TaskRun, *, code: str, detail: str) -> None:
    """The work could not be done; `detail` is shown to the owner, so it names no internals."""
    _end(run, RunState.FAILED, error={"code": code, "detail": detail[:500]})


def cancel(run: TaskRun) -> TaskRun:
    """Ask for the run's end: a queued one ends at once, a running one at its next report.

    Raises `DomainError` `task_ended` when it has ended already.
    """
    if not _end(run, RunState.CANCELLED, only=(RunState.QUEUED,)):
        asked = TaskRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
        if not asked.update(cancel_requested_at=timezone.now()):
            run.refresh_from_db()
            raise DomainError(f"The task has already {run.state}.", code="task_ended", title="The task has ended")
    run.refresh_from_db()
    _publish(run)
    return run


def fail_lost_runs() -> int:
    """Runs without a sign of life for an hour have lost their message: nobody will ever finish them."""
    lost = TaskRun.objects.filter(state__in=OPEN, touched_at__lt=timezone.now() - LOST_AFTER)
    return sum(_end(run, RunState.FAILED, error={"code": "lost", "detail": INTERNAL}) for run in lost[:500])


def _end(run: TaskRun, state: RunState, *, only: tuple[RunState, ...] = OPEN, **changes: Any) -> bool:
    allowed = [before for before in only if state in TRANSITIONS[before]]
    ending = TaskRun.objects.filter(pk=run.pk, state__in=allowed)
    if not ending.update(state=state, ended_at=timezone.now(), **changes):
        return False
    run.refresh_from_db()
    endings.tell(run)
    _publish(run)
    return True


def _publish(run: TaskRun) -> None:
    message = {"type": "task.changed", "task": live.shown(run)}
    transaction.on_commit(lambda: live.publish(live.task_group(run.pk), message))
