"""Prometheus metrics. Three kinds, by where the number lives:

- in the process (`LIMITER`, `IDEMPOTENCY`, and django-prometheus' requests by route name): web workers share theirs
  through PROMETHEUS_MULTIPROC_DIR, so that any of them answers a scrape for all;
- in Redis (`count`): background workers have no port to be scraped at, so they add to a shared hash;
- asked at each scrape (`measure`): queue depth, backlogs and the like, registered by the app that knows.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import Error as DatabaseError
from django_redis import get_redis_connection
from prometheus_client import REGISTRY, CollectorRegistry, Counter, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

LIMITER = Counter("hiretrack_limiter_decisions", "Rate limit decisions", ["rate_class", "outcome"])
"""outcome: allowed, refused, unavailable."""
IDEMPOTENCY = Counter("hiretrack_idempotency_requests", "Requests with an Idempotency-Key", ["outcome"])
"""outcome: first, replayed, reused, in_progress."""

Labels = dict[str, str]
Reading = Iterable[tuple[Labels, float]]
HELP = {
    "hiretrack_mail": "Mails by channel and outcome",
    "hiretrack_webhook": "Attempts to deliver a webhook, by outcome",
    "hiretrack_tasks": "Background tasks by name and outcome",
    "hiretrack_dead_letters": "Tasks that failed for good, by name",
    "hiretrack_scans": "Scanned files by outcome",
    "hiretrack_board_scans": "Scans of other companies' job boards, by how they ended",
    "hiretrack_listings": "Listings of other companies' job boards, by what a scan found them to be",
    "hiretrack_board_requests": "Requests to other companies' job boards, by outcome",
    "hiretrack_live_connections": "Websocket connections by outcome",
    "hiretrack_assistant": "Drafts of the assistant by kind and outcome",
}


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    documentation: str
    read: Callable[[], Reading]


_measures: dict[str, Measure] = {}


def measure(name: str, documentation: str, read: Callable[[], Reading]) -> None:
    """Ask `read` for (labels, value) pairs at each scrape. It must be quick; failing, it is left out of the answer."""
    _measures[name] = Measure(name, documentation, read)


def _hash() -> str:
    return f"{settings.CACHES['default']['KEY_PREFIX']}:counters"


def count(metric: str, amount: int = 1, **labels: str) -> None:
    """Add to a counter that all processes share. Without Redis the event goes uncounted, never unserved."""
    field = "|".join([metric, *(f"{key}={value}" for key, value in sorted(labels.items()))])
    try:
        get_redis_connection("default").hincrby(_hash(), field, amount)
    except RedisError:
        log.debug("event_uncounted", metric=metric)


class SharedCounters:
    """What `count` gathered."""

    def collect(self) -> Iterator[Metric]:
        families: dict[str, CounterMetricFamily] = {}
        for field, value in sorted(get_redis_connection("default").hgetall(_hash()).items()):
            metric, *pairs = field.decode().split("|")
            labels = dict(pair.partition("=")[::2] for pair in pairs)
            family = families.setdefault(
                metric, CounterMetricFamily(metric, HELP.get(metric, metric), labels=list(labels))
            )
            family.add_metric(list(labels.values()), float(value))
        yield from families.values()


class Measures:
    """What is asked at each scrape."""

    def collect(self) -> Iterator[Metric]:
        for known in _measures.values():
            readings = list(known.read())
            family = GaugeMetricFamily(known.name, known.documentation, labels=list(readings[0][0]) if readings else [])
            for labels, value in readings:
                family.add_metric(list(labels.values()), value)
            yield family


class Forgiving:
    """A collector whose source may be away: the scrape then answers without it and says which was missing."""

    def __init__(self, name: str, collector: SharedCounters | Measures) -> None:
        self.name, self.collector = name, collector

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily(f"hiretrack_scrape_{self.name}_up", "Whether this source answered the scrape")
        try:
            found = list(self.collector.collect())
        except (RedisError, DatabaseError, OSError) as error:
            log.warning("scrape_source_away", source=self.name, error=type(error).__name__)
            found = []
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
        yield up
        yield from found


def render() -> bytes:
    """The answer to a scrape, in Prometheus' text format."""
    page = CollectorRegistry()
    page.register(Forgiving("counters", SharedCounters()))
    page.register(Forgiving("measures", Measures()))
    return generate_latest(_in_process()) + generate_latest(page)


def families() -> tuple[dict[str, bool], list[Metric]]:
    """Everything that a scrape would show, and which of its sources answered."""
    sources = {"processes": True}
    found = list(_in_process().collect())
    for name, collector in (("counters", SharedCounters()), ("measures", Measures())):
        up, *rest = Forgiving(name, collector).collect()
        sources[name] = up.samples[0].value == 1
        found += rest
    return sources, found


def is_measured(name: str) -> bool:
    return name in _measures


def reading(name: str) -> list[tuple[Labels, float]]:
    """What one measure says now, nothing when nobody registered it. Raises what its source raises."""
    return list(_measures[name].read()) if name in _measures else []


def _in_process() -> CollectorRegistry:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
