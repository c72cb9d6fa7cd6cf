"""The queue and the dead letters, as each scrape of /metrics sees them."""

from __future__ import annotations

import time
from typing import Any

import orjson
import redis
from django.conf import settings
from django.db.models import Count

from hiretrack.background.models import DeadLetter
from hiretrack.celery import HEADER_SENT
from hiretrack.observability.metrics import Reading, measure


def register() -> None:
    measure("hiretrack_queue_messages", "Messages by state: waiting, or handed out and not acknowledged", queue_depth)
    measure("hiretrack_queue_oldest_seconds", "Age of the oldest waiting message", queue_age)
    measure("hiretrack_dead_letters_waiting", "Dead letters that nobody has sent again, by task", dead_letters)


def _broker() -> redis.Redis:
    return redis.Redis.from_url(
        settings.CELERY_BROKER_URL,
        socket_timeout=settings.REDIS_TIMEOUT_S,
        socket_connect_timeout=settings.REDIS_TIMEOUT_S,
    )


def _key(name: str) -> str:
    return f"{settings.CELERY_BROKER_TRANSPORT_OPTIONS['global_keyprefix']}{name}"


def queue_depth() -> Reading:
    with _broker() as broker:
        waiting: Any = [broker.llen(_key(queue)) for queue in settings.TASK_QUEUES.values()]
        handed_out: Any = broker.hlen(_key("unacked"))
    by_urgency = zip(settings.TASK_QUEUES, waiting, strict=True)
    return [
        *(({"queue": urgency, "state": "waiting"}, float(number)) for urgency, number in by_urgency),
        # The broker keeps those of all queues together.
        ({"queue": "all", "state": "handed_out"}, float(handed_out)),
    ]


def queue_age() -> Reading:
    """Seconds; 0 for an empty queue. New messages are pushed on the left, so the last is the oldest."""
    with _broker() as broker:
        oldest: Any = {urgency: broker.lindex(_key(queue), -1) for urgency, queue in settings.TASK_QUEUES.items()}
    return [({"queue": urgency}, _age(message)) for urgency, message in oldest.items()]


def _age(message: bytes | None) -> float:
    sent = orjson.loads(message)["headers"].get(HEADER_SENT) if message else None
    return max(time.time() - sent, 0.0) if sent else 0.0


def dead_letters() -> Reading:
    waiting = DeadLetter.objects.filter(retried_at=None).values_list("task").annotate(Count("pk")).order_by("task")
    return [({"task": task}, float(number)) for task, number in waiting]
