"""How much of what people read in CVs is found, and how much of what is found stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shortlists.matching.taxonomy import taxonomy
from shortlists.resumes.shape import Entry, Resume

CONTACT = ("name", "headline", "email", "phone", "location")
ONGOING = "now"
Items = set[tuple[str, ...]]


@dataclass(slots=True)
class Tally:
    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)

    def add(self, expected: Mapping[str, Any], read: Resume) -> None:
        wanted, got = _expected(expected), _read(read)
        for part in wanted:
            self.right[part] += len(wanted[part] & got[part])
            self.found[part] += len(got[part])
            self.expected[part] += len(wanted[part])

    def precision(self, part: str) -> float:
        return self.right[part] / max(1, self.found[part])

    def recall(self, part: str) -> float:
        return self.right[part] / max(1, self.expected[part])


def _expected(row: Mapping[str, Any]) -> dict[str, Items]:
    """`experience` and `education` are lists of [title, organisation, start, end], whose end is "now" while it goes on;
    `skills` are written as anybody would, `languages` are tags."""
    return {
        "contact": {(name, _folded(value)) for name, value in row["contact"].items()},
        "experience": {tuple(map(_folded, entry)) for entry in row["experience"]},
        "education": {tuple(map(_folded, entry)) for entry in row["education"]},
        "skills": {(skill,) for skill in _skills(row["skills"])},
        "languages": {(tag,) for tag in row["languages"]},
    }


def _read(read: Resume) -> dict[str, Items]:
    told = {name: getattr(read.contact, name) for name in CONTACT}
    return {
        "contact": {(name, _folded(value)) for name, value in told.items() if value},
        "experience": set(_entries(read.experience)),
        "education": set(_entries(read.education)),
        "skills": {(skill,) for skill in _skills(read.skills)},
        "languages": {(tag,) for tag in read.languages},
    }


def _entries(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    for one in entries:
        end = ONGOING if one.period.goes_on else one.period.end
        yield tuple(map(_folded, (one.title, one.organisation, one.period.start, end)))


def _skills(written: Iterable[str]) -> Iterator[str]:
    """By the taxonomy's names, so that Mongo is MongoDB; one that it does not know counts as it is written."""
    for skill in written:
        yield from taxonomy().listed(skill) or {_folded(skill)}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
