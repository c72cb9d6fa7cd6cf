"""CSV as spreadsheets and other systems write it: commas, semicolons or tabs, quoted cells, a header row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from applicants.importing.encoding import utf8
from applicants.importing.rows import COLUMNS, LISTS, BadRow, Parsed, Reading, Row
from applicants.jsonresume import language_code
from hiretrack.errors import DomainError

SEPARATORS = ",;\t"
IGNORE = "ignore"
MAX_COLUMNS = 200
MAX_CELL = 100_000
_BETWEEN = re.compile(r"[\s_\-./]+")
_IN_LIST = re.compile(r"[;|]")
SYNONYMS = {
    "full_name": "name", "candidate": "name", "candidate_name": "name", "given_name": "first_name",
    "firstname": "first_name", "family_name": "last_name", "lastname": "last_name", "surname": "last_name",
    "e_mail": "email", "mail": "email", "email_address": "email", "e_mail_address": "email",
    "telephone": "phone", "mobile": "phone", "phone_number": "phone", "city": "location", "address": "location",
    "title": "headline", "job_title": "headline", "position": "headline", "skill": "skills", "language": "languages",
    "tag": "tags", "labels": "tags", "link": "links", "url": "links", "website": "links", "country_code": "country",
}  # fmt: skip


def read(file: BinaryIO, *, mapping: Mapping[str, str]) -> Reading:
    """Rows by the header's names; `mapping` names fields for other headers, or `ignore`.

    Raises `DomainError` when the file as a whole cannot be used: its encoding, its header, a mapping that fits no
    header. Numbers are the ones that a spreadsheet shows: the header is row 1.
    """
    # The default lets a forgotten quote swallow 128 KiB before it is noticed; a cell is never that long.
    csv.field_size_limit(MAX_CELL)
    lines = utf8(file)
    first = lines.readline(MAX_CELL)
    separator = max(SEPARATORS, key=first.count)
    header = _header(first, separator)
    fields = _fields(header, mapping)
    ignored = [name for name, field in zip(header, fields, strict=True) if not field and name]
    return Reading(_rows(csv.reader(lines, delimiter=separator, strict=True), fields), ignored)


def _header(line: str, separator: str) -> list[str]:
    try:
        (cells,) = list(csv.reader([line], delimiter=separator, strict=True)) or [[]]
    except (csv.Error, ValueError) as error:
        raise _unusable("header_unreadable", "The first row must hold the columns' names, each on one line.") from error
    if len(cells) > MAX_COLUMNS:
        raise _unusable("too_many_columns", f"A file has at most {MAX_COLUMNS} columns.")
    return [" ".join(cell.split()) for cell in cells]


def _fields(header: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Each column's field, or an empty text."""
    wanted = {_plain(name): field for name, field in mapping.items()}
    if absent := [name for name in mapping if _plain(name) not in {_plain(cell) for cell in header}]:
        raise _unusable("mapping_unknown_column", f"`mapping` names columns that are not there: {len(absent)}.")
    fields = [wanted.get(_plain(cell)) or _known(cell) for cell in header]
    fields = ["" if field == IGNORE else field for field in fields]
    if doubled := sorted({field for field in fields if field and fields.count(field) > 1}):
        raise _unusable("columns_doubled", f"Several columns say the same: {', '.join(doubled)}. Map all but one.")
    if "email" not in fields or not {"name", "first_name", "last_name"} & set(fields):
        known = ", ".join(COLUMNS)
        raise _unusable("columns_missing", f"There must be columns for email and name. Known are: {known}.")
    return fields


def _plain(header: str) -> str:
    return _BETWEEN.sub("_", header.strip().casefold()).strip("_")


def _known(header: str) -> str:
    plain = _plain(header)
    name = SYNONYMS.get(plain, plain)
    return name if name in COLUMNS else ""


def _rows(cells: Iterator[list[str]], fields: Sequence[str]) -> Iterator[Parsed]:
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
            yield _row(number, row, fields)


def _row(number: int, cells: Sequence[str], fields: Sequence[str]) -> Parsed:
    if any(cell.strip() for cell in cells[len(fields) :]):
        return BadRow(
            number, "", "too_many_cells", "The row has more cells than the header; quote cells that hold one."
        )
    values = {field: cell for field, cell in zip(fields, cells, strict=False) if field and cell.strip()}
    return Row(number, {name: _list(name, cell) if name in LISTS else cell for name, cell in values.items()})


def _list(name: str, cell: str) -> list[str] | list[dict[str, str]]:
    parts = [part.strip() for part in _IN_LIST.split(cell) if part.strip()]
    if name == "links":
        return [{"url": part} for part in parts]
    return [language_code(part) or part for part in parts] if name == "languages" else parts


def _unusable(code: str, detail: str) -> DomainError:
    return DomainError(detail, code=code, status=422)
