"""A file's rows, batch by batch: each batch is one transaction that also says how far the import is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from hiretrack.uploads.importing.outcome import Outcome
from hiretrack.uploads.importing.rows import BadRow, Parsed

BATCH = 500
Values = TypeVar("Values")
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Record(Generic[Values]):
    """One that can be written, and the row it stood in."""

    number: int
    values: Values


@dataclass(frozen=True, slots=True)
class Steps:
    """How an import runs: `scope` opens the employer's for one batch, `after` is called within it, so that what it
    writes down is as true as the batch; `is_late` ends the import after a batch."""

    scope: Callable[[], AbstractContextManager[Any]]
    after: Callable[[Outcome], None]
    is_late: Callable[[], bool] = lambda: False


def import_batches(
    *,
    rows: Iterable[Parsed],
    outcome: Outcome,
    sort: Callable[[Sequence[Parsed]], tuple[list[Record[Values]], list[BadRow]]],
    write: Callable[[list[Record[Values]]], tuple[Counts, list[BadRow]]],
    steps: Steps,
) -> bool:
    """Import what `outcome` does not count yet; whether that was all of it, or it was late.

    `sort` tells what can be written from what is wrong, and sees every row in order, also those done before; `write`
    stores one batch and answers how many of what happened, and what it had to refuse.
    """
    done = outcome.counts["rows"]
    for place, batch in enumerate(_batches(rows)):
        fresh, errors = sort(batch)
        if place * BATCH < done:
            continue
        with steps.scope():
            counts, refused = write(fresh)
            failed = len({error.number for error in (*errors, *refused)})
            outcome.add(counts | {"rows": len(batch), "failed": failed}, [*errors, *refused])
            steps.after(outcome)
        if steps.is_late():
            return False
    return True


def _batches(rows: Iterable[Parsed]) -> Iterator[list[Parsed]]:
    rest = iter(rows)
    return iter(lambda: list(islice(rest, BATCH)), [])
