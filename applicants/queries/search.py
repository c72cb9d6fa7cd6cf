"""The search of applicants: which of the scope's people words and filters find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, UUIDField, Value
from django.db.models.expressions import RawSQL

from applicants.models import Applicant
from hiretrack.tenancy import ScopeKind, require_scope

_BLIND = "identity_hidden AND applicant_blind_vector(search, name, email, phone, links) @@ job_query(%s)"
_WORDS = f"(NOT identity_hidden AND search @@ job_query(%s) OR {_BLIND})"
"""Who is hidden is searched without what says who it is (docs/adr/0033), each half by an index of its own."""
_WORDS_OR_ADDRESS = f"({_WORDS} OR NOT identity_hidden AND lower(email) ^@ lower(%s))"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a recruiter looks for; empty values don't filter. Of several skills or tags a person has all."""

    q: str = ""
    skills: tuple[str, ...] = ()
    language: str = ""
    tag: str = ""
    location: str = ""
    tags: tuple[str, ...] = ()

    def conditions(self) -> Iterator[tuple[str, list[Any]]]:
        """SQL over the columns of an applicant, in the words of the indexes."""
        if self.q and _is_address(self.q):
            yield _WORDS_OR_ADDRESS, [self.q, self.q, self.q.strip()]
        elif self.q:
            yield _WORDS, [self.q, self.q]
        if self.skills:
            yield "applicant_terms(skills) @> applicant_terms(%s)", [list(self.skills)]
        if tags := [tag for tag in (self.tag, *self.tags) if tag]:
            yield "applicant_terms(tags) @> applicant_terms(%s)", [tags]
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
    return rows.filter(pk__in=_ids(condition, [value for _, given in conditions for value in given]))


def found(words: str, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """What the back office's search box finds: words of the record or the CV, or the beginning of an address.

    `words` are in websearch syntax: "a phrase", OR, -not.
    """
    return rows.filter(pk__in=found_ids(words))


def found_ids(words: str) -> RawSQL:
    """The ids of those whom `found` finds, without a look at their rows."""
    return _ids(_WORDS_OR_ADDRESS, [words, words, words.strip()])


def _ids(condition: str, values: list[Any]) -> RawSQL:
    # The view knows one employer's scope only; a platform admin's search reads the table.
    source = "applicants_found" if require_scope().kind is ScopeKind.EMPLOYER else "applicants_applicant"
    return RawSQL(  # noqa: S611 - constant texts; every value is a parameter
        f"SELECT id FROM {source} WHERE {condition}",  # noqa: S608 - as above
        values,
        output_field=UUIDField(),
    )


def blindly(words: str, *, path: str = "") -> Func:
    """Whether the applicant (at `path`, such as `applicant__`), whom `words` have found, would be found without a name:
    to look once more at people who are known, but hidden where the row is about."""
    columns = [F(f"{path}{name}") for name in ("search", "name", "email", "phone", "links")]
    return Func(*columns, Value(words), function="applicant_blindly_found", output_field=BooleanField())


_BEGINS = " OR ".join(
    f"job_fold(name) LIKE '{before}' || job_fold(%s) || '%%'" for before in ("", "%% ", "%%-", "%%''")
)
"""Whether a word of the name begins so. `search` would say it, too, but must be read whole for each person."""
_BEGINS_ANYWHERE = """search @@ (
    SELECT to_tsquery('pg_catalog.simple', string_agg(quote_literal(public.job_words(word)) || ':*A', ' & '))
    FROM unnest(%s::text[]) AS word
)"""
"""Where every employer's people are read without an index, folding each name would take three times as long."""
MOST_WORDS = 6


def named(beginnings: str, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """Whose name has words that begin like these, or whose address begins so: for a search while typing."""
    words = re.findall(r"[^\W_]+", beginnings)[:MOST_WORDS]
    in_name, values = " AND ".join(f"({_BEGINS})" for _ in words), [word for word in words for _ in range(4)]
    if require_scope().kind is not ScopeKind.EMPLOYER:
        in_name, values = _BEGINS_ANYWHERE, [words]
    condition = f"NOT identity_hidden AND (lower(email) ^@ lower(%s) OR {in_name or 'false'})"
    return rows.filter(pk__in=_ids(condition, [beginnings.strip(), *values]))
