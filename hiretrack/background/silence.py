"""Runs that have fallen silent: their message was lost with the broker or a worker, and is sent again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.utils import timezone

from hiretrack.background.choices import OPEN
from hiretrack.background.models import TaskRun
from hiretrack.background.services import LOST_AFTER
from hiretrack.tenancy import all_tenants, employer_scope

SILENT_FOR = dt.timedelta(minutes=5)
BATCH = 200


def resend_silent(*, kind: str, send: Callable[[TaskRun], None]) -> int:
    """Have `send` enqueue each silent run of `kind` again, in its employer's scope; how many there were.

    A message may come twice by this, so the work must bear it. What is older than an hour is left to
    `fail_lost_runs`.
    """
    now = timezone.now()
    with all_tenants(reason=f"silent runs of {kind}"):
        open_runs = TaskRun.objects.filter(kind=kind, state__in=OPEN, employer__isnull=False, cancel_requested_at=None)
        silent = open_runs.filter(touched_at__lt=now - SILENT_FOR, created_at__gt=now - LOST_AFTER)
        waiting = list(silent.order_by("touched_at")[:BATCH])
    return sum(_resent(run, run.employer_id, send) for run in waiting if run.employer_id)


def _resent(run: TaskRun, employer_id: uuid.UUID, send: Callable[[TaskRun], None]) -> bool:
    with employer_scope(employer_id):
        # Claimed by the condition: of two sweeps at once one sends.
        same = TaskRun.objects.filter(pk=run.pk, state__in=OPEN, touched_at=run.touched_at)
        if not same.update(touched_at=timezone.now()):
            return False
        send(run)
    return True
