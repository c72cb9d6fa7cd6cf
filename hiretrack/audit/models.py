"""The journal: one row per change of state, never altered. It is also the outbox that listeners are fed from."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.expressions import OrderBy
from django.utils import timezone

from hiretrack.tenancy.rows import TenantModel


class NextSequence(models.Func):
    """The next number of the journal, drawn by PostgreSQL in the insert itself."""

    template = "nextval('audit_log_sequence')"
    arity = 0
    output_field = models.BigIntegerField()


class CurrentTransaction(models.Func):
    """The writing transaction's 64-bit id, which never wraps around."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


def _newest() -> tuple[OrderBy, OrderBy]:
    return models.F("created_at").desc(), models.F("id").desc()


class AuditLog(TenantModel):
    """Who did what to which object. `employer` is empty for platform events.

    A feed that misses nothing reads in the order of (`transaction_id`, `sequence`), and only rows whose
    `transaction_id` is below `pg_snapshot_xmin(pg_current_snapshot())`: every transaction below it has ended, so no
    row can still appear behind the cursor. `sequence` alone (or the time) would not do: a row drawn earlier may be
    committed later. After a restore into a new cluster its transaction counter must be raised above the highest
    stored one (`pg_resetwal --next-transaction-id` and `--epoch`), because a dump does not carry it.
    """

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # No constraint and nothing on deletion: the id stays as written when the user goes.
    actor = models.ForeignKey(
        "employers.User", on_delete=models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    actor_kind = models.CharField(max_length=16)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=64)
    entity_type = models.CharField(max_length=64)
    entity_id = models.UUIDField()
    metadata = models.JSONField(default=dict)
    request_id = models.CharField(max_length=128, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sequence = models.BigIntegerField(db_default=NextSequence(), editable=False)
    transaction_id = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    dispatched_at = models.DateTimeField(null=True, editable=False)
    dispatch_failures = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("employer", *_newest(), name="audit_newest"),
            models.Index("employer", "entity_type", "entity_id", name="audit_entity"),
            models.Index("employer", "transaction_id", "sequence", name="audit_feed"),
            models.Index("created_at", condition=Q(dispatched_at=None), name="audit_undispatched"),
            models.Index("employer", "action", *_newest(), name="audit_by_action"),
            models.Index("employer", "actor", *_newest(), name="audit_by_actor"),
            models.Index(*_newest(), name="audit_newest_of_all"),
            models.Index("employer", "request_id", name="audit_by_request"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="never_changed", exclude=["dispatched_at", "dispatch_failures"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.actor_name}"
