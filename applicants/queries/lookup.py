"""Finding one applicant."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet, UUIDField
from django.db.models.expressions import RawSQL

from applicants.models import Applicant
from hiretrack.errors import NotFound

# UNION instead of UNION ALL ends the walk even if rows pointed at each other in a circle.
_SURVIVOR = """
WITH RECURSIVE chain (id, merged_into_id) AS (
    SELECT id, merged_into_id FROM applicants_applicant WHERE id = %s
    UNION
    SELECT target.id, target.merged_into_id
    FROM applicants_applicant target JOIN chain ON target.id = chain.merged_into_id
)
SELECT id FROM chain WHERE merged_into_id IS NULL
"""


def survivor_id(applicant_id: uuid.UUID) -> RawSQL:
    """Of a record that was merged away its survivor's id, else its own; NULL when there is none in scope."""
    return RawSQL(_SURVIVOR, [applicant_id], output_field=UUIDField())  # noqa: S611 - constant text, one parameter


def resolved(applicant_id: uuid.UUID, *, rows: QuerySet[Applicant] | None = None) -> Applicant:
    """The applicant that `applicant_id` stands for now: itself, or the survivor of its merges.

    `rows` narrows, enriches or locks (`select_related`, `annotate`, `select_for_update`). Raises `NotFound` for an
    unknown id, another employer's and an erased applicant.
    """
    found = Applicant.objects.all() if rows is None else rows
    applicant = found.filter(pk=survivor_id(applicant_id), erased_at=None).first()
    while applicant is not None and applicant.merged_into_id is not None:
        # The lock waited for a merge, which the next look sees.
        applicant = found.filter(pk=survivor_id(applicant_id), erased_at=None).first()
    if applicant is None:
        raise NotFound("There is no such applicant.")
    return applicant


def current() -> QuerySet[Applicant]:
    """Who is neither merged into another record nor erased: what lists show."""
    return Applicant.objects.filter(merged_into=None, erased_at=None)


def has_applied(applicant: Applicant) -> bool:
    return bool(applicant.applications.exists())


def with_email(email: str) -> Applicant | None:
    return Applicant.objects.filter(email__iexact=email.strip(), merged_into=None).first()


def having_cv(upload_id: uuid.UUID) -> QuerySet[Applicant]:
    return Applicant.objects.filter(cv_id=upload_id)
