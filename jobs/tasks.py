from __future__ import annotations

from celery import shared_task

from hiretrack.celery import PlatformTask
from jobs import services


@shared_task(base=PlatformTask, name="jobs.close_due")
def close_due() -> int:
    """Close the jobs whose time has come."""
    return services.close_due_jobs()
