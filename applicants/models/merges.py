from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.models.applicants import Applicant
from hiretrack.tenancy.rows import TenantModel


class ApplicantMerge(TenantModel):
    """Two records of one person made one, with all that is needed to part them again."""

    identity_columns = frozenset({"fields"})

    survivor = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="merges", verbose_name=_("survivor"))
    merged = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="+", verbose_name=_("merged record"))
    fields = models.JSONField(default=dict, help_text="survivor's changed fields: {name: {before, after}}")
    moved = models.JSONField(default=dict, help_text="what each dependent moved, in its own form")
    merged_by = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("merged by")
    )
    merged_at = models.DateTimeField(_("merged at"), default=timezone.now)
    undone_at = models.DateTimeField(_("parted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of candidates")
        verbose_name_plural = _("merges of candidates")
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
