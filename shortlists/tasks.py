from __future__ import annotations

import uuid

from celery import shared_task

from hiretrack.background.services import carry_out
from hiretrack.celery import PlatformTask, TenantTask
from shortlists import services
from shortlists.services.reporting import make_report


@shared_task(base=TenantTask, name="shortlists.compare", bind=True, own_steps=True, soft_time_limit=150, time_limit=180)
def compare(self: TenantTask, comparison_id: str, run_id: str) -> None:
    """Make one comparison's report."""
    carry_out(
        task=self,
        run_id=uuid.UUID(run_id),
        work=lambda run: make_report(task=self, run=run, comparison_id=uuid.UUID(comparison_id)),
    )


@shared_task(base=PlatformTask, name="shortlists.sweep")
def sweep() -> int:
    """Send again the comparisons whose message was lost."""
    return services.resend_waiting()


@shared_task(base=TenantTask, name="shortlists.match_applicant")
def match_applicant(applicant_id: str) -> int:
    """Score one applicant anew for each of their jobs."""
    return services.match_applicant(applicant_id=uuid.UUID(applicant_id))


@shared_task(base=TenantTask, name="shortlists.match_job")
def match_job(job_id: str) -> int:
    """Score all of one job's applicants anew."""
    return services.match_job(job_id=uuid.UUID(job_id))


@shared_task(base=PlatformTask, name="shortlists.sweep_matches")
def sweep_matches() -> int:
    """Send again for scores that are stale and that nobody has computed."""
    return services.send_stale()
