"""The departments, languages, locations and skills that published jobs name, with how many jobs each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from django.core.cache import cache
from django.db.models import Count, F, Func, QuerySet, Subquery, TextField
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from employers.models import Employer
from jobs.models import PublishedJob

log = structlog.get_logger(__name__)

TAXONOMIES: dict[str, str] = {
    "departments": "department",
    "languages": "languages",
    "locations": "location",
    "skills": "tags",
}
"""Which column each is made of. Skills are the jobs' tags."""
_LISTS = frozenset({"languages", "tags"})
LONGEST = 1000
SECONDS = 60
"""How old an answer may be: the counts cost a pass over all published jobs."""


def taxonomy(kind: str, *, employer: str = "") -> list[dict[str, Any]]:
    """`[{value, jobs}]`, the most used first; of one employer (its slug) or of all. At most a minute old."""
    key = f"jobs.taxonomy:{kind}:{employer}"
    try:
        kept: list[dict[str, Any]] | None = cache.get(key)
    except (ConnectionInterrupted, RedisError):
        return _counted(kind, employer)
    if kept is None:
        kept = _counted(kind, employer)
        _keep(key, kept)
    return kept


def _keep(key: str, counted: Sequence[dict[str, Any]]) -> None:
    try:
        cache.set(key, counted, SECONDS)
    except (ConnectionInterrupted, RedisError) as error:
        log.warning("taxonomy_not_cached", error=type(error).__name__)


def _counted(kind: str, employer: str) -> list[dict[str, Any]]:
    column = TAXONOMIES[kind]
    rows: QuerySet[Any] = PublishedJob.objects.order_by()
    if employer:
        rows = rows.filter(employer_id=Subquery(Employer.objects.filter(slug=employer).order_by().values("pk")))
    value = Func(F(column), function="unnest", output_field=TextField()) if column in _LISTS else F(column)
    counted = rows.annotate(value=value).values("value").annotate(jobs=Count("pk")).order_by("-jobs", "value")
    return [row for row in counted[: LONGEST + 1] if row["value"]][:LONGEST]
