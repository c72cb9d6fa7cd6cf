"""The demo's texts, read from the files beside this module: employers, jobs, kinds of work, people."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jobs.questions import normalise_questions

FOLDER = Path(__file__).resolve().parent
FENCE = "+++\n"


@dataclass(frozen=True, slots=True, eq=False)
class JobText:
    """One file under jobs/: a TOML head between two lines of `+++`, then the description in Markdown."""

    fields: dict[str, Any]
    """As `jobs.models.Job` names them."""
    family: str
    state: str


@dataclass(frozen=True, slots=True)
class Family:
    """What candidates of one kind of work have in common."""

    headlines: list[str]
    skills: list[str]
    employers: list[str]
    did: list[str]
    degree: str
    letter: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class People:
    phone: str
    places: list[str]
    names: list[str]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@cache
def employers() -> dict[str, dict[str, Any]]:
    return _toml("employers.toml")


@cache
def families() -> dict[str, Family]:
    return {key: Family(**value) for key, value in _toml("families.toml").items()}


@cache
def people(group: str) -> People:
    return People(**_toml("people.toml")[group])


@cache
def jobs(key: str) -> tuple[JobText, ...]:
    """An employer's jobs; those that are published and named first in the alphabet get the most candidates."""
    return tuple(_job(path) for path in sorted((FOLDER / "jobs" / key).glob("*.md")))


def _job(path: Path) -> JobText:
    _, head, description = path.read_text("utf-8").split(FENCE, 2)
    fields = tomllib.loads(head)
    low, high, currency, period = fields.pop("salary")
    family, state = fields.pop("family"), fields.pop("state", "published")
    fields |= {"salary_min": low, "salary_max": high, "salary_currency": currency, "salary_period": period}
    fields["questions"] = normalise_questions(fields.get("questions", []))
    return JobText(fields | {"description_md": description.strip()}, family, state)
