"""CSV as spreadsheets and other systems write it: commas, semicolons or tabs, quoted cells, a header row."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from hiretrack.errors import DomainError
from hiretrack.uploads.importing.encoding import utf8
from hiretrack.uploads.importing.formulas import restored
from hiretrack.uploads.importing.rows import BadRow, Parsed, Reading, Row

SEPARATORS = ",;\t"
IGNORE = "ignore"
MAX_COLUMNS = 200
MAX_CELL = 100_000
_BETWEEN = re.compile(r"[\s_\-./:()]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a table's columns may be: the fields of a record, and the other names that headers have for them."""

    names: Collection[str]
    synonyms: Mapping[str, str]
    needed: Sequence[tuple[str, ...]]
    """Of each of these groups the file has a column."""
    value: Callable[[str, str], Any]
    """A cell that is not blank as the field's value."""
    several: frozenset[str] = frozenset()
    """Lists that more than one column may fill."""
    needed_says: str = ""

    def known(self, header: str) -> str:
        """The field that a header means by itself, or an empty text."""
        name = plain(header)
        name = self.synonyms.get(name, name)
        return name if name in self.names else ""


def read(file: BinaryIO, fields: Fields, *, mapping: Mapping[str, str]) -> Reading:
    """Rows by the header's names; `mapping` names fields for other headers, or `ignore`.

    Raises `DomainError` when the file as a whole cannot be used: its encoding, its header, a mapping that fits no
    header. Numbers are the ones that a spreadsheet shows: the header is row 1.
    """
    # The default lets a forgotten quote swallow 128 KiB before it is noticed; a cell is never that long.
    csv.field_size_limit(MAX_CELL)
    lines = utf8(file)
    first = lines.readline(MAX_CELL)
    separator = separator_of(first)
    header = header_of(first, separator)
    columns = _columns(header, fields, mapping)
    ignored = [name for name, column in zip(header, columns, strict=True) if not column and name]
    return Reading(_rows(csv.reader(lines, delimiter=separator, strict=True), columns, fields), ignored)


def separator_of(line: str) -> str:
    return max(SEPARATORS, key=line.count)


def header_of(line: str, separator: str) -> list[str]:
    """Raises `DomainError` (header_unreadable, too_many_columns)."""
    try:
        (cells,) = list(csv.reader([line], delimiter=separator, strict=True)) or [[]]
    except (csv.Error, ValueError) as error:
        raise unusable("header_unreadable", "The first row must hold the columns' names, each on one line.") from error
    if len(cells) > MAX_COLUMNS:
        raise unusable("too_many_columns", f"A file has at most {MAX_COLUMNS} columns.")
    return [" ".join(cell.split()) for cell in cells]


def _columns(header: Sequence[str], fields: Fields, mapping: Mapping[str, str]) -> list[str]:
    """Each column's field, or an empty text."""
    wanted = {plain(name): field for name, field in mapping.items()}
    if absent := [name for name in mapping if plain(name) not in {plain(cell) for cell in header}]:
        raise unusable("mapping_unknown_column", f"`mapping` names columns that are not there: {len(absent)}.")
    columns = [wanted.get(plain(cell)) or fields.known(cell) for cell in header]
    columns = ["" if column == IGNORE else column for column in columns]
    once = [column for column in columns if column and column not in fields.several]
    if doubled := sorted({column for column in once if once.count(column) > 1}):
        raise unusable("columns_doubled", f"Several columns say the same: {', '.join(doubled)}. Map all but one.")
    if any(not {*group} & set(columns) for group in fields.needed):
        raise unusable("columns_missing", f"{fields.needed_says} Known are: {', '.join(fields.names)}.")
    return columns


def plain(header: str) -> str:
    """A header's name without the ways of writing it: `E-Mail` and `e mail` are one."""
    return _BETWEEN.sub("_", header.strip().casefold()).strip("_")


def _rows(cells: Iterator[list[str]], columns: Sequence[str], fields: Fields) -> Iterator[Parsed]:
    number = 1
    while True:
        number += 1
        try:
            row = next(cells)
        except StopIteration:
            return
        except csv.Error:
            yield BadRow(
                number, "", "quotes", "A quoted cell is not closed, or something follows its closing quote. Rows that"
                " it has swallowed are not read.",
            )  # fmt: skip
            continue
        if any(cell.strip() for cell in row):
            yield _row(number, row, columns, fields)


def _row(number: int, cells: Sequence[str], columns: Sequence[str], fields: Fields) -> Parsed:
    if any(cell.strip() for cell in cells[len(columns) :]):
        return BadRow(
            number, "", "too_many_cells", "The row has more cells than the header; quote cells that hold one."
        )
    values: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell.strip():
            value = fields.value(column, restored(cell))
            values[column] = [*values[column], *value] if column in values else value
    return Row(number, values)


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds several: separated by |, or by ; where there is no |."""
    return [part.strip() for part in cell.split("|" if "|" in cell else ";") if part.strip()]


def unusable(code: str, detail: str) -> DomainError:
    return DomainError(detail, code=code, status=422)
