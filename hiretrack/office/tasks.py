"""Work of the back office that takes longer than a request."""

from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.background.services import carry_out
from hiretrack.celery import LongTask, PlatformTask, Urgency
from hiretrack.office.transfer import objects
from hiretrack.office.transfer.exporting import background
from hiretrack.office.transfer.whole import background as whole


@shared_task(base=LongTask, name="office.export", bind=True)
def export_list(self: LongTask, run_id: str) -> None:
    """Make the file of one list."""
    carry_out(task=self, run_id=uuid.UUID(run_id), work=lambda run: background.carry_out_export(task=self, run=run))


@shared_task(base=LongTask, name="employer.export", bind=True)
def export_everything(self: LongTask, run_id: str) -> None:
    """Make the archive of everything that one employer holds."""
    carry_out(task=self, run_id=uuid.UUID(run_id), work=lambda run: whole.carry_out_employer_export(task=self, run=run))


@shared_task(base=PlatformTask, name="office.sweep_exports", urgency=Urgency.LATER)
def sweep_exports() -> int:
    """Send lost exports again, and remove files that are a day old."""
    background.resend()
    whole.resend()
    return objects.sweep()
