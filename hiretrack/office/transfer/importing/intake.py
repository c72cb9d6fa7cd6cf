"""Whatever people call a table becomes one: UTF-8, a header with one name for each column, CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from hiretrack.errors import DomainError
from hiretrack.uploads.choices import MAX_IMPORT_BYTES
from hiretrack.uploads.importing.csv import MAX_CELL, MAX_COLUMNS, plain, separator_of
from hiretrack.uploads.importing.spreadsheets import OLD_EXCEL, is_workbook, read_workbook

SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """`content` is CSV whose rows stand where they stood in the file."""

    filename: str
    content: bytes
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column with its first cells."""

    place: int
    header: str
    samples: list[str] = field(default_factory=list)


def table_of(file: UploadedFile) -> Table:
    """Raises `DomainError` that says what to do."""
    if (file.size or 0) > MAX_IMPORT_BYTES:
        raise _refused(_("The file is larger than 32 MB. Split it into several."))
    content, name = file.read(), PurePosixPath(file.name or "table")
    if content.startswith(OLD_EXCEL):
        raise _refused(_("This is an old Excel file (.xls). Open it and save it as XLSX or as CSV."))
    if is_workbook(content):
        sheet = read_workbook(content)
        return Table(f"{name.stem}.csv", _named(sheet.csv.decode(), ","), sheet.name)
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(_("This is neither a CSV file nor an Excel workbook (XLSX). Save it as one of them."))
    text = _decoded(content)
    return Table(f"{name.stem}.csv", _named(text, separator_of(text.partition("\n")[0])))


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(_("The letters of this file cannot be read. Save it anew as “CSV UTF-8”."))


def _named(text: str, separator: str) -> bytes:
    """The table with names that tell its columns apart."""
    csv.field_size_limit(MAX_CELL)
    lines = io.StringIO(text, newline="")
    try:
        header = next(csv.reader(lines, delimiter=separator, strict=True), [])
    except csv.Error as error:
        raise _refused(
            _("The first row must hold the columns' names; a quotation mark in it is not closed.")
        ) from error
    while header and not header[-1].strip():
        header.pop()
    if not any(cell.strip() for cell in header):
        raise _refused(_("The first row is empty. It must hold the columns' names."))
    if len(header) > MAX_COLUMNS:
        raise _refused(_("A file has at most 200 columns. Delete those that are not needed."))
    first = io.StringIO()
    csv.writer(first, delimiter=separator).writerow(_told_apart(header))
    return (first.getvalue() + lines.read()).encode()


def _told_apart(header: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for place, cell in enumerate(header):
        name = " ".join(cell.split())[:200] or _("Column %(letters)s") % {"letters": letters(place)}
        number, unique = 1, name
        while plain(unique) in seen:
            number += 1
            unique = f"{name} {number}"
        seen.add(plain(unique))
        yield unique


def letters(place: int) -> str:
    """What a spreadsheet calls a column: A, B, … Z, AA."""
    more, last = divmod(place, 26)
    return (letters(more - 1) if more else "") + chr(ord("A") + last)


def columns_of(content: bytes) -> tuple[list[Column], list[list[str]]]:
    """The columns of what `table_of` made, each with its first cells that say something; and the first rows."""
    text = content.decode("utf-8", "replace")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text.partition("\n")[0]))
    header, first = next(rows, []), _first_rows(rows)
    columns = [
        Column(place, name, [row[place][:80] for row in first if place < len(row) and row[place].strip()][:3])
        for place, name in enumerate(header)
    ]
    return columns, [[*row, *[""] * (len(header) - len(row))][: len(header)] for row in first[:SHOWN_ROWS]]


def _first_rows(rows: Iterator[list[str]]) -> list[list[str]]:
    first: list[list[str]] = []
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                first.append(row)
            if len(first) == 20:
                break
    except csv.Error:
        # The trial says which row it is.
        return first
    return first


def _refused(detail: str) -> DomainError:
    return DomainError(detail, code="file_unusable", status=422)
