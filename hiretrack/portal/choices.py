"""What the filters of the job list offer: departments and employers with openings, the most hiring ones first."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.core.cache import cache
from django.db.models import Count
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from hiretrack.portal.filters import Choices, Option
from jobs.models import PublishedJob

log = structlog.get_logger(__name__)
FRESH_S = 60
MOST = 60


def choices(employer_slug: str) -> Choices:
    """The options of one employer's page, or of the list across employers. At most a minute old."""
    return _remembered(f"portal:choices:{employer_slug}", lambda: _counted(employer_slug))


def _counted(employer_slug: str) -> Choices:
    rows = PublishedJob.objects.filter(employer_slug=employer_slug) if employer_slug else PublishedJob.objects.all()
    named = rows.exclude(department="").order_by().values_list("department")
    departments = [name for (name, _count) in named.annotate(jobs=Count("pk")).order_by("-jobs", "department")[:MOST]]
    return Choices(
        departments=[(name, name) for name in sorted(departments, key=str.casefold)],
        employers=[] if employer_slug else _employers(),
    )


def _employers() -> list[Option]:
    named = PublishedJob.objects.order_by().values_list("employer_slug", "employer_name")
    most = named.annotate(jobs=Count("pk")).order_by("-jobs", "employer_slug")[:MOST]
    return sorted(((slug, name) for slug, name, _count in most), key=lambda option: option[1].casefold())


def _remembered(key: str, count: Callable[[], Choices]) -> Choices:
    """From the cache while it is there; the pages work without it."""
    try:
        kept: Choices | None = cache.get(key)
        if kept is None:
            kept = count()
            cache.set(key, kept, timeout=FRESH_S)
    except (ConnectionInterrupted, RedisError, OSError) as error:
        log.warning("cache_away", error=type(error).__name__)
        return count()
    return kept
