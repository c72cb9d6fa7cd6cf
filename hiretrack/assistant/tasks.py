from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.assistant import runs, sweeping
from hiretrack.assistant.services import carry_out_draft
from hiretrack.background.services import carry_out
from hiretrack.celery import PlatformTask, Urgency


@shared_task(
    base=PlatformTask, name="assistant.draft", urgency=Urgency.NOW, bind=True, soft_time_limit=200, time_limit=230
)
def draft(self: PlatformTask, run_id: str) -> None:
    """Write one draft; what is to be written lies in Redis for some minutes."""
    carry_out(task=self, run_id=uuid.UUID(run_id), work=lambda run: carry_out_draft(task=self, run=run))


@shared_task(base=PlatformTask, name="assistant.sweep", urgency=Urgency.NOW)
def sweep() -> int:
    """End the drafts whose message was lost."""
    return sweeping.fail_silent()


@shared_task(base=PlatformTask, name="assistant.expire_runs", urgency=Urgency.LATER)
def expire_runs() -> int:
    """Forget old entries of the run log."""
    return runs.expire()
