"""What hangs on an applicant elsewhere: merged, parted, erased and exported in the applicant's own transaction.

Apps above this one register a `Dependent` from their `AppConfig.ready()`. The journal would be too late: a merge or an
erasure is whole, or it has not happened.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, Protocol

from applicants.models import Applicant


class Dependent(Protocol):
    """All four run in the employer's scope, in the caller's transaction, and do their work in a few statements."""

    name: str
    """Stable: merges are undone by it years later."""

    def merge(self, *, survivor: Applicant, merged: Applicant) -> Any:
        """Hang `merged`'s rows on `survivor`. Answers in JSON all that `unmerge` needs; ids only, no personal data."""

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: Any) -> None:
        """Put back exactly what `merge` answered as moved, and nothing that came since."""

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        """Take the person out of every row; counts and stages stay. Answers the uploads that nobody needs now."""

    def export(self, *, applicant: Applicant) -> dict[str, Any]:
        """All that is held about the person here, as JSON members of the export."""


_DEPENDENTS: dict[str, Dependent] = {}


def register(dependent: Dependent) -> None:
    _DEPENDENTS[dependent.name] = dependent


def dependents() -> Iterator[Dependent]:
    """In the order of registration, which is that of the layers from below."""
    yield from _DEPENDENTS.values()


def dependent(name: str) -> Dependent:
    """Raises `KeyError` for one that no app registers any more."""
    return _DEPENDENTS[name]
