"""What the filters of the job list offer: departments and employers with openings, the most hiring ones."""

from __future__ import annotations

import structlog
from django.core.cache import cache
from django.db.models import Count
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from hiretrack.portal.filters import Choices, Option
from jobs import queries
from jobs.models import PublishedJob

log = structlog.get_logger(__name__)
FRESH_S = 60
MOST = 60
"""More than anybody reads in a drop-down; the search finds the others."""
KEY = "portal.employers"


def choices(employer_slug: str) -> Choices:
    """The options of one employer's page, or of the list across employers. At most a minute old."""
    named = queries.taxonomy("departments", employer=employer_slug)[:MOST]
    departments = [(row["value"], row["value"]) for row in named]
    return Choices(departments=_sorted(departments), employers=[] if employer_slug else _employers())


def _employers() -> list[Option]:
    """From the cache while it is there; the pages work without it."""
    try:
        kept: list[Option] | None = cache.get(KEY)
        if kept is None:
            kept = _counted()
            cache.set(KEY, kept, FRESH_S)
    except (ConnectionInterrupted, RedisError) as error:
        log.warning("cache_away", error=type(error).__name__)
        return _counted()
    return kept


def _counted() -> list[Option]:
    named = PublishedJob.objects.order_by().values_list("employer_slug", "employer_name")
    most = named.annotate(jobs=Count("pk")).order_by("-jobs", "employer_slug")[:MOST]
    return _sorted([(slug, name) for slug, name, _count in most])


def _sorted(options: list[Option]) -> list[Option]:
    return sorted(options, key=lambda option: option[1].casefold())
