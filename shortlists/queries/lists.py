from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from applicants import fairness
from applications.models import Application
from hiretrack.errors import NotFound
from jobs.models import Job
from shortlists.models import Shortlist, ShortlistEntry

COLUMNS = ("id", "applicant_id", "rank", "score", "notes", "added_by_id", "added_at")
EXPANSIONS: dict[str, tuple[str, ...]] = {
    "applicant": ("id", "name", "email", "phone", "location", "headline", "skills", "languages"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A job's shortlist. Version 0: nobody has ever put anybody on it."""

    job_id: uuid.UUID
    version: int = 0
    updated_at: Any = None
    entries: list[dict[str, Any]] = field(default_factory=list)


def shortlist_of(job_id: uuid.UUID, *, expand: Collection[str] = ()) -> Listed:
    """In two statements, whatever is on it. Raises `NotFound` when there is no such job."""
    of_job = Shortlist.objects.filter(job_id=OuterRef("pk"))
    found = (
        Job.objects.filter(pk=job_id)
        .annotate(version=Subquery(of_job.values("version")), changed_at=Subquery(of_job.values("updated_at")))
        .values("version", "changed_at")
        .first()
    )
    if found is None:
        raise NotFound
    rows = _standing().filter(shortlist__job_id=job_id).order_by("rank", "id").values(*_columns(expand))
    return Listed(job_id, found["version"] or 0, found["changed_at"], [shown_entry(row) for row in rows])


def entry(job_id: uuid.UUID, applicant_id: uuid.UUID) -> dict[str, Any]:
    """Raises `NotFound`."""
    row = _standing().filter(shortlist__job_id=job_id, applicant_id=applicant_id).values(*_columns(())).first()
    if row is None:
        raise NotFound
    return shown_entry(row)


def entries(job_id: uuid.UUID, applicant_ids: Collection[uuid.UUID]) -> list[dict[str, Any]]:
    """Those of these people, by rank."""
    rows = _standing().filter(shortlist__job_id=job_id, applicant_id__in=applicant_ids).order_by("rank", "id")
    return [shown_entry(row) for row in rows.values(*_columns(()))]


def shown_entry(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in COLUMNS if name != "id"} | expanded(row)


def expanded(row: dict[str, Any]) -> dict[str, Any]:
    """What of `EXPANSIONS` the row has, masked where `is_hidden` says so."""
    shown: dict[str, Any] = {}
    for name, columns in EXPANSIONS.items():
        if f"{name}__id" in row:
            known = row | fairness.masked(row, row["applicant_id"], path=f"{name}__") if row["is_hidden"] else row
            shown[name] = {column: known[f"{name}__{column}"] for column in columns}
    return shown


def _standing() -> Any:
    return ShortlistEntry.objects.filter(superseded_by=None).annotate(is_hidden=hidden_on_list())


def hidden_on_list() -> Q:
    """Whether an entry's person is hidden: as such, or for the job of the list."""
    own = Application.objects.filter(applicant=OuterRef("applicant"), job=OuterRef("shortlist__job"))
    return Q(applicant__identity_hidden=True) | Q(Exists(own.filter(identity_hidden=True, superseded_by=None)))


def _columns(expand: Collection[str]) -> list[Any]:
    related = [f"{name}__{column}" for name in expand for column in EXPANSIONS[name]]
    return [*COLUMNS, *related, "is_hidden"]
