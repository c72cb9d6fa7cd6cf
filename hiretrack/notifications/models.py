from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hiretrack.notifications.choices import MessageState
from hiretrack.tenancy.rows import TenantModel


class Message(TenantModel):
    """One mail, from the journal entry that caused it to its acceptance by a provider. `delivery` alone moves it.

    `content` is what was rendered at the first attempt, sealed: every further attempt sends the same bytes, which a
    provider's idempotency asks for. It is emptied at the end, because it may hold a link that signs somebody in.
    """

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=64)
    cause_id = models.UUIDField(help_text="the journal entry")
    entity_id = models.UUIDField(help_text="the application or user it is about")
    details = models.JSONField(default=dict, help_text="ids and statuses")
    recipient = models.EmailField(max_length=254)
    state = models.CharField(max_length=16, choices=MessageState.choices, default=MessageState.QUEUED)
    content = models.TextField(blank=True)
    send_after = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, help_text="of no use to the recipient later")
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=16, blank=True, help_text="that took it, or may have taken it")
    error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "cause_id", "kind"], name="message_once_per_cause", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
        ]
        indexes: ClassVar = [
            models.Index("send_after", condition=Q(state="queued"), name="message_due"),
            models.Index("claimed_at", condition=Q(state="sending"), name="message_in_flight"),
            models.Index("employer", "entity_id", name="message_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"
