"""Rows under the same rules as every applicant."""

from __future__ import annotations

from typing import Any

from applicants.importing.rows import BadRow, Row
from applicants.person import Person, checked
from applicants.terms import LIMITS, checked_external_id, checked_terms
from hiretrack.errors import Invalid

PERSONAL = ("name", "email", "phone", "location", "headline", "links")


def address_of(row: Row) -> str:
    """What the person is known again by."""
    return str(row.values.get("email", "")).strip().lower()


def external_id_of(values: dict[str, Any]) -> str:
    """What the person is called where the row comes from."""
    return str(values.get("external_id", ""))


def tidied(row: Row) -> dict[str, Any] | list[BadRow]:
    """The row's values as an applicant keeps them, only those that it gives; or everything that is wrong with it."""
    errors: list[BadRow] = []
    kept: dict[str, Any] = {}
    for part in (_person, _terms, _external):
        try:
            kept |= part(row)
        except Invalid as invalid:
            errors += [BadRow(row.number, e.pointer, e.code, e.detail) for e in invalid.errors]
    return errors or kept


def _person(row: Row) -> dict[str, Any]:
    given = row.values
    parts = (given.get("first_name", ""), given.get("last_name", ""))
    name = given.get("name", "").strip() or " ".join(part for part in parts if part)
    texts = {field: given.get(field, "") for field in ("email", "phone", "location", "headline")}
    links = tuple(given.get("links", ()))
    person = checked(Person(name=name, links=links, region=given.get("country", "").strip()[:2], **texts))
    values = {field: getattr(person, field) for field in PERSONAL}
    return {field: list(value) if field == "links" else value for field, value in values.items() if value}


def _terms(row: Row) -> dict[str, Any]:
    return {name: terms for name, terms in checked_terms({n: row.values.get(n) for n in LIMITS}).items() if terms}


def _external(row: Row) -> dict[str, Any]:
    given = checked_external_id(row.values.get("external_id", ""))
    return {"external_id": given} if given else {}
