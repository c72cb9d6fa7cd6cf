"""How far an import is and what has come of it: the task's result, and where it goes on after a crash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hiretrack.uploads.importing.rows import BadRow

MAX_ERRORS = 1000
COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "failed")


@dataclass
class Outcome:
    """`rows` is also how many are done. Holds numbers, pointers and codes only: results outlive an erasure."""

    dry_run: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    is_done: bool = False

    def add(self, counts: Mapping[str, int], errors: Iterable[BadRow]) -> None:
        self.counts.update(counts)
        room = MAX_ERRORS - len(self.errors)
        told = [{"row": e.number, "pointer": e.pointer, "code": e.code, "detail": e.detail} for e in errors]
        self.errors += told[:room]
        self.counts["errors_left_out"] += len(told[room:])

    def as_json(self) -> dict[str, Any]:
        return {
            "dry_run": self.dry_run,
            **{name: self.counts[name] for name in COUNTS},
            "errors": self.errors,
            "errors_left_out": self.counts["errors_left_out"],
            "ignored_columns": self.ignored_columns,
            "done": self.is_done,
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None, *, dry_run: bool) -> Outcome:
        """As `as_json` left it, or at the beginning."""
        if not stored:
            return cls(dry_run=dry_run)
        counts = Counter({name: stored[name] for name in (*COUNTS, "errors_left_out")})
        return cls(dry_run, counts, list(stored["errors"]), list(stored["ignored_columns"]), stored["done"])
