"""Reads for the webhooks' pages."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from webhooks.choices import PING, DeliveryState
from webhooks.events import payload_of
from webhooks.models import SubscriptionSecret, WebhookDelivery, WebhookSubscription
from webhooks.queries import with_attempts

PAGE = 50


def with_health() -> QuerySet[WebhookSubscription]:
    """Newest first, each with its last delivery's time and state, and whether failed ones lie there."""
    own = WebhookDelivery.objects.filter(subscription=OuterRef("pk")).order_by("-created_at", "-id")
    failed = own.filter(state=DeliveryState.FAILED).order_by()
    rows: QuerySet[Any] = WebhookSubscription.objects.annotate(
        last_at=Subquery(own.values("created_at")[:1]),
        last_state=Subquery(own.values("state")[:1]),
        has_failed=Exists(failed),
    )
    return rows.order_by("-created_at", "-id")


def deliveries(subscription_id: uuid.UUID, asked: Mapping[str, Any], before: str = "") -> QuerySet[WebhookDelivery]:
    """Newest first: ids are ordered by time, so that the last one shown is where the next page begins."""
    rows = with_attempts().filter(subscription_id=subscription_id).order_by("-created_at", "-id")
    if "state" in asked:
        rows = rows.filter(state=asked["state"])
    if "event" in asked:
        rows = rows.filter(event_type=asked["event"])
    if since := since_of(asked):
        rows = rows.filter(event_at__gte=since)
    last = _uuid(before)
    return rows.filter(pk__lt=last) if last else rows


def since_of(asked: Mapping[str, Any]) -> dt.datetime | None:
    """The beginning of the day that the filter names."""
    day: dt.date | None = asked.get("since")
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def old_secrets_until(subscription_id: uuid.UUID) -> dt.datetime | None:
    """When the last of the replaced secrets stops signing; None when only the newest signs."""
    ends = SubscriptionSecret.objects.filter(subscription_id=subscription_id, expires_at__gt=timezone.now())
    return ends.order_by("-expires_at").values_list("expires_at", flat=True).first()


def sent(row: WebhookDelivery) -> dict[str, Any]:
    """The request as receivers get it. What differs from attempt to attempt is not kept, and described instead."""
    return {
        "headers": [("Content-Type", "application/json"), ("webhook-id", str(row.event_id))],
        "body": json.dumps(payload_of(row), indent=2, ensure_ascii=False),
        "is_ping": row.event_type == PING,
    }
