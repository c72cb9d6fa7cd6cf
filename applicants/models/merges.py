from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from applicants.models.applicants import Applicant
from hiretrack.tenancy.rows import TenantModel


class ApplicantMerge(TenantModel):
    """Two records of one person made one, with all that is needed to part them again."""

    survivor = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict, help_text="survivor's changed fields: {name: {before, after}}")
    moved = models.JSONField(default=dict, help_text="what each dependent moved, in its own form")
    merged_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-merged_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "merged"], condition=Q(undone_at=None), name="applicant_merged_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index("employer", "survivor", F("merged_at").desc(), name="merge_of_survivor"),
        ]

    def __str__(self) -> str:
        return f"Merge {self.pk}"
