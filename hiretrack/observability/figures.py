"""The important ones among the metrics as plain figures, for a page or a program that does not speak Prometheus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from prometheus_client.core import Metric

from hiretrack.observability import metrics

OURS = "hiretrack_"
HTTP = {
    "django_http_responses_total_by_status_total": ("http_responses", "Answers of the web workers by status"),
    "django_http_requests_latency_including_middlewares_seconds_sum": (
        "http_seconds",
        "Seconds that the web workers spent on requests",
    ),
    "django_http_requests_latency_including_middlewares_seconds_count": (
        "http_requests",
        "Requests that those seconds went to",
    ),
}
"""django-prometheus' samples by our names for them; the rest of them is for graphs."""


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    description: str
    parts: list[tuple[metrics.Labels, float]]


def figures() -> tuple[dict[str, bool], list[Figure]]:
    """Which sources answered, and what they said. A source that is away has no figures; none is made up."""
    sources, families = metrics.families()
    return sources, [*_http(families), *_own(families), *_pool()]


def _own(families: Iterable[Metric]) -> Iterator[Figure]:
    for family in families:
        if family.name.startswith(OURS) and not family.name.startswith(f"{OURS}scrape_"):
            parts = [(sample.labels, sample.value) for sample in family.samples if not _is_time(sample.name)]
            yield Figure(family.name.removeprefix(OURS), family.documentation, parts)


def _http(families: Iterable[Metric]) -> Iterator[Figure]:
    found: dict[str, list[tuple[metrics.Labels, float]]] = {name: [] for name in HTTP}
    for family in families:
        for sample in family.samples:
            if sample.name in HTTP:
                found[sample.name].append((sample.labels, sample.value))
    for name, parts in found.items():
        yield Figure(*HTTP[name], parts)


def _is_time(name: str) -> bool:
    # When a counter began, which the client library adds to each.
    return name.endswith("_created")


def _pool() -> list[Figure]:
    """The connection pool of the process that answers; none without one."""
    pool: Any = getattr(connection, "pool", None)
    if pool is None:
        return []
    parts = [({"of": name}, float(value)) for name, value in sorted(pool.get_stats().items())]
    return [Figure("database_pool", "Connections of the process that answered, and who waited for one", parts)]
