"""What every parser yields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One record, unchecked: texts, and lists of texts."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be imported. `detail` holds nothing of what stands in it: task results are not erased."""

    number: int
    pointer: str
    code: str
    detail: str


Parsed = Row | BadRow


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read; `ignored` are headers of columns that the record does not have."""

    rows: Iterator[Parsed]
    ignored: list[str] = field(default_factory=list)
