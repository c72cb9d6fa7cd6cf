"""Comparisons follow the survivor of a merge; one that shows somebody who is erased loses its report for good."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.utils import timezone

from applicants.models import ApplicantMerge
from hiretrack.audit.services import record
from shortlists.models import ComparedApplicant, Comparison, ComparisonReport

REMOVED_TITLE = "Comparison"
"""Instead of a title that may have named somebody."""


def merge(survivor: uuid.UUID, merged: uuid.UUID) -> dict[str, Any]:
    """Columns that moved, and those that went because the survivor had one in the same comparison."""
    _held([survivor, merged])
    both = ComparedApplicant.objects.filter(applicant_id=survivor).values("comparison_id")
    doubled = ComparedApplicant.objects.filter(applicant_id=merged, comparison_id__in=both)
    dropped = [[str(row.comparison_id), row.position] for row in doubled.order_by("pk")]
    doubled.delete()
    rest = ComparedApplicant.objects.filter(applicant_id=merged)
    moved = [str(pk) for pk in rest.order_by("pk").values_list("pk", flat=True)]
    rest.update(applicant_id=survivor)
    return {"moved": moved, "dropped": dropped}


def unmerge(survivor: uuid.UUID, merged: uuid.UUID, moved: dict[str, Any]) -> None:
    ComparedApplicant.objects.filter(pk__in=moved["moved"], applicant_id=survivor).update(applicant_id=merged)
    there = {str(row.pk): row for row in Comparison.objects.filter(pk__in=[pk for pk, _ in moved["dropped"]])}
    ComparedApplicant.objects.bulk_create(
        ComparedApplicant(
            employer_id=there[pk].employer_id, comparison=there[pk], applicant_id=merged, position=position
        )
        for pk, position in moved["dropped"]
        if pk in there
    )


def erase(applicant: uuid.UUID) -> None:
    shown = ComparedApplicant.objects.filter(_shown(applicant)).values("comparison_id")
    found = list(
        Comparison.objects.filter(pk__in=shown, removed_at=None).order_by("pk").select_for_update(of=("self",))
    )
    ids = [comparison.pk for comparison in found]
    ComparisonReport.objects.filter(comparison_id__in=ids).delete()
    now = timezone.now()
    # A report that is being made right now finds this when it is to be stored.
    Comparison.objects.filter(pk__in=ids).update(removed_at=now, title=REMOVED_TITLE, updated_at=now)
    for comparison in found:
        record("comparison.removed", entity=comparison, job_id=str(comparison.job_id))


def _shown(applicant: uuid.UUID) -> Q:
    """Columns of the person, and of others whose report was made while a merge, undone since, made them one."""
    condition = Q(applicant_id=applicant)
    undone = ApplicantMerge.objects.filter(Q(survivor=applicant) | Q(merged=applicant)).exclude(undone_at=None)
    for merge in undone:
        other = merge.merged_id if merge.survivor_id == applicant else merge.survivor_id
        made = {"comparison__created_at__lte": merge.undone_at, "comparison__ready_at__gte": merge.merged_at}
        condition |= Q(applicant_id=other, **made)
    return condition


def export(applicant: uuid.UUID) -> list[dict[str, Any]]:
    rows = Comparison.objects.filter(members__applicant_id=applicant, removed_at=None).order_by("created_at", "pk")
    return [
        {"job": row["job__title"], "title": row["title"], "created_at": row["created_at"]}
        for row in rows.values("job__title", "title", "created_at")
    ]


def _held(applicants: list[uuid.UUID]) -> list[Comparison]:
    """The comparisons that show any of them, kept from a task that would store their report."""
    ids = ComparedApplicant.objects.filter(applicant_id__in=applicants).values("comparison_id")
    return list(Comparison.objects.filter(pk__in=ids).order_by("pk").select_for_update())
