"""Boards and their scans, as each scrape of /metrics sees them."""

from __future__ import annotations

from django.db.models import Count, Min
from django.utils import timezone

from hiretrack.observability.metrics import Reading, measure
from hiretrack.tenancy import all_tenants
from jobs.sourcing.choices import OPEN, ScanState
from jobs.sourcing.models import JobBoard, Scan


def register() -> None:
    measure("hiretrack_board_scans_open", "Scans of job boards that wait or are going on, by state", going_on)
    measure("hiretrack_boards_overdue", "Job boards that are due", overdue)
    measure("hiretrack_boards_overdue_seconds", "How long the longest overdue job board has waited", longest_overdue)
    measure("hiretrack_boards_failing", "Enabled job boards that could not be read last time, by outcome", failing)


def going_on() -> Reading:
    with all_tenants(reason="metrics"):
        rows = Scan.objects.filter(state__in=OPEN).order_by().values_list("state").annotate(Count("pk"))
        found = dict(rows)
    return [({"state": str(state)}, float(found.get(state, 0))) for state in OPEN]


def overdue() -> Reading:
    with all_tenants(reason="metrics"):
        return [({}, float(JobBoard.objects.filter(enabled=True, next_scan_at__lte=timezone.now()).count()))]


def longest_overdue() -> Reading:
    with all_tenants(reason="metrics"):
        due = JobBoard.objects.filter(enabled=True, next_scan_at__lte=timezone.now())
        oldest = due.aggregate(oldest=Min("next_scan_at"))["oldest"]
    return [({}, max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0)]


def failing() -> Reading:
    states = (ScanState.PARTIAL, ScanState.FAILED)
    with all_tenants(reason="metrics"):
        rows = JobBoard.objects.filter(enabled=True, last_scan_status__in=states)
        found = dict(rows.order_by().values_list("last_scan_status").annotate(Count("pk")))
    return [({"state": str(state)}, float(found.get(state, 0))) for state in states]
