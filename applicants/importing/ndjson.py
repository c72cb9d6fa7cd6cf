"""One JSON object a line, with the members that the API's applicants have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from applicants.importing.rows import COLUMNS, LISTS, TEXTS, BadRow, Parsed, Reading, Row
from applicants.jsonresume import language_code
from hiretrack.api.problems.errors import BadRequest
from hiretrack.api.strictjson import loads
from hiretrack.uploads.importing.encoding import utf8

MAX_LINE = 100_000
_NAME = re.compile(r"[a-z_]{1,40}")


def read(file: BinaryIO) -> Reading:
    """Rows by line number. Raises `DomainError` (wrong_encoding)."""
    return Reading(_rows(utf8(file)))


def _rows(lines: Any) -> Iterator[Parsed]:
    number = 0
    while line := lines.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE and not line.endswith("\n"):
            _pass_over(lines)
            yield BadRow(number, "", "line_too_long", f"A line has at most {MAX_LINE:,} characters.")
        elif line.strip():
            yield _row(number, line)


def _pass_over(lines: Any) -> None:
    while (rest := lines.readline(MAX_LINE)) and not rest.endswith("\n"):
        continue


def _row(number: int, line: str) -> Parsed:
    try:
        value = loads(line.encode())
    except BadRequest:
        return BadRow(number, "", "malformed_json", "The line is not one valid JSON object.")
    if not isinstance(value, dict):
        return BadRow(number, "", "wrong_type", "The line is not a JSON object.")
    for name, given in value.items():
        if error := _wrong(name, given):
            return BadRow(number, f"/{name}" if _NAME.fullmatch(name) else "", *error)
    return Row(number, {name: _kept(name, given) for name, given in value.items() if given is not None})


def _wrong(name: str, given: Any) -> tuple[str, str] | None:
    if name not in COLUMNS:
        return "unknown_field", f"Applicants have no such member; they have: {', '.join(COLUMNS)}."
    if given is None:
        return None
    if name in TEXTS:
        return None if isinstance(given, str) else ("wrong_type", "This must be a text.")
    if not isinstance(given, list):
        return "wrong_type", "This must be a list."
    kinds: tuple[type, ...] = (str, dict) if name == "links" else (str,)
    return None if all(isinstance(item, kinds) for item in given) else ("wrong_type", "This must be a list of texts.")


def _kept(name: str, given: Any) -> Any:
    if name == "links":
        return [{"url": item} if isinstance(item, str) else item for item in given]
    if name == "languages":
        return [language_code(item) or item for item in given]
    return list(given) if name in LISTS else given
