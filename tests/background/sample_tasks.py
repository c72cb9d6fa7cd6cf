"""Tasks for a real worker: they leave traces in Redis, and behave badly in known ways."""

from __future__ import annotations

import os
import time
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection
from django_redis import get_redis_connection

from hiretrack.background.models import TaskRun
from hiretrack.background.services import carry_out, report
from hiretrack.celery import PlatformTask, TenantTask, Urgency
from hiretrack.context import request_id


def trace(name: str) -> str:
    return f"{settings.CACHES['default']['KEY_PREFIX']}:trace:{name}"


def leave(name: str, value: Any) -> None:
    get_redis_connection("default").rpush(trace(name), str(value))


def traces(name: str) -> list[str]:
    return [value.decode() for value in get_redis_connection("default").lrange(trace(name), 0, -1)]


@shared_task(base=PlatformTask, name="sample.note", urgency=Urgency.NOW)
def note(name: str, word: str) -> None:
    leave(name, word)


@shared_task(base=PlatformTask, name="sample.note_later", urgency=Urgency.LATER)
def note_later(name: str, word: str) -> None:
    leave(name, word)


@shared_task(base=PlatformTask, name="sample.fail_later", urgency=Urgency.LATER)
def fail_later(name: str) -> None:
    leave(name, "tried")
    raise ValueError("Never mind")


@shared_task(base=PlatformTask, name="sample.fail", urgency=Urgency.NOW)
def fail(name: str) -> None:
    leave(name, request_id())
    raise ValueError("Ada Lovelace <ada@example.com> cannot be mailed")


@shared_task(base=PlatformTask, name="sample.linger", urgency=Urgency.NOW)
def linger(name: str) -> None:
    """Runs until somebody leaves a trace called `<name>.go`."""
    leave(name, os.getpid())
    deadline = time.monotonic() + 240
    while not traces(f"{name}.go") and time.monotonic() < deadline:
        time.sleep(0.05)
    leave(f"{name}.done", os.getpid())


@shared_task(base=TenantTask, name="sample.see_own", urgency=Urgency.NOW)
def see_own(name: str) -> None:
    leave(name, ",".join(TaskRun.objects.values_list("kind", flat=True)))


@shared_task(base=PlatformTask, name="sample.ask_timeout", urgency=Urgency.NOW)
def ask_timeout(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        leave(name, cursor.fetchone()[0])


@shared_task(base=PlatformTask, name="sample.overrun", urgency=Urgency.NOW, soft_time_limit=3, time_limit=12)
def overrun(name: str, *, stubborn: bool) -> None:
    """Runs into its time limits; a stubborn one ignores the soft limit and is killed at the hard one.

    The first leaves a slow machine time to begin, the second to tell of the first.
    """
    leave(name, os.getpid())
    try:
        time.sleep(30)
    except SoftTimeLimitExceeded:
        if not stubborn:
            raise
    time.sleep(30)


@shared_task(bind=True, base=TenantTask, name="sample.long_run", urgency=Urgency.NOW)
def long_run(self: TenantTask, run_id: str) -> None:
    def work(run: TaskRun) -> dict[str, int]:
        with self.scope():
            report(run, 50, "half way")
        return {"rows": 7}

    carry_out(task=self, run_id=run_id, work=work)  # type: ignore[arg-type]


long_run.own_steps = True
