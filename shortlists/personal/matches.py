"""Scores hold for one record. They are computed again after a merge and its undoing, and go with the person."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from shortlists.models import Match, MatchingFacts
from shortlists.models.facts import STALE

EXPORTED = ("score", "keywords", "title", "location", "evidence", "computed_at")


def make_stale(applicants: Collection[uuid.UUID]) -> None:
    MatchingFacts.objects.filter(applicant_id__in=applicants).update(version=STALE)
    Match.objects.filter(applicant_id__in=applicants).update(version=STALE)


def erase(applicant: uuid.UUID) -> None:
    # The facts first: whoever computes holds them, and has written the last score once they are free.
    MatchingFacts.objects.filter(applicant_id=applicant).delete()
    Match.objects.filter(applicant_id=applicant).delete()


def export(applicant: uuid.UUID) -> list[dict[str, Any]]:
    rows = Match.objects.filter(applicant_id=applicant, version__gt=STALE).order_by("computed_at", "pk")
    found = rows.values("job__title", *EXPORTED)
    return [{"job": row["job__title"], **{name: row[name] for name in EXPORTED}} for row in found]
