from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from celery import shared_task

from applications import queries
from applications.models import BulkMove
from applications.services import bulk
from hiretrack.background.models import TaskRun
from hiretrack.background.services import carry_out
from hiretrack.celery import HEADER_EMPLOYER, PlatformTask, TenantTask, Urgency
from hiretrack.tenancy import all_tenants

SILENT_FOR = dt.timedelta(minutes=2)
"""Longer than any batch takes, and than a message waits while workers are there."""


@shared_task(base=TenantTask, name="applications.bulk_move", urgency=Urgency.NOW, bind=True, own_steps=True)
def bulk_move(self: TenantTask, bulk_move_id: str) -> None:
    """Go on with a bulk move, or with its undoing, where the last worker has left it."""
    with self.scope():
        row = BulkMove.objects.get(pk=uuid.UUID(bulk_move_id))
    undoing = row.undo_requested_at is not None
    run_id = row.undo_run_id if undoing else row.run_id
    if run_id is None:
        return
    carry_out(task=self, run_id=run_id, work=lambda run: _undo(self, row, run) if undoing else _move(self, row, run))


def _move(task: TenantTask, row: BulkMove, run: TaskRun) -> dict[str, Any]:
    with task.scope():
        row = bulk.begin_moving(row.pk)
    more = True
    while more:
        with task.scope():
            more = bulk.move_batch(row=row, run=run)
    with task.scope():
        return bulk.moved_result(row)


def _undo(task: TenantTask, row: BulkMove, run: TaskRun) -> dict[str, Any]:
    more = True
    while more:
        with task.scope():
            more = bulk.undo_batch(row=row, run=run)
    with task.scope():
        return bulk.undone_result(row)


@shared_task(base=PlatformTask, name="applications.sweep_bulk_moves", urgency=Urgency.NOW)
def sweep_bulk_moves() -> int:
    """Go on with bulk moves whose message a crash or an absent broker has lost."""
    with all_tenants(reason="sweep of silent bulk moves"):
        left = queries.open_bulk_moves(silent_for=SILENT_FOR)
    for pk, employer_id in left:
        bulk_move.apply_async([str(pk)], headers={HEADER_EMPLOYER: str(employer_id)})
    return len(left)
