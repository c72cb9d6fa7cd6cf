"""Tables of applicants: what their columns may be called, in English and German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from applicants.importing.rows import COLUMNS, LISTS, Reading
from applicants.jsonresume import language_code
from hiretrack.uploads.importing import csv

IGNORE = csv.IGNORE
_LINK = re.compile(r"(.*\S)\s*<(https?://[^<>]+)>")
"""`Portfolio <https://ada.example/>`."""
SYNONYMS = {
    "full_name": "name", "candidate": "name", "candidate_name": "name", "applicant": "name", "given_name": "first_name",
    "firstname": "first_name", "family_name": "last_name", "lastname": "last_name", "surname": "last_name",
    "e_mail": "email", "mail": "email", "email_address": "email", "e_mail_address": "email",
    "telephone": "phone", "mobile": "phone", "phone_number": "phone", "city": "location", "address": "location",
    "title": "headline", "job_title": "headline", "position": "headline", "skill": "skills", "language": "languages",
    "tag": "tags", "labels": "tags", "link": "links", "url": "links", "website": "links", "country_code": "country",
    "candidate_id": "external_id", "applicant_id": "external_id", "externalid": "external_id",
    "bewerber": "name", "bewerberin": "name", "kandidat": "name", "kandidatin": "name", "vollständiger_name": "name",
    "vor_und_nachname": "name", "vorname": "first_name", "rufname": "first_name", "nachname": "last_name",
    "familienname": "last_name", "zuname": "last_name", "e_mail_adresse": "email", "mailadresse": "email",
    "email_adresse": "email", "telefon": "phone", "telefonnummer": "phone", "handy": "phone", "mobil": "phone",
    "mobilnummer": "phone", "handynummer": "phone", "ort": "location", "wohnort": "location", "stadt": "location",
    "standort": "location", "land": "country", "ländercode": "country", "berufsbezeichnung": "headline",
    "beruf": "headline", "kurzprofil": "headline", "kenntnisse": "skills", "fähigkeiten": "skills",
    "fertigkeiten": "skills", "kompetenzen": "skills", "sprache": "languages", "sprachen": "languages",
    "sprachkenntnisse": "languages", "schlagwort": "tags", "schlagworte": "tags", "schlagwörter": "tags",
    "stichwörter": "tags", "webseite": "links", "verweise": "links", "externe_id": "external_id",
    "externe_nummer": "external_id", "bewerbernummer": "external_id", "bewerber_id": "external_id",
    "kandidaten_id": "external_id", "kandidatennummer": "external_id",
}  # fmt: skip


def _value(field: str, cell: str) -> Any:
    return _list(field, cell) if field in LISTS else cell


def _list(field: str, cell: str) -> list[str] | list[dict[str, str]]:
    parts = csv.listed(cell)
    if field == "links":
        return [_link(part) for part in parts]
    return [language_code(part) or part for part in parts] if field == "languages" else parts


def _link(part: str) -> dict[str, str]:
    found = _LINK.fullmatch(part)
    return {"label": found[1], "url": found[2]} if found else {"url": part}


FIELDS = csv.Fields(
    names=COLUMNS,
    synonyms=SYNONYMS,
    needed=(("email",), ("name", "first_name", "last_name")),
    value=_value,
    several=frozenset({"tags"}),
    needed_says="There must be columns for email and name.",
)


def read(file: BinaryIO, *, mapping: Mapping[str, str]) -> Reading:
    """Rows by the header's names; `mapping` names fields for other headers, or `ignore`.

    Raises `DomainError` when the file as a whole cannot be used.
    """
    return csv.read(file, FIELDS, mapping=mapping)
