"""When each demo candidate applied and how far they came: invented, but in the order that real ones go."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from applications.choices import ApplicationStatus as S

OFFICE_HOURS = (8, 17)


@dataclass(frozen=True, slots=True)
class Path:
    """The statuses after `new`, and how many days ago the application came in (from, to)."""

    moves: tuple[S, ...]
    age: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Step:
    from_status: str
    status: S
    at: dt.datetime


INVITED = (S.SCREENING, S.INTERVIEW)
PATHS: tuple[Path, ...] = (
    *[Path((), (0.05, 5))] * 4,
    # One that waits for longer than any employer of the demo promises: the dashboard has something to remind of.
    Path((), (16, 18)),
    *[Path((S.SCREENING,), (3, 11))] * 4,
    *[Path(INVITED, (9, 21))] * 3,
    *[Path((*INVITED, S.OFFER), (18, 30))] * 2,
    *[Path((*INVITED, S.OFFER, S.HIRED), (32, 55))] * 2,
    Path((S.REJECTED,), (8, 25)),
    Path((S.SCREENING, S.REJECTED), (15, 35)),
    Path((*INVITED, S.REJECTED), (20, 45)),
    Path((*INVITED, S.WITHDRAWN), (14, 28)),
)
"""One for each of an employer's twenty candidates."""


def walk(path: Path, now: dt.datetime, rng: random.Random) -> list[Step]:
    """Every step of the way, the first being the application itself; strictly in order and before `now`."""
    age = dt.timedelta(days=rng.uniform(*path.age))
    applied = now - age
    steps = [Step("", S.NEW, applied)]
    for number, status in enumerate(path.moves, start=1):
        # Never in the last tenth, so that no office hour lies in the future.
        at = applied + age * 0.9 * (number / len(path.moves)) * rng.uniform(0.9, 1)
        steps.append(Step(steps[-1].status, status, _in_office(at, steps[-1].at, now, rng)))
    return steps


def _in_office(at: dt.datetime, after: dt.datetime, before: dt.datetime, rng: random.Random) -> dt.datetime:
    moved = at.replace(hour=rng.randrange(*OFFICE_HOURS), minute=rng.randrange(60))
    return moved if after < moved < before else at
