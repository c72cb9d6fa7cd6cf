"""Everything that is held about a person, as they may ask for it (GDPR, articles 15 and 20)."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from applicants.models import Applicant
from applicants.personal.own import account, own_rows, sessions
from applicants.personal.registry import holdings
from applicants.privacy.export import export_applicant
from employers.models import User
from hiretrack.tenancy import employer_scope, person_scope

FORMAT = "hiretrack.person/1"


def export_person(*, user_id: uuid.UUID) -> dict[str, Any]:
    """One JSON document: the account and own rows, and under `employers` what each of them holds."""
    user = User.objects.get(pk=user_id)
    with person_scope(user_id):
        own = {"account": account(user), "sessions": sessions(user), **own_rows()}
        more = {holding.name: holding.export(user=user) for holding in holdings()}
        known = list(Applicant.objects.filter(erased_at=None, merged_into=None).order_by("id"))
    employers = [_held_by(applicant.employer_id, applicant.pk) for applicant in known]
    return {"format": FORMAT, "exported_at": timezone.now(), **own, **more, "employers": employers}


def _held_by(employer_id: uuid.UUID, applicant_id: uuid.UUID) -> dict[str, Any]:
    with employer_scope(employer_id):
        return export_applicant(applicant=Applicant.objects.get(pk=applicant_id))
