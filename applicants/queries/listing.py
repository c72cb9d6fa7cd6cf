"""Applicants as flat rows, in the form that the API answers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from applicants import fairness
from applicants.choices import ApplicantSort
from applicants.models import Applicant
from applicants.queries.lookup import current, survivor_id
from applicants.queries.search import Wanted, matching

Row = dict[str, Any]
Rows = QuerySet[Any, Row]

SHOWN = (
    "id", "name", "email", "phone", "location", "headline", "links", "skills", "languages", "tags", "external_id",
    "consent", "cv_id", "created_at", "updated_at",
)  # fmt: skip
_CV = ("filename", "content_type", "size", "scan_status", "created_at")
EXPANDABLE = frozenset({"cv", "applications"})
SELECTABLE = frozenset({*SHOWN, *EXPANDABLE})
_APPLICATION = ("id", "status", "source", "job_id", "job__title", "created_at", "updated_at")


@dataclass(frozen=True, slots=True)
class ApplicantFilter(Wanted):
    created_after: dt.datetime | None = None
    external_id: str = ""
    sort: str = ApplicantSort.NEWEST

    @property
    def ordering(self) -> list[tuple[str, str]]:
        way = "asc" if self.sort == ApplicantSort.OLDEST else "desc"
        return [("created_at", way), ("id", way)]


def applicants(wanted: ApplicantFilter, *, expand: Collection[str] = ()) -> Rows:
    """The scope's applicants as flat rows for `applicant_item`, not yet ordered or cut: `wanted.ordering` says how."""
    rows = matching(wanted, current())
    if wanted.created_after:
        rows = rows.filter(created_at__gt=wanted.created_after)
    if wanted.external_id:
        rows = rows.filter(external_id=wanted.external_id, identity_hidden=False)
    return rows.values(*_columns(expand))


def applicant(applicant_id: uuid.UUID, *, expand: Collection[str] = ()) -> Row | None:
    """One of the scope's applicants, or the survivor of its merges, as a flat row for `applicant_item`."""
    rows = Applicant.objects.filter(pk=survivor_id(applicant_id), erased_at=None)
    return rows.values(*_columns(expand)).order_by().first()


def applicant_item(row: Row, applications: dict[uuid.UUID, list[Row]] | None = None) -> Row:
    """A row as the API answers it, with whatever it has been expanded by."""
    hidden = row["identity_hidden"]
    item: Row = {name: row[name] for name in SHOWN}
    item |= fairness.masked(row, row["id"]) if hidden else {}
    item["consent"] = row["consent"] or None
    if "cv__filename" in row:
        item["cv"] = {"id": row["cv_id"], **{name: row[f"cv__{name}"] for name in _CV}} if row["cv_id"] else None
        if item["cv"] and hidden:
            item["cv"]["filename"] = fairness.blotted(item["cv"]["filename"], fairness.Named.of(row))
    if applications is not None:
        item["applications"] = applications.get(row["id"], [])
    return item


def applications_of(applicant_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Row]]:
    """What each of these has applied for, newest first, in one query."""
    # Applications lie above this app: the relation is known to the model, their module is not.
    model: Any = Applicant._meta.get_field("applications").related_model
    rows = model.objects.filter(applicant_id__in=list(applicant_ids), superseded_by=None)
    made: dict[uuid.UUID, list[Row]] = defaultdict(list)
    for row in rows.order_by("-created_at", "-id").values("applicant_id", *_APPLICATION):
        made[row["applicant_id"]].append(_application(row))
    return made


def _application(row: Row) -> Row:
    job = {"id": row["job_id"], "title": row["job__title"]}
    return {name: row[name] for name in ("id", "status", "source", "created_at", "updated_at")} | {"job": job}


def _columns(expand: Collection[str]) -> list[str]:
    return [*SHOWN, "identity_hidden", *(f"cv__{name}" for name in _CV if "cv" in expand)]
