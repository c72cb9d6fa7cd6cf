"""When a subscription is switched off by itself, and what being switched off means."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from hiretrack.audit.services import record
from webhooks.choices import DeliveryState, DisabledReason
from webhooks.models import WebhookDelivery, WebhookSubscription

FAILING_FOR = dt.timedelta(days=5)
"""Of nothing but failures: as Standard Webhooks advises."""


def note_success(subscription_id: uuid.UUID) -> None:
    WebhookSubscription.objects.filter(pk=subscription_id, failing_since__isnull=False).update(failing_since=None)


def note_failure(subscription_id: uuid.UUID, *, only: DisabledReason | None = None) -> None:
    """`only` switches the subscription off for that reason at once."""
    now = timezone.now()
    rows = WebhookSubscription.objects.filter(pk=subscription_id)
    rows.filter(failing_since=None).update(failing_since=now)
    row = rows.select_for_update(of=("self",)).first()
    if row is None or row.failing_since is None:
        return
    reason = only or (DisabledReason.FAILING if row.failing_since <= now - FAILING_FOR else None)
    if reason and row.enabled:
        switch_off(row, reason)
        record("webhook.disabled", entity=row, reason=str(reason))


def switch_off(row: WebhookSubscription, reason: DisabledReason) -> None:
    """In the caller's transaction. What waits is cancelled: `replay` sends it later if that is wanted."""
    row.enabled, row.disabled_reason, row.disabled_at = False, reason, timezone.now()
    row.save(update_fields=["enabled", "disabled_reason", "disabled_at", "updated_at"])
    waiting = WebhookDelivery.objects.filter(subscription=row, state=DeliveryState.QUEUED)
    waiting.update(state=DeliveryState.CANCELLED, next_attempt_at=None)


def switch_on(row: WebhookSubscription) -> None:
    """In the caller's transaction, with a clean record."""
    row.enabled, row.disabled_reason, row.disabled_at, row.failing_since = True, "", None, None
    row.save(update_fields=["enabled", "disabled_reason", "disabled_at", "failing_since", "updated_at"])
