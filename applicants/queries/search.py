"""The search of applicants: which of the scope's people words and filters find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, UUIDField
from django.db.models.expressions import RawSQL

from applicants.models import Applicant
from hiretrack.tenancy import ScopeKind, require_scope

_WORDS_OR_ADDRESS = "(search @@ job_query(%s) OR lower(email) ^@ lower(%s))"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a recruiter looks for; empty values don't filter. Of several skills a person has all."""

    q: str = ""
    skills: tuple[str, ...] = ()
    language: str = ""
    tag: str = ""
    location: str = ""

    def conditions(self) -> Iterator[tuple[str, list[Any]]]:
        """SQL over the columns of an applicant, in the words of the indexes."""
        if self.q and _is_address(self.q):
            yield _WORDS_OR_ADDRESS, [self.q, self.q.strip()]
        elif self.q:
            yield "search @@ job_query(%s)", [self.q]
        if self.skills:
            yield "applicant_terms(skills) @> applicant_terms(%s)", [list(self.skills)]
        if self.tag:
            yield "applicant_terms(tags) @> applicant_terms(%s)", [[self.tag]]
        if self.language:
            yield "job_spoken(languages) @> ARRAY[lower(%s)]", [self.language]
        if self.location:
            yield "job_fold(location) LIKE applicant_within(%s)", [self.location]


def _is_address(words: str) -> bool:
    return "@" in words and not any(char.isspace() for char in words.strip())


def matching(wanted: Wanted, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """`rows` less those that `wanted` leaves out.

    Under a policy none of these operators may use an index, so they are asked of a view that holds the scope's own
    employer and nothing else, past the policies (docs/adr/0023).
    """
    conditions = list(wanted.conditions())
    if not conditions:
        return rows
    condition = " AND ".join(sql for sql, _ in conditions)
    return _asked(condition, [value for _, given in conditions for value in given], rows)


def found(words: str, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """What the back office's search box finds: words of the record or the CV, or the beginning of an address.

    `words` are in websearch syntax: "a phrase", OR, -not.
    """
    return _asked(_WORDS_OR_ADDRESS, [words, words.strip()], rows)


def _asked(condition: str, values: list[Any], rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    # The view knows one employer's scope only; a platform admin's search reads the table.
    source = "applicants_found" if require_scope().kind is ScopeKind.EMPLOYER else "applicants_applicant"
    ids = RawSQL(  # noqa: S611 - constant texts; every value is a parameter
        f"SELECT id FROM {source} WHERE {condition}",  # noqa: S608 - as above
        values,
        output_field=UUIDField(),
    )
    return rows.filter(pk__in=ids)
