"""Résumés in JSON: one object, or a list of them, read one after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from applicants.importing.rows import BadRow, Parsed, Reading, Row
from applicants.jsonresume import Resume, read_resume
from hiretrack.errors import Invalid
from hiretrack.uploads.importing.encoding import utf8

_SPACE = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def read(file: BinaryIO) -> Reading:
    """Rows by their place in the list. The text is held, but never more than one résumé of it as objects.

    Raises `DomainError` (wrong_encoding).
    """
    return Reading(_rows(utf8(file).read()))


def _rows(text: str) -> Iterator[Parsed]:
    at, number = _after_space(text, 0), 0
    in_list = text[at : at + 1] == "["
    at = _after_space(text, at + 1) if in_list else at
    while at < len(text) and not (in_list and text[at] == "]"):
        number += 1
        try:
            document, at = _decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield BadRow(number, "", "malformed_json", "From here on the file is not valid JSON; the rest is not read.")
            return
        yield _row(number, document)
        at = _after_space(text, at)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
        elif text[at : at + 1] not in {"]", ""} or (in_list and at >= len(text)):
            yield BadRow(number + 1, "", "malformed_json", "From here on the file is not valid JSON.")
            return


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _row(number: int, document: Any) -> Parsed:
    try:
        return Row(number, values_of(read_resume(document)))
    except Invalid as invalid:
        error = invalid.errors[0]
        return BadRow(number, error.pointer, error.code, error.detail)


def values_of(resume: Resume) -> dict[str, Any]:
    """What an applicant keeps of a résumé; education and experience belong to the candidate's own profile."""
    named: dict[str, Any] = {
        "name": resume.name,
        "email": resume.email,
        "phone": resume.phone,
        "country": resume.country,
        "location": resume.location,
        "headline": resume.headline[:200],
        "links": resume.links[:10],
        "skills": [skill for skill in resume.skills if len(skill) <= 100][:100],
        "languages": resume.languages,
    }
    return {name: value for name, value in named.items() if value}
