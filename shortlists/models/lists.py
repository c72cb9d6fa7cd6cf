from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.tenancy.rows import TenantModel
from shortlists.choices import MAX_NOTES


class Shortlist(TenantModel):
    """The few of a job who are considered. Whoever changes its entries holds its row, and raises `version`."""

    job = models.ForeignKey("jobs.Job", on_delete=models.CASCADE, related_name="+", verbose_name=_("job"))
    version = models.PositiveIntegerField(default=0, help_text="raised by each change of any entry")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        ordering: ClassVar = ["-updated_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "job"], name="shortlist_once_per_job"),
        ]

    def __str__(self) -> str:
        if "job" in self._state.fields_cache:
            return f"Shortlist of {self.job}"
        return f"Shortlist {self.pk}"


class ShortlistEntry(TenantModel):
    """One applicant on a shortlist. `rank` counts from 1 without gaps among the entries that stand."""

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="entries")
    applicant = models.ForeignKey("applicants.Applicant", on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField()
    score = models.FloatField(null=True, blank=True, help_text="0 to 100")
    notes = models.TextField(blank=True, max_length=MAX_NOTES, help_text="for recruiters only")
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="superseded",
        help_text="the same person's other entry, which a merge let stand",
    )
    added_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("shortlist entry")
        verbose_name_plural = _("shortlist entries")
        ordering: ClassVar = ["rank", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "shortlist", "applicant"], name="shortlist_entry_once_per_applicant"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="shortlist_entry_score_0_to_100"
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="shortlist_entry_rank_from_1"),
        ]
        indexes: ClassVar = [
            models.Index("employer", "shortlist", "rank", name="shortlist_entry_ranked"),
            models.Index("employer", "applicant", name="shortlist_entry_of_applicant"),
        ]

    def __str__(self) -> str:
        return f"Rank {self.rank}"
