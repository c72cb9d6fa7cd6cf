"""XLSX workbooks as CSV, read by another process with little memory, little time and no secrets."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from hiretrack.uploads.importing.csv import unusable

PROGRAM = Path(__file__).with_name("sheet_reader.py")
TIMEOUT_S = 30
MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_WORDS = {
    "no_sheet": "The workbook has no visible sheet.",
    "too_many_columns": "A sheet has at most 200 columns. Delete those that are not needed.",
    "too_many_rows": "A sheet has at most 100,000 rows. Split it into several files.",
}
TOO_LARGE = "The workbook is too large to be read here. Split it, or save the sheet as CSV."


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first visible sheet: formulas as their last results, dates as in ISO 8601."""

    name: str
    csv: bytes


def is_workbook(content: bytes) -> bool:
    """Whether `content` is an XLSX workbook, told by its parts."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    if len(content) > MAX_BYTES:
        # Too large to be taken anyhow: its list of parts is not read, which could be made to be long.
        return b"xl/workbook.xml" in content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {"[Content_Types].xml", "xl/workbook.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def read_workbook(content: bytes) -> Sheet:
    """Raises `DomainError` that says what to do."""
    if len(content) > MAX_BYTES:
        raise unusable("too_large", TOO_LARGE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(member.file_size for member in archive.filelist)
        locked = any(member.flag_bits & 0x1 for member in archive.filelist)
    if locked:
        raise unusable("encrypted", "The workbook is protected by a password. Remove the protection and try again.")
    if unpacked > MAX_UNPACKED:
        raise unusable("too_large", TOO_LARGE)
    return _read(content)


def _read(content: bytes) -> Sheet:
    try:
        done = subprocess.run(  # noqa: S603 - our own program, without arguments
            [sys.executable, "-I", str(PROGRAM)],
            input=content,
            capture_output=True,
            timeout=TIMEOUT_S,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise unusable("too_large", TOO_LARGE) from error
    told = _told(done.stderr)
    if code := told.get("error"):
        raise unusable(code, _WORDS[code])
    if done.returncode:
        raise unusable("unreadable", "The workbook cannot be read. Save it anew as XLSX, or as CSV UTF-8.")
    return Sheet(told.get("sheet", ""), done.stdout)


def _told(said: bytes) -> dict[str, str]:
    try:
        told: dict[str, str] = json.loads(said)
    except ValueError:
        return {}
    return told
