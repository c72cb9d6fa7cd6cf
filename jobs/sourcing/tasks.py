from __future__ import annotations

import uuid
from typing import Any

from celery import shared_task

from hiretrack.background.services import carry_out
from hiretrack.celery import PlatformTask, TenantTask
from jobs.sourcing import retention, services
from jobs.sourcing.locks import a_slot, alone


class LongTask(TenantTask):
    """Boards are read page by page, with a rest between pages, which may take most of an hour."""

    abstract = True
    own_steps = True
    soft_time_limit = 50 * 60
    time_limit = soft_time_limit + 30
    expires = 600
    """Seconds until a message that nobody took is worth nothing: what waits is sent again every minute."""


@shared_task(base=LongTask, bind=True, name="sourcing.scan_board")
def scan_board(self: Any, run_id: str, scan_id: str) -> None:
    """Carry out a scan, unless another worker is at it, or as many are being carried out as may be at once."""
    with alone(uuid.UUID(scan_id)) as mine, a_slot(wanted=mine) as free:
        if free:
            carry_out(
                task=self,
                run_id=uuid.UUID(run_id),
                work=lambda run: services.run_scan(task=self, run=run, scan_id=uuid.UUID(scan_id)),
            )


@shared_task(base=PlatformTask, name="sourcing.scan_due")
def scan_due() -> int:
    """Scan the boards whose time has come, and what was left behind."""
    return services.sweep()


@shared_task(base=PlatformTask, name="sourcing.expire_scans")
def expire_scans() -> int:
    """Forget scans that nobody asks about any more."""
    return retention.expire_scans()
