"""Lines written as CSV or XLSX into an open file, without holding them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from django.db import models
from django.utils.translation import gettext_lazy as _

from hiretrack.office.transfer.exporting.columns import Cell
from hiretrack.uploads.importing.formulas import neutral

LONGEST_XLSX = 32_767
"""Characters that a cell of a workbook takes; a longer text is left out, which an import takes for no change."""


class Format(models.TextChoices):
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel (XLSX)")


CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(out: BinaryIO, given: str, header: list[str], lines: Iterable[list[Cell]]) -> int:
    """How many lines below the header were written. No cell begins a formula."""
    safe = ([_safe(cell) for cell in line] for line in lines)
    names = [neutral(name) for name in header]
    return _write_csv(out, names, safe) if given == Format.CSV else _write_xlsx(out, names, safe)


def _safe(cell: Cell) -> Cell:
    return neutral(cell) if isinstance(cell, str) else cell if cell >= 0 else neutral(str(cell))


def _write_csv(out: BinaryIO, header: list[str], lines: Iterator[list[Cell]]) -> int:
    # With a byte order mark: Excel takes the file for Windows-1252 otherwise.
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True, errors="replace")
    table, count = csv.writer(text), 0
    table.writerow(header)
    for line in lines:
        table.writerow(line)
        count += 1
    text.detach()
    return count


def _write_xlsx(out: BinaryIO, header: list[str], lines: Iterator[list[Cell]]) -> int:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(out, options) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet()
        sheet.write_row(0, 0, header, bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 20)
        for line in lines:
            count += 1
            for place, cell in enumerate(line):
                if isinstance(cell, int | Decimal):
                    sheet.write_number(count, place, float(cell) if isinstance(cell, Decimal) else cell)
                elif 0 < len(cell) <= LONGEST_XLSX:
                    sheet.write_string(count, place, cell)
    return count
