"""From the journal to the ledger."""

from __future__ import annotations

from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.celery import enqueue
from webhooks import queries
from webhooks.choices import EventType
from webhooks.events import deliveries_of
from webhooks.models import WebhookDelivery


def register() -> None:
    for event_type in EventType.values:
        listen(event_type, queue_for_subscribers)


def queue_for_subscribers(entry: AuditLog) -> None:
    """One delivery for each subscription that wants the event, however often the entry is told."""
    if entry.employer_id is None or not (subscriptions := queries.subscribers(entry)):
        return
    WebhookDelivery.objects.bulk_create(deliveries_of(entry, subscriptions), ignore_conflicts=True)
    from webhooks.tasks import send

    enqueue(send)
