"""What hangs on an applicant elsewhere: merged, parted, erased and exported in the applicant's own transaction.

Apps above this one register a `Dependent` from their `AppConfig.ready()`. The journal would be too late: a merge or an
erasure is whole, or it has not happened.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from django.db.models import Q

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


Alive = Callable[[dt.datetime], Q]
"""For a moment: the condition on applicants that there is something later, or something that still goes on."""

_ALIVE: dict[str, Alive] = {}


def keep_while(name: str, alive: Alive) -> None:
    """Have retention keep those for whom the condition holds."""
    _ALIVE[name] = alive


def kept_since(moment: dt.datetime) -> Q:
    """Whom the other apps still need, or have heard of since `moment`."""
    condition = Q(pk__in=[])
    for alive in _ALIVE.values():
        condition |= alive(moment)
    return condition
