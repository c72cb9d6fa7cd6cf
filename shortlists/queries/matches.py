"""Stored scores. A stale one, whose job or applicant has changed since, is none until it is computed anew, as a rule
within seconds."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from applications.models import Application
from hiretrack.errors import NotFound
from jobs.models import Job
from shortlists.models import Match
from shortlists.models.facts import STALE
from shortlists.queries.lists import EXPANSIONS, expanded

COLUMNS = ("applicant_id", "score", "keywords", "title", "location", "evidence", "computed_at")
ORDERING = (("score", "desc"), ("id", "asc"))


def scores(job_id: uuid.UUID, applicant_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The scores (0 to 100) of those applicants for the job; one query. Who was never scored is absent."""
    found = _valid().filter(job_id=job_id, applicant_id__in=applicant_ids)
    return dict(found.values_list("applicant_id", "score"))


def match_of(job_id: uuid.UUID, applicant_id: uuid.UUID) -> Match | None:
    """With its evidence; None when the pair was never scored."""
    return _valid().filter(job_id=job_id, applicant_id=applicant_id).first()


def best(job_id: uuid.UUID, *, min_score: int = 0) -> QuerySet[Match]:
    """The job's scored applicants, best first."""
    return _valid().filter(job_id=job_id, score__gte=min_score).order_by("-score", "id")


def _valid() -> QuerySet[Match]:
    return Match.objects.filter(version__gt=STALE)


def scored(job_id: uuid.UUID, *, min_score: int = 0, expand: Collection[str] = ()) -> QuerySet[Match, dict[str, Any]]:
    """The job's scored applicants, not yet ordered or cut, for `shown_match`. Raises `NotFound` when there is no such
    job."""
    if not Job.objects.filter(pk=job_id).exists():
        raise NotFound
    return best(job_id, min_score=min_score).order_by().annotate(is_hidden=_hidden()).values("id", *_columns(expand))


def shown_match(row: dict[str, Any]) -> dict[str, Any]:
    evidence = row["evidence"]
    parts = {name: {"score": row[name], **evidence.get(name, {})} for name in ("keywords", "title", "location")}
    shown = {"applicant_id": row["applicant_id"], "score": row["score"], **parts, "computed_at": row["computed_at"]}
    return shown | expanded(row)


def _hidden() -> Q:
    """Whether the person is hidden: as such, or for the job."""
    own = Application.objects.filter(applicant=OuterRef("applicant"), job=OuterRef("job"))
    return Q(applicant__identity_hidden=True) | Q(Exists(own.filter(identity_hidden=True, superseded_by=None)))


def _columns(expand: Collection[str]) -> list[str]:
    related = [f"{name}__{column}" for name in expand for column in EXPANSIONS[name]]
    return [*COLUMNS, *related, "is_hidden"]
