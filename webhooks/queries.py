"""Reads, in the open scope."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch, QuerySet

from hiretrack.audit.models import AuditLog
from webhooks.choices import EVERYTHING, EventType
from webhooks.events import payload_of
from webhooks.models import DeliveryAttempt, WebhookDelivery, WebhookSubscription

NEWEST = [("created_at", "desc"), ("id", "desc")]


def subscribers(entry: AuditLog) -> list[WebhookSubscription]:
    """Who wants this entry: enabled subscriptions that were there when it was written."""
    return list(
        WebhookSubscription.objects.filter(
            enabled=True, event_types__overlap=[entry.action, EVERYTHING], created_at__lte=entry.created_at
        )
    )


def wanted_types(subscription: WebhookSubscription) -> list[str]:
    return list(EventType.values) if EVERYTHING in subscription.event_types else list(subscription.event_types)


def events(
    employer_id: uuid.UUID, types: Collection[str], *, since: dt.datetime, until: dt.datetime
) -> QuerySet[AuditLog]:
    """The journal's entries of these types, the oldest first. `employer_id`: a platform admin's scope holds all."""
    rows: QuerySet[AuditLog] = AuditLog.objects.filter(
        employer_id=employer_id, action__in=types, created_at__gte=since, created_at__lt=until
    )
    return rows.order_by("created_at", "id")


def deliveries(subscription_id: uuid.UUID, *, state: str = "", event_type: str = "") -> QuerySet[WebhookDelivery]:
    """With their attempts: two queries for any number of them."""
    rows = with_attempts().filter(subscription_id=subscription_id)
    rows = rows.filter(state=state) if state else rows
    return rows.filter(event_type=event_type) if event_type else rows


def with_attempts() -> QuerySet[WebhookDelivery]:
    tried = Prefetch("tried", DeliveryAttempt.objects.order_by("number"))
    rows: QuerySet[WebhookDelivery] = WebhookDelivery.objects.prefetch_related(tried)
    return rows


def subscription_item(row: WebhookSubscription) -> dict[str, Any]:
    """As the API answers it."""
    return {
        "id": row.pk,
        "name": row.name,
        "target_url": row.target_url,
        "event_types": row.event_types,
        "enabled": row.enabled,
        "disabled_reason": row.disabled_reason or None,
        "disabled_at": row.disabled_at,
        "failing_since": row.failing_since,
        "created_by_id": row.created_by_id,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def delivery_item(row: WebhookDelivery) -> dict[str, Any]:
    return {
        "id": row.pk,
        "subscription_id": row.subscription_id,
        "event_id": row.event_id,
        "event_type": row.event_type,
        "state": row.state,
        "sequence": row.sequence,
        "payload": payload_of(row),
        "attempts": [_attempt_item(attempt) for attempt in row.tried.all()],
        "next_attempt_at": row.next_attempt_at,
        "delivered_at": row.delivered_at,
        "created_at": row.created_at,
    }


def _attempt_item(row: DeliveryAttempt) -> dict[str, Any]:
    return {
        "number": row.number,
        "at": row.at,
        "status": row.status,
        "duration_ms": row.duration_ms,
        "error": row.error or None,
        "answer": row.answer,
    }
