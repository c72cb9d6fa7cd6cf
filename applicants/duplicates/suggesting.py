"""Who may be the same person as one applicant, asked when their page is opened; and what the last look found."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from applicants.duplicates.evidence import Likeness, compared
from applicants.duplicates.facts import facts_of
from applicants.models import Applicant, DistinctApplicants, DuplicateSuggestion
from applicants.queries.lookup import current
from hiretrack.tenancy import ScopeKind, require_scope

OF_EACH = 20
"""So many at most are looked at for each kind of likeness: a company's telephone is nobody's own."""
SIMILARITY = 0.55
"""Of the trigrams of two names, from which on they are looked at."""
# Each part has an index of its own. What is compared is the row's own, read once.
_CANDIDATES = f"""
    WITH own AS MATERIALIZED (SELECT * FROM applicants_alike WHERE id = %(id)s)
    SELECT id FROM (
        (SELECT other.id FROM own JOIN applicants_alike other ON other.phone = own.phone
         WHERE other.phone <> '' LIMIT {OF_EACH})
        UNION
        (SELECT other.id FROM own JOIN applicants_alike other ON other.cv = own.cv
         WHERE own.cv_text <> '' AND other.cv_text <> '' LIMIT {OF_EACH})
        UNION
        (SELECT other.id FROM own JOIN applicants_alike other ON other.links && own.links
         WHERE own.links <> '{{}}' LIMIT {OF_EACH})
        UNION
        (SELECT other.id FROM own JOIN applicants_alike other ON other.name %% own.name
         ORDER BY similarity(other.name, own.name) DESC LIMIT {OF_EACH})
    ) AS near WHERE id <> %(id)s
"""  # noqa: S608 - constants alone


@dataclass(frozen=True, slots=True)
class Suggestion:
    applicant: Applicant
    likeness: Likeness


def likely(applicant: Applicant, *, limit: int = 5) -> list[Suggestion]:
    """Who is probably the same person, the surest first; nobody for somebody whom a fair review hides.

    In at most four queries, whatever the employer's size.
    """
    if applicant.identity_hidden or require_scope().kind is not ScopeKind.EMPLOYER:
        return []
    near = _near(applicant.pk)
    facts = facts_of([applicant.pk, *near]) if near else {}
    own = facts.pop(applicant.pk, None)
    if own is None:
        return []
    alike = {pk: compared(own, other) for pk, other in facts.items()}
    ids = [pk for pk, likeness in alike.items() if likeness.is_likely]
    rows = _not_told_apart(applicant.pk, current().filter(pk__in=ids)) if ids else []
    found = [Suggestion(row, alike[row.pk]) for row in rows]
    return sorted(found, key=lambda one: (-one.likeness.score, one.applicant.pk))[:limit]


def _near(applicant_id: uuid.UUID) -> list[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(SIMILARITY)])
        cursor.execute(_CANDIDATES, {"id": applicant_id})
        return [pk for (pk,) in cursor.fetchall()]


def _not_told_apart(applicant_id: uuid.UUID, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """Less those of whom somebody has said that they are somebody else; also of a record merged into one of the two."""
    mine = _of_family("first", applicant_id) & _of_family("second", OuterRef("pk"))
    theirs = _of_family("second", applicant_id) & _of_family("first", OuterRef("pk"))
    return rows.filter(~Exists(DistinctApplicants.objects.filter(mine | theirs)))


def _of_family(side: str, whose: Any) -> Q:
    return Q(**{side: whose}) | Q(**{f"{side}__merged_into": whose})


def suggestions() -> QuerySet[DuplicateSuggestion]:
    """What the last look through all applicants found and still stands, the surest first."""
    rows: QuerySet[DuplicateSuggestion] = DuplicateSuggestion.objects.select_related("first", "second")
    for side in ("first", "second"):
        rows = rows.filter(
            **{f"{side}__merged_into": None, f"{side}__erased_at": None, f"{side}__identity_hidden": False}
        )
    return rows.order_by("-score", "-id")


def told_apart(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Those of these pairs (in the order of their ids) that somebody has told apart."""
    ids = {pk for pair in pairs for pk in pair}
    rows = DistinctApplicants.objects.filter(first__in=ids, second__in=ids)
    return set(rows.order_by().values_list("first_id", "second_id"))
