"""How well an applicant fits a job: computed, advisory, and explained."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.tenancy.rows import TenantModel

_PERCENT = [MaxValueValidator(100)]


class Match(TenantModel):
    """One applicant against one job. The score is 40 % keywords, 35 % title, 25 % location, rounded; each part is
    0 to 100. It never rejects anybody."""

    job = models.ForeignKey("jobs.Job", on_delete=models.CASCADE, related_name="+")
    applicant = models.ForeignKey("applicants.Applicant", on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(validators=_PERCENT)
    keywords = models.PositiveSmallIntegerField(validators=_PERCENT)
    title = models.PositiveSmallIntegerField(validators=_PERCENT)
    location = models.PositiveSmallIntegerField(validators=_PERCENT)
    evidence = models.JSONField(
        default=dict,
        help_text="see `matching.scoring`: {keywords: {matched, missing}, title: {ours, theirs, words, seniority}, "
        "location: {rule, ours, theirs}}",
    )
    version = models.PositiveSmallIntegerField(
        help_text="of the rules that computed it; 0 when a side has changed since"
    )
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering: ClassVar = ["-score", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "job", "applicant"], name="match_once_per_pair"),
            models.CheckConstraint(
                condition=Q(score__lte=100, keywords__lte=100, title__lte=100, location__lte=100),
                name="match_in_percent",
            ),
        ]
        indexes: ClassVar = [
            models.Index("employer", "job", F("score").desc(), F("id"), name="match_best_of_job"),
            models.Index("employer", "applicant", name="match_of_applicant"),
            models.Index("version", "computed_at", name="match_stale"),
        ]

    def __str__(self) -> str:
        return f"{self.score} %"
