from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hiretrack.background.choices import OPEN, RunState
from hiretrack.tenancy import new_id
from hiretrack.tenancy.rows import TenantModel


class TaskRun(TenantModel):
    """Background work that somebody waits for. `employer` is empty for a candidate's own (an export, say)."""

    person_path = "owner_id"

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey("employers.User", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    api_key_id = models.UUIDField(null=True, editable=False, help_text="of the program that owns it; keys may go")
    kind = models.CharField(max_length=64, help_text="such as applicants.import")
    state = models.CharField(max_length=16, choices=RunState.choices, default=RunState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    message = models.CharField(max_length=500, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.JSONField(null=True, blank=True, help_text="{code, detail}")
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(default=timezone.now, help_text="the last sign of life")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="task_run_progress_at_most_100"),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="task_run_state_known"),
        ]
        indexes: ClassVar = [
            models.Index("employer", models.F("created_at").desc(), name="task_run_newest"),
            models.Index("owner", models.F("created_at").desc(), name="task_run_of_owner"),
            models.Index("touched_at", condition=Q(state__in=OPEN), name="task_run_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class DeadLetter(models.Model):
    """A task that failed for good, kept until somebody sends it again. A platform table: tasks carry ids only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.CharField(max_length=200)
    task_id = models.CharField(max_length=64, blank=True)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    headers = models.JSONField(default=dict)
    error = models.CharField(max_length=200, help_text="the exception's class")
    error_message = models.CharField(max_length=500, blank=True, help_text="without personal data")
    attempts = models.PositiveSmallIntegerField(default=1)
    failed_at = models.DateTimeField(default=timezone.now)
    retried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-failed_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task_id"], condition=~Q(task_id=""), name="dead_letter_once_per_task"),
        ]
        indexes: ClassVar = [
            models.Index(models.F("failed_at").desc(), models.F("id").desc(), name="dead_letter_newest"),
            models.Index("task", condition=Q(retried_at=None), name="dead_letter_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.error}"
