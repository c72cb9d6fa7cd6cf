"""What the list of candidates can be asked: the fields beside it, and what is asked now as chips to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.models import SavedSearch
from applicants.searches import PERIODS, Criteria, CriteriaSort, saved_searches
from applicants.searches.criteria import NEVER
from applications.choices import ApplicationStatus
from jobs.choices import JobStatus
from jobs.models import Job

JOBS = 200
"""Jobs to choose from: open ones first, then the newest."""
SAVED = 50


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    without: str
    """The address without it."""


@dataclass(frozen=True, slots=True)
class Kept:
    search: SavedSearch
    address: str
    is_now: bool
    is_own: bool


def choices(criteria: Criteria) -> dict[str, Any]:
    """The lists of the filters, each (value, label, chosen)."""
    jobs = _jobs(criteria)
    statuses = [*ApplicationStatus.choices, (NEVER, _("Never applied"))]
    added = [(str(days), _within(days)) for days in PERIODS]
    if criteria.added and criteria.added not in PERIODS:
        added.append((str(criteria.added), _within(criteria.added)))
    # Without a word about it the usual order holds, also for the words of the next search.
    usual = CriteriaSort.RELEVANCE if criteria.q else CriteriaSort.NEWEST
    orders = [one for one in CriteriaSort if criteria.q or one != CriteriaSort.RELEVANCE]
    return {
        "jobs": [(str(job.pk), job.title, str(job.pk) == criteria.job) for job in jobs],
        "statuses": [(value, label, value == criteria.status) for value, label in statuses],
        "periods": [(value, label, value == str(criteria.added)) for value, label in added],
        "orders": [("" if one == usual else one.value, one.label, one == criteria.ordering) for one in orders],
    }


def _jobs(criteria: Criteria) -> list[Job]:
    order = Case(
        When(pk=criteria.job or None, then=Value(0)),
        When(status=JobStatus.PUBLISHED, then=Value(1)),
        When(status=JobStatus.CLOSED, then=Value(2)),
        default=Value(3),
    )
    rows = Job.objects.only("id", "title", "status").annotate(place=order).order_by("place", "-created_at", "-id")
    return list(rows[:JOBS])


def chips(criteria: Criteria, jobs: list[tuple[str, str, bool]]) -> list[Chip]:
    return [Chip(label, criteria.address(**changes)) for label, changes in _asked(criteria, jobs)]


def _asked(criteria: Criteria, jobs: list[tuple[str, str, bool]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, label in (("skill", _("Skill")), ("tag", _("Tag"))):
        terms: tuple[str, ...] = getattr(criteria, name)
        yield from ((f"{label}: {term}", {name: [one for one in terms if one != term]}) for term in terms)
    job = next((label for value, label, _chosen in jobs if value == criteria.job), _("a job that is gone"))
    single = (
        ("q", _("Words"), criteria.q),
        ("language", _("Language"), criteria.language),
        ("location", _("Place"), criteria.location),
        ("job", _("Applied for"), job if criteria.job else ""),
        ("status", _("Status"), _status(criteria.status)),
        ("added", _("Added"), _within(criteria.added) if criteria.added else ""),
    )
    yield from ((f"{label}: {said}", {name: ""}) for name, label, said in single if said)


def _status(value: str) -> str:
    if value == NEVER:
        return _("Never applied")
    return str(ApplicationStatus(value).label) if value in ApplicationStatus.values else value


def _within(days: int) -> str:
    return ngettext("in the last day", "in the last %(days)d days", days) % {"days": days}


def kept_by(user_id: uuid.UUID | None, criteria: Criteria) -> list[Kept]:
    """The searches that are offered as chips above the list, one's own first."""
    rows = sorted(saved_searches(user_id).order_by("name", "id")[:SAVED], key=lambda row: row.owner_id != user_id)
    return [_kept(row, user_id, criteria) for row in rows]


def _kept(row: SavedSearch, user_id: uuid.UUID | None, criteria: Criteria) -> Kept:
    # What was kept by an earlier version is shown as far as it can be read.
    asked = Criteria.of({name: value for name, value in row.query.items() if name in Criteria.names()})
    return Kept(row, f"?{asked.address()}", asked.as_json() == criteria.as_json(), row.owner_id == user_id)
