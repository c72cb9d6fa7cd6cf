"""Stored scores."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import QuerySet

from shortlists.models import Match


def scores(job_id: uuid.UUID, applicant_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The scores (0 to 100) of those applicants for the job; one query. Who was never scored is absent."""
    found = Match.objects.filter(job_id=job_id, applicant_id__in=applicant_ids)
    return dict(found.values_list("applicant_id", "score"))


def match_of(job_id: uuid.UUID, applicant_id: uuid.UUID) -> Match | None:
    """With its evidence; None when the pair was never scored."""
    return Match.objects.filter(job_id=job_id, applicant_id=applicant_id).first()


def best(job_id: uuid.UUID, *, min_score: int = 0) -> QuerySet[Match]:
    """The job's scored applicants, best first."""
    return Match.objects.filter(job_id=job_id, score__gte=min_score).order_by("-score", "id")
