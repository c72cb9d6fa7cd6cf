"""Deliveries that wait, as each scrape of /metrics sees them."""

from __future__ import annotations

from django.db.models import Count
from django.utils import timezone

from hiretrack.observability.metrics import Reading, measure
from hiretrack.tenancy import all_tenants
from webhooks.choices import DeliveryState
from webhooks.models import WebhookDelivery, WebhookSubscription


def register() -> None:
    measure("hiretrack_webhook_waiting", "Webhook deliveries that are due or being sent, by state", waiting)
    measure("hiretrack_webhook_subscriptions_failing", "Webhook subscriptions whose last attempt failed", failing)


def waiting() -> Reading:
    open_states = [DeliveryState.QUEUED, DeliveryState.SENDING]
    with all_tenants(reason="metrics"):
        due = WebhookDelivery.objects.filter(state__in=open_states, next_attempt_at__lte=timezone.now())
        found = dict(due.order_by().values_list("state").annotate(Count("pk")))
    return [({"state": str(state)}, float(found.get(state, 0))) for state in open_states]


def failing() -> Reading:
    with all_tenants(reason="metrics"):
        rows = WebhookSubscription.objects.filter(enabled=True, failing_since__isnull=False)
        return [({}, float(rows.count()))]
