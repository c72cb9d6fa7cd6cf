"""A file's rows become applicants: which can be written, and which are wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO

from applicants.choices import ImportFormat, OnExisting
from applicants.importing import csv, jsonresume, ndjson
from applicants.importing.checking import address_of, external_id_of, tidied
from applicants.importing.rows import BadRow, Parsed, Reading
from applicants.importing.writing import Conflicts, write
from hiretrack.uploads.importing.batches import Record, Steps, import_batches
from hiretrack.uploads.importing.outcome import Outcome

CONFLICTS = {
    "two_people": "The external id is one candidate's and the e-mail address another's. Correct one of the two.",
    "other_external_id": "The candidate with this e-mail address has another external id. Correct one of the two.",
}
Values = dict[str, Any]


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
    """Import what `outcome` does not count yet; whether that was all of it. See `import_batches`."""
    return import_batches(
        rows=rows,
        outcome=outcome,
        sort=partial(_sorted, known={}),
        write=partial(_written, options=options),
        steps=Steps(step, after, is_late),
    )


def _sorted(batch: Sequence[Parsed], *, known: dict[int, int]) -> tuple[list[Record[Values]], list[BadRow]]:
    """What can be written, and what is wrong with the others. `known`: rows by what people are known by, hashed."""
    fresh: list[Record[Values]] = []
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
        elif (first := _same_id(values, parsed.number, known)) != parsed.number:
            errors.append(BadRow(parsed.number, "/external_id", "duplicate", f"Row {first} has the same external id."))
        else:
            fresh.append(Record(parsed.number, values))
    return fresh, errors


def _same_id(values: Values, number: int, known: dict[int, int]) -> int:
    given = external_id_of(values)
    return known.setdefault(hash(("external_id", given)), number) if given else number


def _written(batch: list[Record[Values]], *, options: Options) -> tuple[dict[str, int], list[BadRow]]:
    conflicts: Conflicts = {}
    given = [record.values for record in batch]
    counts = write(given, on_existing=options.on_existing, dry_run=options.dry_run, conflicts=conflicts)
    refused = [BadRow(batch[place].number, "/external_id", code, CONFLICTS[code]) for place, code in conflicts.items()]
    return dict(counts), refused
