from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.background.services import carry_out
from hiretrack.celery import LongTask, PlatformTask, Urgency
from shortlists import services
from shortlists.services.reporting import make_report


@shared_task(base=LongTask, name="shortlists.compare", bind=True, soft_time_limit=150, time_limit=180)
def compare(self: LongTask, comparison_id: str, run_id: str) -> None:
    """Make one comparison's report."""
    carry_out(
        task=self,
        run_id=uuid.UUID(run_id),
        work=lambda run: make_report(task=self, run=run, comparison_id=uuid.UUID(comparison_id)),
    )


@shared_task(base=PlatformTask, name="shortlists.sweep", urgency=Urgency.LATER)
def sweep() -> int:
    """Send again the comparisons whose message was lost."""
    return services.resend_waiting()


@shared_task(base=PlatformTask, name="shortlists.score", urgency=Urgency.LATER, soft_time_limit=60, time_limit=90)
def score() -> int:
    """Work for a while on what is stale: sent for by changes, and by the beat for what a crash left behind."""
    return services.SCORES.work()


@shared_task(base=PlatformTask, name="shortlists.feed", urgency=Urgency.LATER, soft_time_limit=120, time_limit=150)
def feed() -> int:
    """Work for a while on the candidates' feeds."""
    return services.FEED.work()


@shared_task(
    base=PlatformTask, name="shortlists.find_openings", urgency=Urgency.LATER, soft_time_limit=120, time_limit=150
)
def find_openings() -> int:
    """Look for listings, jobs and profiles that the feed does not know of yet, or should know of no more."""
    return services.FOUND.work()
