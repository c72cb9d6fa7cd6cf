"""What the filters of the job list offer, each with how many openings it leads to under the other filters."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import structlog
from django.core.cache import cache
from django.db.models import Count
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from hiretrack.portal import wording
from hiretrack.portal.filters import Choices, JobFilters, Option
from jobs import queries
from jobs.choices import Sort
from jobs.models import PublishedJob

log = structlog.get_logger(__name__)
FRESH_S = 60
LARGE = 20_000
"""From so many openings on, counting them is worth keeping for FRESH_S; below, the numbers are those of the moment."""
MOST = 60
"""More than anybody reads in a drop-down; the search finds the others."""
KEY = "portal.employers"

Cell = tuple[str, str, bool, int]
"""Department, employment type, remote, and how many openings have all three."""


def choices(filters: JobFilters, employer_slug: str, *, similar: bool = False) -> Choices:
    """The options of one employer's page, or of the list across employers. `similar`: of the titles resembled."""
    cells = _kept_cells(filters, employer_slug, similar=similar)
    departments, types, remote = _counted(cells, filters)
    kinds = [(value, f"{label} ({types[value]})") for value, label in wording.EMPLOYMENT_TYPES.items() if types[value]]
    return Choices(
        departments=departments, types=kinds, remote=remote, employers=[] if employer_slug else _kept_employers()
    )


def _kept_cells(filters: JobFilters, employer_slug: str, *, similar: bool) -> list[Cell]:
    base = replace(filters, department="", employment_type="", remote=False, sort="")
    wanted = base.wanted(employer_slug, sort=Sort.NEWEST)
    key = f"portal.cells.{hashlib.sha256(repr((wanted, similar)).encode()).hexdigest()}"
    kept: list[Cell] | None = _from_cache(key)
    if kept is None:
        kept = _cells(wanted, similar=similar)
        if sum(cell[3] for cell in kept) >= LARGE:
            _to_cache(key, kept)
    return kept


def _cells(wanted: queries.PublicFilter, *, similar: bool) -> list[Cell]:
    """All combinations at once, so that each filter's numbers come from one pass over what the others leave."""
    rows = queries.matching(wanted, similar=similar).order_by()
    counted = rows.values_list("department", "employment_type", "remote").annotate(jobs=Count("pk"))
    return list(counted)


def _counted(cells: Iterable[Cell], filters: JobFilters) -> tuple[list[Option], Counter[str], int]:
    departments: Counter[str] = Counter()
    types: Counter[str] = Counter()
    remote = 0
    for department, kind, is_remote, jobs in cells:
        fits = {
            "department": not filters.department or department.casefold() == filters.department.casefold(),
            "type": filters.employment_type in {"", kind},
            "remote": is_remote or not filters.remote,
        }
        departments[department] += jobs * (fits["type"] and fits["remote"])
        types[kind] += jobs * (fits["department"] and fits["remote"])
        remote += jobs * (is_remote and fits["department"] and fits["type"])
    return _sorted(_departments(departments)), types, remote


def _departments(counted: Counter[str]) -> Iterator[Option]:
    """One for all spellings in capitals and small letters, named as most jobs name it."""
    spelt: dict[str, tuple[str, int]] = {}
    for name, jobs in counted.most_common():
        if name and jobs:
            label, before = spelt.get(name.casefold(), (name, 0))
            spelt[name.casefold()] = label, before + jobs
    most = sorted(spelt.values(), key=lambda pair: -pair[1])[:MOST]
    return ((label, f"{label} ({jobs})") for label, jobs in most)


def _kept_employers() -> list[Option]:
    """From the cache while it is there; the pages work without it."""
    kept: list[Option] | None = _from_cache(KEY)
    if kept is None:
        kept = _employers()
        _to_cache(KEY, kept)
    return kept


def _employers() -> list[Option]:
    named = PublishedJob.objects.order_by().values_list("employer_slug", "employer_name")
    most = named.annotate(jobs=Count("pk")).order_by("-jobs", "employer_slug")[:MOST]
    return _sorted([(slug, name) for slug, name, _count in most])


def _from_cache(key: str) -> Any:
    try:
        return cache.get(key)
    except (ConnectionInterrupted, RedisError) as error:
        log.warning("cache_away", error=type(error).__name__)
        return None


def _to_cache(key: str, value: Any) -> None:
    try:
        cache.set(key, value, FRESH_S)
    except (ConnectionInterrupted, RedisError) as error:
        log.warning("cache_away", error=type(error).__name__)


def _sorted(options: Iterable[Option]) -> list[Option]:
    return sorted(options, key=lambda option: option[1].casefold())
