"""Lists of words about a person (skills, languages, tags), and what they are called elsewhere, checked: the same rules
for the API and an import."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hiretrack.codes import language_tag
from hiretrack.errors import FieldError, Invalid

LIMITS: dict[str, tuple[int, int]] = {"skills": (100, 100), "languages": (30, 35), "tags": (50, 50)}
"""Of each list: how many, and how long each may be."""


def checked_terms(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The lists among `values` in their kept form: one line each, once whatever the case, languages as BCP 47 writes
    them. Raises `Invalid` naming every wrong one."""
    kept = {name: _once(name, values[name]) for name in LIMITS if values.get(name) is not None}
    errors = [error for name, terms in kept.items() for error in _problems(name, terms)]
    if errors:
        raise Invalid("Some of the details cannot be accepted.", errors=errors)
    return kept


def _once(name: str, given: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for term in given:
        visible = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in term)
        tidy = " ".join(visible.split())
        if tidy:
            first.setdefault(tidy.casefold(), (language_tag(tidy) or tidy) if name == "languages" else tidy)
    return list(first.values())


def _problems(name: str, terms: list[str]) -> Iterator[FieldError]:
    most, longest = LIMITS[name]
    if len(terms) > most:
        yield FieldError(f"/{name}", "max_length", f"At most {most}.")
    for place, term in enumerate(terms):
        if len(term) > longest:
            yield FieldError(f"/{name}/{place}", "max_length", f"At most {longest} characters.")
        elif name == "languages" and not language_tag(term):
            yield FieldError(f"/{name}/{place}", "invalid", "This is not a BCP 47 language tag, such as de-AT.")


MAX_EXTERNAL_ID = 200


def checked_external_id(given: str) -> str:
    """The id of a record where it comes from, without blanks around it. Raises `Invalid`."""
    tidy = "".join(char for char in given if unicodedata.category(char)[0] != "C").strip()
    if len(tidy) > MAX_EXTERNAL_ID:
        error = FieldError("/external_id", "max_length", f"At most {MAX_EXTERNAL_ID} characters.")
        raise Invalid("Some of the details cannot be accepted.", errors=[error])
    return tidy
