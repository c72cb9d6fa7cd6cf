"""How the parts of this installation are, for the people who run it: states and numbers, no addresses or secrets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import structlog
from django.db import Error as DatabaseError
from django.db import transaction
from redis.exceptions import RedisError

from hiretrack.background import heartbeats
from hiretrack.celery import Urgency
from hiretrack.observability import metrics
from hiretrack.observability.checks import examine

log = structlog.get_logger(__name__)
Figures = dict[str, float | None]


class State(StrEnum):
    OK = "ok"
    DEGRADED = "degraded"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class PartHealth:
    name: str
    state: State
    figures: Figures = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Something that waits. `count` and `age` are measures' names; older than `late_s` seconds is late, and without
    such a limit anything that waits is amiss."""

    name: str
    count: str
    age: str = ""
    late_s: float | None = None
    queue: str = ""
    """Only what waits in this one."""

    def told(self, measured: str) -> metrics.Reading:
        found = metrics.reading(measured)
        return [one for one in found if not self.queue or one[0].get("queue") == self.queue]


BACKLOGS = (
    Backlog("queue", "hiretrack_queue_messages", "hiretrack_queue_oldest_seconds", 60, Urgency.NOW),
    Backlog("queue_later", "hiretrack_queue_messages", "hiretrack_queue_oldest_seconds", 1800, Urgency.LATER),
    Backlog("journal", "hiretrack_journal_backlog", "hiretrack_journal_backlog_oldest_seconds", 120),
    Backlog("mail", "hiretrack_mail_waiting", "hiretrack_mail_oldest_seconds", 900),
    Backlog("webhooks", "hiretrack_webhook_waiting", "hiretrack_webhook_oldest_seconds", 900),
    Backlog("dead_letters", "hiretrack_dead_letters_waiting"),
)
WORKER_GONE_S, SCHEDULE_LATE_S = 60.0, 180.0


def parts() -> list[PartHealth]:
    """Every part, worst news included: what cannot be asked is failing, with the error's class."""
    found = [_examined(part.name, ok=part.ok, ms=part.duration_ms, error=part.error) for part in examine()]
    found += [_asked("workers", _workers), _asked("schedule", _schedule)]
    waiting = [backlog for backlog in BACKLOGS if metrics.is_measured(backlog.count)]
    return found + [_asked(backlog.name, lambda b=backlog: _backlog(b)) for backlog in waiting]  # type: ignore[misc]


def overall(found: list[PartHealth]) -> State:
    """Failing without a database or without anybody to do the work; degraded when anything else is amiss."""
    failing = {part.name for part in found if part.state is State.FAILING}
    if failing & {"postgresql", "workers"}:
        return State.FAILING
    return State.OK if all(part.state is State.OK for part in found) else State.DEGRADED


def _examined(name: str, *, ok: bool, ms: float, error: str) -> PartHealth:
    return PartHealth(name, State.OK if ok else State.FAILING, {"answered_in_ms": ms}, error)


def _asked(name: str, ask: Callable[[], tuple[State, Figures]]) -> PartHealth:
    try:
        # A savepoint, so that a failing question does not take the others' transaction along.
        with transaction.atomic():
            state, figures = ask()
    except (RedisError, DatabaseError, OSError) as error:
        log.warning("part_not_asked", part=name, error=type(error).__name__)
        return PartHealth(name, State.FAILING, error=type(error).__name__)
    return PartHealth(name, state, figures)


def _workers() -> tuple[State, Figures]:
    seen = [age for who, age in heartbeats.ages().items() if who.startswith(heartbeats.WORKER)]
    alive = [age for age in seen if age < WORKER_GONE_S]
    figures = {"alive": float(len(alive)), "last_seen_seconds": min(seen) if seen else None}
    return (State.OK if alive else State.FAILING), figures


def _schedule() -> tuple[State, Figures]:
    age = heartbeats.ages().get(heartbeats.SCHEDULE)
    is_late = age is None or age > SCHEDULE_LATE_S
    return (State.DEGRADED if is_late else State.OK), {"last_run_seconds": age}


def _backlog(backlog: Backlog) -> tuple[State, Figures]:
    counted = backlog.told(backlog.count)
    figures: Figures = {"waiting": sum(value for labels, value in counted if labels.get("state") != "handed_out")}
    if backlog.late_s is None:
        return (State.DEGRADED if figures["waiting"] else State.OK), figures
    ages = [value for _, value in backlog.told(backlog.age)]
    is_late = any(age > backlog.late_s for age in ages)
    return (State.DEGRADED if is_late else State.OK), figures | ({"oldest_seconds": max(ages)} if ages else {})
