"""A file's rows, batch by batch: each batch is one transaction that also says how far the import is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from applicants.choices import ImportFormat, OnExisting
from applicants.importing import csv, jsonresume, ndjson
from applicants.importing.checking import address_of, tidied
from applicants.importing.outcome import Outcome
from applicants.importing.rows import BadRow, Parsed, Reading
from applicants.importing.writing import write

BATCH = 500


@dataclass(frozen=True, slots=True)
class Options:
    format: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    on_existing: str = OnExisting.UPDATE
    dry_run: bool = False


def reading(file: BinaryIO, options: Options) -> Reading:
    """Raises `DomainError` when the file as a whole cannot be used."""
    if options.format == ImportFormat.CSV:
        return csv.read(file, mapping=options.mapping)
    return ndjson.read(file) if options.format == ImportFormat.NDJSON else jsonresume.read(file)


def import_rows(
    *,
    rows: Iterable[Parsed],
    options: Options,
    outcome: Outcome,
    step: Callable[[], AbstractContextManager[Any]],
    after: Callable[[Outcome], None],
    is_late: Callable[[], bool] = lambda: False,
) -> bool:
    """Import what `outcome` does not count yet; whether that was all of it, or `is_late` has ended it after a batch.

    `step` opens the employer's scope for one batch; `after` is called within it, so that what it writes down is as
    true as the batch.
    """
    known: dict[int, int] = {}
    done = outcome.counts["rows"]
    for place, batch in enumerate(_batches(rows)):
        fresh, errors = _sorted(batch, known)
        if place * BATCH < done:
            continue
        with step():
            counts = write(fresh, on_existing=options.on_existing, dry_run=options.dry_run)
            failed = len({error.number for error in errors})
            outcome.add(counts | {"rows": len(batch), "failed": failed}, errors)
            after(outcome)
        if is_late():
            return False
    return True


def _batches(rows: Iterable[Parsed]) -> Iterator[list[Parsed]]:
    rest = iter(rows)
    return iter(lambda: list(islice(rest, BATCH)), [])


def _sorted(batch: Sequence[Parsed], known: dict[int, int]) -> tuple[list[dict[str, Any]], list[BadRow]]:
    """What can be written, and what is wrong with the others. `known`: rows by their address's hash, so far."""
    fresh: list[dict[str, Any]] = []
    errors: list[BadRow] = []
    for parsed in batch:
        if isinstance(parsed, BadRow):
            errors.append(parsed)
            continue
        values = tidied(parsed)
        if isinstance(values, list):
            errors += values
        elif (first := known.setdefault(hash(address_of(parsed)), parsed.number)) != parsed.number:
            errors.append(BadRow(parsed.number, "/email", "duplicate", f"Row {first} has the same address."))
        else:
            fresh.append(values)
    return fresh, errors
