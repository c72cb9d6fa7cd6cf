"""Workbooks read by a process of their own."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from hiretrack.errors import DomainError
from hiretrack.uploads.choices import ContentType
from hiretrack.uploads.importing.formulas import neutral, restored
from hiretrack.uploads.importing.spreadsheets import MAX_UNPACKED, is_workbook, read_workbook
from hiretrack.uploads.sniffing import sniff


def book(*, hidden_first: bool = False, wide: int = 0) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        if hidden_first:
            made.add_worksheet("Secret").hide()
        sheet = made.add_worksheet("Shown")
        sheet.activate()
        sheet.set_first_sheet()
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["text", 4930901820, 1.5, True])
        sheet.write_datetime(2, 0, dt.datetime(2027, 3, 31), day)  # noqa: DTZ001 - workbooks know no zones
        sheet.write_datetime(2, 1, dt.datetime(2027, 3, 31, 9, 30), day)  # noqa: DTZ001 - as above
        sheet.write_formula(2, 2, "=1+1", None, 2)
        if wide:
            sheet.write(0, wide, "x")
    return out.getvalue()


def test_cells_are_told_as_they_are_seen_and_rows_stay_in_place() -> None:
    lines = read_workbook(book()).csv.decode().splitlines()

    assert lines == ["text,4930901820,1.5,yes", ",,,", "2027-03-31,2027-03-31 09:30,2,"]


def test_first_visible_sheet_is_read() -> None:
    assert read_workbook(book(hidden_first=True)).name == "Shown"


def test_wide_sheet_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        read_workbook(book(wide=300))

    assert refused.value.code == "too_many_columns"


def test_workbook_that_would_unpack_to_much_is_refused() -> None:
    out = io.BytesIO(book())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(MAX_UNPACKED // (1024 * 1024) + 1):
            part.write(b" " * 1024 * 1024)

    with pytest.raises(DomainError) as refused:
        read_workbook(out.getvalue())

    assert refused.value.code == "too_large"


def test_damaged_workbook_says_what_to_do() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "nonsense")

    assert is_workbook(out.getvalue())
    with pytest.raises(DomainError, match="cannot be read"):
        read_workbook(out.getvalue())


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"name,email", b""])
def test_other_files_are_no_workbooks(content: bytes) -> None:
    assert not is_workbook(content)


def test_table_that_begins_with_candidate_is_text() -> None:
    assert sniff(b"Candidate ID,Name\n1,Ada\n") == ContentType.TXT


@pytest.mark.parametrize("text", ["=1", "+49", "-1", "@x", "\tx", "'=1", "''", "'", "plain", " =1", "\uff1d1"])
def test_neutral_cells_become_themselves_again(text: str) -> None:
    assert restored(neutral(text)) == text
