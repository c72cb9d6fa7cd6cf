from __future__ import annotations

import uuid

from django.db import transaction

from applicants.models import Applicant, DistinctApplicants, DuplicateSuggestion
from applicants.queries.lookup import resolved
from hiretrack.audit.services import record
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import FieldError, Invalid


@transaction.atomic
def tell_apart(*, applicant_id: uuid.UUID, other_id: uuid.UUID) -> None:
    """Say that two are not the same person: they are not suggested again. Saying it twice changes nothing.

    In the employer's open scope. Raises `NotFound`, and `Invalid` for one and the same record.
    """
    people = sorted([resolved(applicant_id), resolved(other_id)], key=lambda one: one.pk)
    first, second = people
    if first.pk == second.pk:
        detail = "This is the record itself; name the other one."
        raise Invalid(detail, errors=[FieldError("/applicant_id", "same", detail)])
    actor = current_actor()
    noted_by = actor.user_id if actor.kind is ActorKind.USER else None
    row = DistinctApplicants(employer_id=first.employer_id, first=first, second=second, noted_by_id=noted_by)
    DuplicateSuggestion.objects.filter(first=first, second=second).delete()
    if not DistinctApplicants.objects.filter(first=first, second=second).exists():
        DistinctApplicants.objects.bulk_create([row], ignore_conflicts=True)
        record("applicant.told_apart", entity=first, other_id=str(second.pk))


def forget(applicant: Applicant) -> None:
    """An erased person is compared with nobody."""
    for model in (DistinctApplicants, DuplicateSuggestion):
        model.objects.filter(first=applicant).delete()
        model.objects.filter(second=applicant).delete()
