"""The journal's backlog, as each scrape of /metrics sees it."""

from __future__ import annotations

from django.db.models import Count, Min
from django.utils import timezone

from hiretrack.audit.models import AuditLog
from hiretrack.observability.metrics import Reading, measure
from hiretrack.tenancy import all_tenants


def register() -> None:
    measure("hiretrack_journal_backlog", "Journal entries that listeners have not heard of", backlog)
    measure("hiretrack_journal_backlog_oldest_seconds", "Age of the oldest of them", backlog_age)


def _waiting() -> tuple[int, float]:
    with all_tenants(reason="metrics"):
        found = AuditLog.objects.filter(dispatched_at=None).aggregate(number=Count("pk"), oldest=Min("created_at"))
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    return found["number"], max(age, 0.0)


def backlog() -> Reading:
    return [({}, float(_waiting()[0]))]


def backlog_age() -> Reading:
    return [({}, _waiting()[1])]
