"""A program of its own: `sheet_reader.py < book.xlsx` prints the first visible sheet as CSV. Imports nothing of ours.

On standard error it prints one line of JSON: `{"sheet": name}`, or `{"error": code}` with exit status 3. Limits are set
before the parser is imported, so that whatever the file makes it do ends with this process.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import resource
import sys
from typing import Any, NoReturn

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_BYTES = 32 * 1024 * 1024
REFUSED = 3


def limit() -> None:
    """Memory, processor time, no files written, no core left behind."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def refuse(code: str) -> NoReturn:
    sys.stderr.write(json.dumps({"error": code}))
    sys.exit(REFUSED)


def text(value: Any) -> str:
    """A cell as a person sees it in the sheet: whole numbers without a point, dates as in ISO 8601."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes") if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def first_visible(book: Any) -> str:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            return str(sheet.name)
    refuse("no_sheet")


def main() -> None:
    limit()
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    name = first_visible(book)
    sheet = book.get_sheet_by_name(name)
    if sheet.total_width > MAX_COLUMNS:
        refuse("too_many_columns")
    if sheet.total_height > MAX_ROWS:
        refuse("too_many_rows")
    sys.stderr.write(json.dumps({"sheet": name}))
    _print(sheet.to_python(skip_empty_area=False))


def _print(rows: Any) -> None:
    left = MAX_BYTES
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([text(value) for value in row])
        piece = line.getvalue().encode("utf-8", "replace")
        left -= len(piece)
        if left < 0:
            # What was said already is not read of a program that fails.
            sys.exit(REFUSED)
        sys.stdout.buffer.write(piece)


if __name__ == "__main__":
    main()
