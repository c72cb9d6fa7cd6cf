"""What matching knows of an applicant: read once of their record and CV, then held against any job."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.tenancy.rows import TenantModel

STALE = 0


class MatchingFacts(TenantModel):
    """Skills, titles and places; no name and no address. Version 0, or that of older rules: to be read again."""

    applicant = models.ForeignKey("applicants.Applicant", on_delete=models.CASCADE, related_name="+")
    skills = ArrayField(models.CharField(max_length=100), default=list)
    titles = ArrayField(models.CharField(max_length=200), default=list)
    places = ArrayField(models.CharField(max_length=200), default=list)
    version = models.PositiveSmallIntegerField(default=STALE, help_text="of the rules that read them")
    marked_at = models.DateTimeField(default=timezone.now, help_text="when they were last read, or became stale")

    class Meta:
        verbose_name = _("facts for matching")
        verbose_name_plural = _("facts for matching")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "applicant"], name="matching_facts_once_per_applicant"),
        ]
        indexes: ClassVar = [models.Index("version", "marked_at", name="matching_facts_stale")]

    def __str__(self) -> str:
        return f"Facts of {self.applicant_id}"
