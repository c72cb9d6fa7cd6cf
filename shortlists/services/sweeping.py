"""Whatever was marked and never computed again, because a message was lost or the rules are newer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.utils import timezone

from hiretrack.celery import enqueue
from hiretrack.tenancy import all_tenants, employer_scope
from shortlists.matching import VERSION
from shortlists.models import Match, MatchingFacts

PATIENCE = dt.timedelta(minutes=5)
MOST = 2_000


def send_stale() -> int:
    """Send for the computing of stale facts and scores; how many messages. They are computed only once, however often
    they are sent for."""
    from shortlists.tasks import match_applicant, match_job

    before = timezone.now() - PATIENCE
    with all_tenants(reason="sweep of stale matches"):
        facts = MatchingFacts.objects.filter(version__lt=VERSION, marked_at__lt=before).order_by("version", "marked_at")
        people = list(facts.values_list("employer_id", "applicant_id")[:MOST])
        stale = Match.objects.filter(version__lt=VERSION, computed_at__lt=before).order_by()
        jobs = set(stale.values_list("employer_id", "job_id")[:MOST])
    return _send(people, match_applicant) + _send(sorted(jobs), match_job)


def _send(rows: list[tuple[uuid.UUID, uuid.UUID]], task: Callable[..., None]) -> int:
    for employer_id, pk in rows:
        with employer_scope(employer_id):
            enqueue(task, str(pk))  # type: ignore[arg-type]
    return len(rows)
