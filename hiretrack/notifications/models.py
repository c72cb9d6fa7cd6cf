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


class Notification(TenantModel):
    """A line in somebody's notification centre. `employer` is empty for a candidate's.

    It holds ids and statuses; `showing` makes the words of them when they are read, so that a name that is changed or
    erased is nowhere else. It is there for its reader from `created_at` on, which may lie ahead.
    """

    person_path = "recipient_id"

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, related_name="+"
    )
    recipient = models.ForeignKey("employers.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=64)
    cause_id = models.UUIDField(help_text="the journal entry")
    entity_id = models.UUIDField(help_text="what it is about")
    details = models.JSONField(default=dict, help_text="ids and statuses")
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True, help_text="when its mail was taken by a provider")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "recipient", "cause_id", "kind"],
                name="notification_once_per_cause",
                nulls_distinct=False,
            ),
        ]
        indexes: ClassVar = [
            models.Index("recipient", models.F("created_at").desc(), models.F("id").desc(), name="notification_newest"),
            models.Index("recipient", condition=Q(read_at=None), name="notification_unread"),
            models.Index("employer", "entity_id", name="notification_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NotificationPreference(TenantModel):
    """Where one person wants one kind; without a row the kind's own defaults hold."""

    person_path = "user_id"

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, related_name="+"
    )
    user = models.ForeignKey("employers.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=64)
    email = models.BooleanField()
    in_app = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "user", "kind"], name="preference_once_per_kind", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {'mail' if self.email else 'no mail'}"
