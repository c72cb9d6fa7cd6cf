from __future__ import annotations

from celery import shared_task

from hiretrack.background import services
from hiretrack.celery import PlatformTask, Urgency
from hiretrack.tenancy import all_tenants


@shared_task(base=PlatformTask, name="background.fail_lost_runs", urgency=Urgency.LATER)
def fail_lost_runs() -> int:
    """End the runs whose message was lost."""
    with all_tenants(reason="runs without a sign of life"):
        return services.fail_lost_runs()
