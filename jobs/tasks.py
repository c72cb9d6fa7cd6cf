from __future__ import annotations

from celery import shared_task

from hiretrack.celery import PlatformTask
from jobs import services


@shared_task(base=PlatformTask, name="jobs.expire_page_events")
def expire_page_events() -> int:
    """Forget visits that no report asks about any more."""
    return services.expire_page_events()


@shared_task(base=PlatformTask, name="jobs.close_due")
def close_due() -> int:
    """Close the jobs whose time has come."""
    return services.close_due_jobs()
