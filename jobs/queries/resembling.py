"""Openings that are much like another one: what else somebody may want who came for that one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, QuerySet, Value, When

from jobs.models import PublishedJob
from jobs.queries.filtering import Row
from jobs.queries.public import LISTED, public_item
from jobs.search import Fold, Resemblance, Resembles

LOOKED_AT = 300
"""Among the newest so many openings the most similar ones are looked for."""
SAME_DEPARTMENT, SAME_PLACE = 400_000, 200_000
"""Of a title that is the same word for word being worth 1,000,000."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a job makes another one similar."""

    id: uuid.UUID
    employer_id: uuid.UUID
    title: str
    department: str
    location: str

    @classmethod
    def of(cls, job: Row) -> Likeness:
        return cls(job["id"], job["employer"]["id"], job["title"], job["department"], job["location"])


def closed_job(job_id: uuid.UUID) -> Likeness | None:
    """What a closed job was like, for finding others in its place; None when it is not closed. In any scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT employer_id, title, department, location FROM public.job_closed_likeness(%s)", [job_id])
        found = cursor.fetchone()
    return Likeness(job_id, *found) if found else None


def similar_jobs(like: Likeness, *, most: int, elsewhere: bool = False) -> list[Row]:
    """The employer's openings most like it in title, department and place, newest first among equals, as list items;
    `elsewhere`: those at other employers whose titles are written almost like its own."""
    others = PublishedJob.objects.exclude(pk=like.id)
    if elsewhere:
        written_alike = Resembles(Fold(Value(like.title)), Fold("title"))
        near = others.exclude(employer_id=like.employer_id).filter(written_alike)
    else:
        near = others.filter(employer_id=like.employer_id)
    newest = near.order_by("-published_at", "-id").values("pk")[:LOOKED_AT]
    rows = _scored(PublishedJob.objects.filter(pk__in=newest), like).order_by("-likeness", "-published_at", "-id")
    return [public_item(row) for row in rows.values(*LISTED, excerpt=Value(""))[:most]]


def _scored(rows: QuerySet[PublishedJob], like: Likeness) -> QuerySet[Any]:
    same_title = Resemblance(Fold(Value(like.title)), Fold("title"))
    return rows.annotate(
        likeness=same_title
        + _worth(SAME_DEPARTMENT, "department", like.department)
        + _worth(SAME_PLACE, "location", like.location)
    )


def _worth(points: int, column: str, value: str) -> Case | Value:
    if not value:
        return Value(0)
    same = When(**{f"{column}__iexact": value}, then=Value(points))
    return Case(same, default=Value(0), output_field=IntegerField())
