"""The journal: one row per change of state, never altered. It is also the outbox that listeners are fed from."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hiretrack.tenancy.rows import TenantModel


class AuditLog(TenantModel):
    """Who did what to which object. `employer` is empty for platform events."""

    employer = models.ForeignKey("employers.Employer", on_delete=models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    actor_kind = models.CharField(max_length=16)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=64)
    entity_type = models.CharField(max_length=64)
    entity_id = models.UUIDField()
    metadata = models.JSONField(default=dict)
    request_id = models.CharField(max_length=128, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    dispatched_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("employer", models.F("created_at").desc(), models.F("id").desc(), name="audit_newest"),
            models.Index("employer", "entity_type", "entity_id", name="audit_entity"),
            models.Index("created_at", condition=Q(dispatched_at=None), name="audit_undispatched"),
            BrinIndex("created_at", name="audit_created_brin"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="never_changed", exclude=["dispatched_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.actor_name}"
