from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.models.applicants import Applicant
from hiretrack.tenancy.rows import TenantModel


class Pair(TenantModel):
    """Two applicants of one employer, in the order of their ids, so that each two stand in a table once."""

    first = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class DistinctApplicants(Pair):
    """Two who look alike, of whom somebody has said that they are not the same person."""

    noted_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("different applicants")
        verbose_name_plural = _("different applicants")
        ordering: ClassVar = ["-noted_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "first", "second"], name="distinct_applicants_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_applicants_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class DuplicateSuggestion(Pair):
    """Two who are probably the same person, as the last look through all of an employer's applicants found."""

    score = models.PositiveSmallIntegerField(help_text="how sure, of 100")
    evidence = ArrayField(models.CharField(max_length=16), help_text="codes of `applicants.duplicates.evidence`")
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering: ClassVar = ["-score", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "first", "second"], name="duplicate_suggested_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_suggestion_in_order"),
        ]
        indexes: ClassVar = [
            models.Index("employer", F("score").desc(), F("id").desc(), name="duplicate_surest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≈ {self.second_id}"
