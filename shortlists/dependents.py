"""What shortlists and comparisons hold of an applicant: merged, parted, erased and exported with them."""

from __future__ import annotations

import uuid
from typing import Any

from applicants.models import Applicant
from shortlists.personal import comparisons, lists, matches


class ShortlistDependent:
    """See `applicants.dependents.Dependent`."""

    name = "shortlists"

    def merge(self, *, survivor: Applicant, merged: Applicant) -> dict[str, Any]:
        matches.make_stale([survivor.pk])
        matches.erase(merged.pk)
        return {
            "entries": lists.merge(survivor.pk, merged.pk),
            "comparisons": comparisons.merge(survivor.pk, merged.pk),
        }

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: dict[str, Any]) -> None:
        lists.unmerge(survivor.pk, merged.pk, moved["entries"])
        comparisons.unmerge(survivor.pk, merged.pk, moved["comparisons"])
        matches.make_stale([survivor.pk, merged.pk])

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        lists.erase(applicant.pk)
        comparisons.erase(applicant.pk)
        matches.erase(applicant.pk)
        return []

    def export(self, *, applicant: Applicant) -> dict[str, Any]:
        return {
            "shortlists": lists.export(applicant.pk),
            "comparisons": comparisons.export(applicant.pk),
            "matches": matches.export(applicant.pk),
        }
