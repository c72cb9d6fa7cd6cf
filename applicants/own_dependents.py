"""What this app itself holds beside the record: searches that name a person, and who was told apart from whom."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast, Lower

from applicants.duplicates.telling_apart import forget
from applicants.models import Applicant, SavedSearch


class SearchesAndPairs:
    """See `applicants.dependents.Dependent`. Pairs stay with their records when those are merged: their families
    are compared."""

    name = "searches"

    def merge(self, *, survivor: Applicant, merged: Applicant) -> Any:  # noqa: ARG002 - nothing moves
        return {}

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: Any) -> None:
        """Nothing was moved."""

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        forget(applicant)
        naming = _naming(applicant)
        if naming:
            said = SavedSearch.objects.alias(asked=Lower(Cast("query", TextField())), named=Lower("name"))
            said.filter(naming).delete()
        return []

    def export(self, *, applicant: Applicant) -> dict[str, Any]:  # noqa: ARG002 - a search is about whoever made it
        return {}


def _naming(applicant: Applicant) -> Q | None:
    """A single name would be found inside many a harmless word."""
    words = [applicant.email, applicant.phone, applicant.name if " " in applicant.name else ""]
    condition: Q | None = None
    for word in (word.lower() for word in words if word):
        told = Q(asked__contains=word) | Q(named__contains=word)
        condition = told if condition is None else condition | told
    return condition
