from __future__ import annotations

import uuid
from typing import Any

from celery import shared_task

from hiretrack.background.services import carry_out
from hiretrack.celery import LongTask, PlatformTask, Urgency
from jobs import services
from jobs.services.importing.runs import TableOptions, carry_out_import, resend_imports


@shared_task(base=PlatformTask, name="jobs.expire_page_events", urgency=Urgency.LATER)
def expire_page_events() -> int:
    """Forget visits that no report asks about any more."""
    return services.expire_page_events()


@shared_task(base=PlatformTask, name="jobs.close_due", urgency=Urgency.NOW)
def close_due() -> int:
    """Close the jobs whose time has come."""
    return services.close_due_jobs()


@shared_task(base=LongTask, name="jobs.import", bind=True)
def import_table(self: LongTask, run_id: str, upload_id: str, options: dict[str, Any]) -> None:
    """Import one table."""
    carry_out(
        task=self,
        run_id=uuid.UUID(run_id),
        work=lambda run: carry_out_import(
            task=self, run=run, upload_id=uuid.UUID(upload_id), options=TableOptions(**options)
        ),
    )


@shared_task(base=PlatformTask, name="jobs.sweep_imports", urgency=Urgency.LATER)
def sweep_imports() -> int:
    """Send again the imports whose message was lost."""
    return resend_imports()
