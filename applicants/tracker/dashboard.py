"""The tracker in numbers, from its log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone

from applicants.choices import TrackedStatus
from applicants.models import TrackedApplication, TrackedApplicationLog

WEEKS = 26
RESPONSES = (TrackedStatus.INTERVIEWING, TrackedStatus.OFFERED, TrackedStatus.REJECTED)
"""What an employer's answer looks like."""
OLDEST = 5

Shape = dict[str, Any]


def dashboard() -> Shape:
    """Three queries. Weeks begin on Monday, in UTC; the last one is still going on."""
    statuses = {row["status"]: row for row in _by_status()}
    total = sum(row["count"] for row in statuses.values())
    answered = sum(row["answered"] for row in statuses.values())
    return {
        "total": total,
        "by_status": {status: statuses.get(status, {}).get("count", 0) for status in TrackedStatus.values},
        "answered": answered,
        "response_rate": round(answered / total, 4) if total else None,
        "weeks": _weeks(),
        "oldest_waiting": list(_oldest_waiting()),
    }


def _by_status() -> Any:
    heard = TrackedApplicationLog.objects.filter(tracked=OuterRef("pk"), status__in=RESPONSES)
    rows = TrackedApplication.objects.annotate(heard=Exists(heard)).order_by()
    return rows.values("status").annotate(count=Count("pk"), answered=Count("pk", filter=Q(heard=True)))


def _weeks() -> list[Shape]:
    today = timezone.now().astimezone(dt.UTC).date()
    monday = today - dt.timedelta(days=today.weekday())
    starts = [monday - dt.timedelta(weeks=back) for back in reversed(range(WEEKS))]
    since = dt.datetime.combine(starts[0], dt.time(), dt.UTC)
    rows = TrackedApplicationLog.objects.filter(changed_at__gte=since).order_by()
    counted = (
        rows.annotate(week=TruncWeek("changed_at", tzinfo=dt.UTC))
        .values("week")
        .annotate(
            applied=Count("pk", filter=Q(from_status="")),
            answered=Count("tracked", filter=Q(status__in=RESPONSES), distinct=True),
        )
    )
    found = {row["week"].date(): row for row in counted}
    nothing = {"applied": 0, "answered": 0}
    return [
        {"week": start.isoformat(), **{name: found.get(start, nothing)[name] for name in nothing}} for start in starts
    ]


def _oldest_waiting() -> Any:
    waiting = TrackedApplication.objects.filter(status=TrackedStatus.APPLIED).order_by("applied_at", "id")
    return waiting.values("id", "company", "title", "applied_at")[:OLDEST]
