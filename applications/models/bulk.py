from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.choices import ApplicationStatus, BulkMoveState, ItemOutcome
from applications.models.applications import Application, ApplicationStage
from hiretrack.background.choices import OPEN, RunState
from hiretrack.tenancy.rows import TenantModel

MAX_DELAY_MINUTES = 7 * 24 * 60


class BulkMove(TenantModel):
    """Many applications taken to one status by a task, in batches, and back again while their mails wait."""

    status = models.CharField(max_length=16, choices=ApplicationStatus.choices)
    rejection_reason = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    mail_delay_minutes = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MAX_DELAY_MINUTES)])
    mails_at = models.DateTimeField(null=True, help_text="when the mails leave; known once the first batch begins")
    skipped = models.JSONField(default=dict, help_text="{reason: count} of what the plan left out")
    actor_kind = models.CharField(max_length=16)
    actor_name = models.CharField(max_length=200)
    created_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    run = models.ForeignKey("background.TaskRun", on_delete=models.SET_NULL, null=True, related_name="+")
    undo_requested_at = models.DateTimeField(null=True, help_text="its waiting mails are not sent from then on")
    undo_run = models.ForeignKey("background.TaskRun", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="bulk_move_status_known"),
        ]
        indexes: ClassVar = [
            models.Index("employer", models.F("created_at").desc(), models.F("id").desc(), name="bulk_move_newest"),
        ]

    def __str__(self) -> str:
        return f"Bulk move {self.pk} to {self.status}"

    @property
    def state(self) -> BulkMoveState:
        """Of the move, or of its undoing once that has begun. A run goes with the account of who started it."""
        run, undo = self.run, self.undo_run
        if self.undo_requested_at is not None:
            return BulkMoveState.UNDOING if undo and undo.state != RunState.SUCCEEDED else BulkMoveState.UNDONE
        if run is not None and run.state in OPEN:
            return BulkMoveState.MOVING
        return BulkMoveState.STOPPED if run and run.state != RunState.SUCCEEDED else BulkMoveState.MOVED


class BulkMoveItem(TenantModel):
    """One application of a bulk move: what it was when planned, and what became of it."""

    bulk_move = models.ForeignKey(BulkMove, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    from_status = models.CharField(max_length=16, choices=ApplicationStatus.choices)
    answer_by = models.DateTimeField(null=True, help_text="the reply promise that the move ended")
    outcome = models.CharField(max_length=24, choices=ItemOutcome.choices, default=ItemOutcome.WAITING)
    stage = models.ForeignKey(ApplicationStage, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "bulk_move", "application"], name="bulk_move_item_once"),
            models.CheckConstraint(condition=Q(outcome__in=ItemOutcome.values), name="bulk_move_item_outcome_known"),
        ]
        indexes: ClassVar = [
            models.Index("bulk_move", "outcome", "id", name="bulk_move_item_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.from_status}: {self.outcome}"
