"""Rows of a model as lines for COPY: what is not given is the model's own default."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models
from django.db.models.fields.json import JSONField

CHUNK = 5_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Table:
    """`given` are the columns that the rows bring, in their order; already as `line` makes them."""

    def __init__(self, model: type[models.Model], *given: str) -> None:
        defaults = {
            field.column: _default(field)
            for field in model._meta.concrete_fields
            if field.column not in given and not field.generated and not _by_database(field)
        }
        self.name = model._meta.db_table
        self.columns = [*given, *defaults]
        tail = "\t".join(said(value).replace("%", "%%") for value in defaults.values())
        self._line = "\t".join([*["%s"] * len(given), *([tail] if defaults else [])]) + "\n"

    def copy(self, rows: Iterable[tuple[str, ...]], *, progress: Any) -> None:
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor, cursor.copy(f'COPY "{self.name}" ({columns}) FROM STDIN') as copy:
            for lines in _chunks(self._line % row for row in rows):
                copy.write("".join(lines))
                progress(len(lines))


def _default(field: models.Field[Any, Any]) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, JSONField) and value is not None else value


def _by_database(field: models.Field[Any, Any]) -> bool:
    return field.has_db_default()


def said(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        quoted = ",".join('"' + str(item).replace('"', '\\"') + '"' for item in value)
        return f"{{{quoted}}}".translate(_ESCAPES)
    return str(value).translate(_ESCAPES)


def new_id(rng: random.Random, millis: int) -> str:
    """A UUIDv7 of that time, out of the seed."""
    return f"{millis:012x}7{rng.getrandbits(12):03x}{0x8000000000000000 | rng.getrandbits(62):016x}"


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch
