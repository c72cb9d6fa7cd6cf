"""Tables of jobs: what their columns may be called, in English and German, and what a cell means."""

from __future__ import annotations

import uuid
from typing import Any, BinaryIO

from hiretrack.uploads.importing import csv
from hiretrack.uploads.importing.rows import BadRow, Reading, Row
from jobs.importing.cells import BadCell, amount, choice, country, moment, yes_or_no
from jobs.validation import WRITABLE

IDENTITY = ("id", "external_id")
LISTS = ("languages", "tags")
COLUMNS = (
    *IDENTITY, "title", "description_md", "company", "department", "location", "country", "remote", "languages", "tags",
    "employment_type", "salary_min", "salary_max", "salary_currency", "salary_period", "closes_at",
)  # fmt: skip
SYNONYMS = {
    "hiretrack_id": "id", "externalid": "external_id", "job_id": "external_id", "requisition_id": "external_id",
    "req_id": "external_id", "reference": "external_id", "ref": "external_id", "externe_id": "external_id",
    "stellen_id": "external_id", "stellennummer": "external_id", "kennziffer": "external_id",
    "referenznummer": "external_id", "job_title": "title", "job": "title", "position": "title", "name": "title",
    "titel": "title", "stelle": "title", "stellentitel": "title", "stellenbezeichnung": "title",
    "description": "description_md", "job_description": "description_md", "beschreibung": "description_md",
    "stellenbeschreibung": "description_md", "text": "description_md", "employer": "company", "firma": "company",
    "unternehmen": "company", "arbeitgeber": "company", "team": "department", "abteilung": "department",
    "bereich": "department", "city": "location", "place": "location", "ort": "location", "standort": "location",
    "arbeitsort": "location", "stadt": "location", "land": "country", "country_code": "country",
    "homeoffice": "remote", "home_office": "remote", "remote_work": "remote", "language": "languages",
    "sprachen": "languages", "sprache": "languages", "tag": "tags", "labels": "tags", "schlagworte": "tags",
    "schlagwörter": "tags", "type": "employment_type", "contract_type": "employment_type",
    "anstellungsart": "employment_type", "beschäftigungsart": "employment_type", "vertragsart": "employment_type",
    "salary_from": "salary_min", "minimum_salary": "salary_min", "salary_minimum": "salary_min",
    "gehalt_von": "salary_min", "mindestgehalt": "salary_min", "salary_to": "salary_max",
    "maximum_salary": "salary_max", "salary_maximum": "salary_max", "gehalt_bis": "salary_max",
    "höchstgehalt": "salary_max", "currency": "salary_currency", "währung": "salary_currency",
    "paid_per": "salary_period", "pay_period": "salary_period", "gehaltszeitraum": "salary_period",
    "closing_date": "closes_at", "deadline": "closes_at", "closes": "closes_at", "bewerbungsschluss": "closes_at",
    "bewerbungsfrist": "closes_at", "schließt_am": "closes_at",
}  # fmt: skip
_READERS = {
    "remote": yes_or_no, "salary_min": amount, "salary_max": amount, "closes_at": moment, "country": country,
    "employment_type": choice, "salary_period": choice,
}  # fmt: skip


def _value(field: str, cell: str) -> Any:
    return csv.listed(cell) if field in LISTS else cell.strip()


FIELDS = csv.Fields(
    names=COLUMNS,
    synonyms=SYNONYMS,
    needed=(("title", "id"),),
    value=_value,
    several=frozenset({"tags"}),
    needed_says="There must be a column for the title.",
)
assert set(COLUMNS) - {*IDENTITY} <= WRITABLE  # noqa: S101 - a job has what a table can say


def read(file: BinaryIO, *, mapping: dict[str, str]) -> Reading:
    """Raises `DomainError` when the file as a whole cannot be used."""
    return csv.read(file, FIELDS, mapping=mapping)


def meant(row: Row) -> dict[str, Any] | list[BadRow]:
    """What the row's cells mean, only those that it gives; or everything that cannot be read.

    Whether a job may be like that depends on the job it changes: see `jobs.validation`.
    """
    values: dict[str, Any] = {}
    errors: list[BadRow] = []
    for field, cell in row.values.items():
        try:
            values[field] = _READERS[field](field, cell) if field in _READERS else cell
        except BadCell as bad:
            errors.append(BadRow(row.number, f"/{field}", bad.code, str(bad)))
    errors += _wrong_identity(row.number, values)
    return errors or values


def _wrong_identity(number: int, values: dict[str, Any]) -> list[BadRow]:
    if len(values.get("external_id", "")) > 200:
        return [BadRow(number, "/external_id", "max_length", "At most 200 characters.")]
    try:
        values |= {"id": uuid.UUID(values["id"])} if "id" in values else {}
    except ValueError:
        return [BadRow(number, "/id", "invalid", "This is not an id of HireTrack. Leave the cell empty for a new job.")]
    return []
