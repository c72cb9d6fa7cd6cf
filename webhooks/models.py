"""Who is told (subscriptions), what they are told (deliveries), and how that went (attempts)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.tenancy.rows import TenantModel
from webhooks.choices import ENDED, AttemptError, DeliveryState, DisabledReason

MAX_URL = 2000
MAX_ANSWER = 2048
"""Bytes of a receiver's answer that are kept."""


class WebhookSubscription(TenantModel):
    name = models.CharField(max_length=200, blank=True)
    target_url = models.CharField(max_length=MAX_URL)
    event_types = ArrayField(models.CharField(max_length=64))
    enabled = models.BooleanField(default=True)
    disabled_reason = models.CharField(max_length=16, blank=True, choices=DisabledReason.choices)
    disabled_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True, help_text="the first failure after the last success")
    created_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("webhook")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(event_types=[]), name="webhook_of_some_event"),
            models.CheckConstraint(
                condition=Q(enabled=True) ^ Q(disabled_at__isnull=False), name="webhook_disabled_since"
            ),
        ]
        indexes: ClassVar = [
            models.Index("employer", models.F("created_at").desc(), models.F("id").desc(), name="webhook_newest"),
        ]

    def __str__(self) -> str:
        return self.name or self.target_url


class SubscriptionSecret(TenantModel):
    """Several are valid at once while a new one is being rolled out; each signs."""

    subscription = models.ForeignKey(WebhookSubscription, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index("employer", "subscription", name="webhook_secrets")]

    def __str__(self) -> str:
        return str(self.pk)


class WebhookDelivery(TenantModel):
    """One event on its way to one subscription. `webhooks.ledger` alone moves it on.

    `tries` counts the attempts since it was last queued afresh, `attempts` all that there ever were.
    """

    subscription = models.ForeignKey(WebhookSubscription, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField(help_text="the journal entry; the webhook-id of every attempt")
    event_type = models.CharField(max_length=64)
    event_at = models.DateTimeField()
    sequence = models.BigIntegerField(help_text="the journal's")
    data = models.JSONField(default=dict, help_text="ids and statuses")
    applicant_id = models.UUIDField(null=True, help_text="whom it is about")
    state = models.CharField(max_length=16, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "subscription", "event_id"], name="delivery_once_per_event"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(
                "employer", "subscription", models.F("created_at").desc(), models.F("id").desc(), name="delivery_newest"
            ),
            models.Index("next_attempt_at", condition=Q(state="queued"), name="delivery_due"),
            models.Index("subscription", condition=Q(state="sending"), name="delivery_in_flight"),
            models.Index(
                "employer",
                "subscription",
                models.F("created_at").desc(),
                models.F("id").desc(),
                condition=Q(state="failed"),
                name="delivery_failed",
            ),
            models.Index("created_at", condition=Q(state__in=ENDED), name="delivery_ended"),
            models.Index("employer", "applicant_id", name="delivery_about"),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} ({self.state})"


class DeliveryAttempt(TenantModel):
    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="tried")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=32, blank=True, choices=AttemptError.choices)
    answer = models.TextField(blank=True, help_text="its first 2 KB")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "delivery", "number"], name="attempt_once_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.status or self.error}"
