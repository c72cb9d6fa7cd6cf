"""The rows of a merge, locked in the order of their ids: two merges that cross each other wait, and never deadlock."""

from __future__ import annotations

import uuid

from applicants.models import Applicant
from hiretrack.errors import DomainError


def locked(*ids: uuid.UUID) -> dict[uuid.UUID, Applicant]:
    rows = Applicant.objects.select_for_update(of=("self",)).filter(pk__in=ids, erased_at=None).order_by("pk")
    return {row.pk: row for row in rows}


def email_taken(detail: str, *, holder: Applicant | None) -> DomainError:
    extra = {"applicant_id": str(holder.pk)} if holder and not holder.identity_hidden else {}
    return DomainError(detail, code="email_taken", title="Address in use", extra=extra)
