from __future__ import annotations

import uuid
from typing import Any

from celery import shared_task
from django.conf import settings

from hiretrack.background.services import carry_out
from hiretrack.celery import PlatformTask, TenantTask, Urgency
from jobs.sourcing import retention, services
from jobs.sourcing.locks import a_slot, alone


class LongTask(TenantTask):
    """Boards are read page by page, with a rest between pages. The scan ends by itself well before the task is ended:
    what it has read is still to be stored."""

    abstract = True
    own_steps = True
    soft_time_limit = settings.SOURCING_SCAN_MINUTES * 60 + 5 * 60
    time_limit = soft_time_limit + 30
    expires = 600
    """Seconds until a message that nobody took is worth nothing: what waits is sent again every minute."""


@shared_task(base=LongTask, bind=True, name="sourcing.scan_board", urgency=Urgency.LATER)
def scan_board(self: Any, run_id: str, scan_id: str) -> None:
    """Carry out a scan, unless another worker is at it, as many are being carried out as may be at once, or it is the
    turn of another: that one is called instead."""
    pk = uuid.UUID(scan_id)
    with alone(pk) as mine, a_slot(wanted=mine) as free:
        turns = services.in_turn(limit=1, mine=pk) if free else []
        if [scan.pk for scan in turns] == [pk]:
            carry_out(
                task=self,
                run_id=uuid.UUID(run_id),
                work=lambda run: services.run_scan(task=self, run=run, scan_id=pk),
            )
            return
    # Not before the place is free again.
    services.call(turns)


@shared_task(base=PlatformTask, name="sourcing.scan_due", urgency=Urgency.LATER)
def scan_due() -> int:
    """Scan the boards whose time has come, and what was left behind."""
    return services.sweep()


@shared_task(base=PlatformTask, name="sourcing.expire_scans", urgency=Urgency.LATER)
def expire_scans() -> int:
    """Forget scans that nobody asks about any more."""
    return retention.expire_scans()
