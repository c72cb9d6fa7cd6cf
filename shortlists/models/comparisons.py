from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.background.choices import RunState
from hiretrack.tenancy.rows import TenantModel
from shortlists.choices import ComparisonState


class Comparison(TenantModel):
    """Applicants of a job side by side. A background run makes the report; an erasure takes it away for good."""

    job = models.ForeignKey("jobs.Job", on_delete=models.CASCADE, related_name="+", verbose_name=_("job"))
    title = models.CharField(_("title"), max_length=200)
    config = models.JSONField(default=dict, help_text="{sections: the parts of the report}")
    run = models.ForeignKey("background.TaskRun", on_delete=models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False, help_text="one of the applicants was erased")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("employer", "job", F("created_at").desc(), F("id").desc(), name="comparison_of_job"),
        ]

    def __str__(self) -> str:
        return self.title


def state_of(comparison: Comparison, run_state: str | None) -> ComparisonState:
    """Of the row and its run, which vanishes with the account that started it."""
    if comparison.removed_at is not None:
        return ComparisonState.REMOVED
    if comparison.ready_at is not None:
        return ComparisonState.READY
    # The run ends after the report is there, so one that succeeded without a report has lost it.
    failed = run_state in {None, RunState.FAILED, RunState.SUCCEEDED}
    return ComparisonState.FAILED if failed else ComparisonState(str(run_state))


class ComparedApplicant(TenantModel):
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="members")
    applicant = models.ForeignKey("applicants.Applicant", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(help_text="from the left, counted from 1")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "comparison", "applicant"], name="compared_once"),
        ]
        indexes: ClassVar = [models.Index("employer", "applicant", name="compared_applicant")]

    def __str__(self) -> str:
        return f"Column {self.position}"


class ComparisonReport(TenantModel):
    """What was made. In the database, so that an erasure takes it in its own transaction."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="+")
    html = models.TextField()
    pdf = models.BinaryField(null=True, help_text="empty where this server can make none")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "comparison"], name="comparison_report_once"),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk}"
