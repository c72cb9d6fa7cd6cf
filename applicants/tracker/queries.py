"""Reads of the open person scope's tracker."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from applicants.choices import TrackedSort
from applicants.models import TrackedApplication, TrackedApplicationLog


@dataclass(frozen=True, slots=True)
class TrackerFilter:
    """Empty values don't filter; `q` is looked for in company, title, place and notes."""

    q: str = ""
    status: str = ""
    sort: str = TrackedSort.NEWEST

    @property
    def ordering(self) -> list[tuple[str, str]]:
        orders = {
            TrackedSort.OLDEST: [("applied_at", "asc"), ("id", "asc")],
            TrackedSort.COMPANY: [("company", "asc"), ("id", "asc")],
            TrackedSort.UPDATED: [("updated_at", "desc"), ("id", "desc")],
        }
        return orders.get(TrackedSort(self.sort), [("applied_at", "desc"), ("id", "desc")])


def tracked(wanted: TrackerFilter) -> QuerySet[TrackedApplication]:
    rows: QuerySet[TrackedApplication] = TrackedApplication.objects.all()
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    for word in wanted.q.split():
        places = ("company", "title", "location", "notes")
        rows = rows.filter(Q(*[(f"{place}__icontains", word) for place in places], _connector=Q.OR))
    return rows


def log_of(tracked: TrackedApplication) -> QuerySet[TrackedApplicationLog]:
    rows: QuerySet[TrackedApplicationLog] = TrackedApplicationLog.objects.filter(tracked=tracked)
    return rows.order_by("changed_at", "id")
