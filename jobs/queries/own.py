"""An employer's own jobs, whatever their status."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from jobs.choices import JobStatus, Sort
from jobs.models import Job
from jobs.queries.filtering import SHOWN, Row, Rows, filtered, shown
from jobs.queries.public import public_url
from jobs.search import Matches, words

_LISTED = (
    "status", "fair_review", "external_id", "source_url", "closed_at", "created_at", "employer_id", "created_by_id",
)  # fmt: skip
HEAVY = ("description_md", "questions")
"""Not in a list, unless `fields` names them."""
_EXPANDED = {
    "employer": ("employer__name", "employer__slug"),
    "created_by": ("created_by__name",),
}
EXPANDABLE = frozenset(_EXPANDED)
SELECTABLE = frozenset({*SHOWN, *_LISTED, *HEAVY, "url", *EXPANDABLE})


@dataclass(frozen=True, slots=True)
class JobFilter:
    """What a recruiter looks for among the employer's own jobs; empty values don't filter."""

    q: str = ""
    status: str = ""
    fair_review: bool | None = None
    department: str = ""
    language: str = ""
    location: str = ""
    country: str = ""
    remote: bool | None = None
    employment_type: str = ""
    sort: str = Sort.NEWEST

    @property
    def ordering(self) -> list[tuple[str, str]]:
        way = "asc" if self.sort == Sort.OLDEST else "desc"
        return [("created_at", way), ("id", way)]


def jobs(wanted: JobFilter, *, fields: Collection[str] = (), expand: Collection[str] = ()) -> Rows:
    """The scope's jobs as flat rows for `job_item`, not yet ordered or cut: `wanted.ordering` says how."""
    rows = filtered(Job.objects.all(), wanted)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.fair_review is not None:
        rows = rows.filter(fair_review=wanted.fair_review)
    if wanted.q:
        rows = rows.filter(Matches(F("search"), words(wanted.q)))
    return rows.values(*_columns([name for name in HEAVY if name in fields], expand))


def job(job_id: uuid.UUID, *, expand: Collection[str] = ()) -> Row | None:
    """One of the scope's jobs as a flat row for `job_detail`, or None."""
    return Job.objects.filter(pk=job_id).values(*_columns(HEAVY, expand)).order_by().first()


def job_item(row: Row) -> Row:
    """A row as the API answers it, with whatever of the heavy and expanded members it has."""
    item = shown(row) | {name: row[name] for name in (*_LISTED, *HEAVY) if name in row}
    item["url"] = public_url(row["id"]) if row["status"] == JobStatus.PUBLISHED else None
    if "employer__name" in row:
        item["employer"] = {"id": row["employer_id"], "name": row["employer__name"], "slug": row["employer__slug"]}
    if "created_by__name" in row:
        maker = {"id": row["created_by_id"], "name": row["created_by__name"]}
        item["created_by"] = maker if row["created_by_id"] else None
    return item


job_detail = job_item


def _columns(heavy: Collection[str], expand: Collection[str]) -> list[str]:
    return [*SHOWN, *_LISTED, *heavy, *(column for name in expand for column in _EXPANDED[name])]
