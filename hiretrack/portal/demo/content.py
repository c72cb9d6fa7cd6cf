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
    lead: bool
    """The one that most candidates of the demo want."""
    samples: dict[str, list[str]]
    """What candidates answer to questions in words, by question id."""


@dataclass(frozen=True, slots=True)
class Family:
    """What candidates of one kind of work have in common."""

    headlines: list[str]
    skills: list[str]
    did: list[str]
    degree: str
    letter: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class People:
    employers: list[str]
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
def boards(key: str) -> list[dict[str, Any]]:
    """The job boards that an employer watches, each with its listings."""
    found: list[dict[str, Any]] = _toml("boards.toml").get(key, [])
    return found


@cache
def jobs(key: str) -> tuple[JobText, ...]:
    """An employer's jobs, the leading one first."""
    texts = [_job(path) for path in sorted((FOLDER / "jobs" / key).glob("*.md"))]
    return tuple(sorted(texts, key=lambda text: not text.lead))


def _job(path: Path) -> JobText:
    _, head, description = path.read_text("utf-8").split(FENCE, 2)
    fields = tomllib.loads(head)
    low, high, currency, period = fields.pop("salary")
    fields |= {"salary_min": low, "salary_max": high, "salary_currency": currency, "salary_period": period}
    family, state, lead = fields.pop("family"), fields.pop("state", "published"), fields.pop("lead", False)
    questions = fields.get("questions", [])
    samples = {question["id"]: question.pop("samples") for question in questions if "samples" in question}
    fields |= {"questions": normalise_questions(questions), "description_md": description.strip()}
    return JobText(fields, family, state, lead, samples)
