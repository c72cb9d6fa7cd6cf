"""Sending on demand: a test, one delivery again, or what was missed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hiretrack.audit.services import record
from hiretrack.celery import enqueue
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound
from webhooks import queries
from webhooks.choices import ENDED, DeliveryState
from webhooks.events import deliveries_of, delivery_of
from webhooks.models import WebhookDelivery, WebhookSubscription
from webhooks.services.subscriptions import lock_subscription

MAX_REPLAYED = 5000
"""Events that one replay looks at."""
MISSED = (DeliveryState.FAILED, DeliveryState.CANCELLED)


@transaction.atomic
def ping(*, subscription_id: uuid.UUID) -> WebhookDelivery:
    """Send a test event the way that real ones go, also to a subscription that is switched off. Raises `NotFound`."""
    row = lock_subscription(subscription_id)
    delivery = delivery_of(record("webhook.pinged", entity=row), row)
    delivery.save(force_insert=True)
    _send()
    return delivery


@transaction.atomic
def redeliver(*, delivery_id: uuid.UUID) -> WebhookDelivery:
    """Send it again at once, under the same webhook-id and with a new round of retries.

    Raises `NotFound`, and `DomainError` `webhook_disabled` or `delivery_in_progress`.
    """
    rows = WebhookDelivery.objects.select_related("subscription").select_for_update(of=("self",))
    row: WebhookDelivery | None = rows.filter(pk=delivery_id).first()
    if row is None:
        raise NotFound
    check_enabled(row.subscription)
    if row.state == DeliveryState.SENDING:
        raise DomainError(
            "An attempt is under way right now.", code="delivery_in_progress", title="The delivery is under way"
        )
    _requeue(WebhookDelivery.objects.filter(pk=row.pk))
    record("webhook.redelivered", entity=row.subscription, delivery_id=str(row.pk))
    _send()
    row.refresh_from_db()
    return row


@transaction.atomic
def redeliver_many(
    *,
    subscription: WebhookSubscription,
    states: Collection[str] = MISSED,
    since: dt.datetime | None = None,
    event_type: str = "",
) -> int:
    """Send deliveries in these states (of events from `since` on, of this type) again; how many. None while it is
    switched off."""
    if not subscription.enabled:
        return 0
    rows = WebhookDelivery.objects.filter(subscription=subscription, state__in=set(states) & set(ENDED))
    rows = rows.filter(event_type=event_type) if event_type else rows
    count = _requeue(rows.filter(event_at__gte=since) if since else rows)
    if count:
        record("webhook.redelivered", entity=subscription, deliveries=count)
        _send()
    return count


@transaction.atomic
def replay(
    *,
    subscription_id: uuid.UUID,
    since: dt.datetime,
    until: dt.datetime,
    event_types: Collection[str] = (),
    state: str = "",
) -> int:
    """Send what the subscription missed between two times; how many deliveries.

    That is: events that never became a delivery (it did not exist, was off, or did not ask for them), and deliveries
    that failed or were cancelled. With `state` only deliveries in that one. Raises `NotFound`, `Invalid`, and
    `DomainError` `webhook_disabled` or `replay_too_large`.
    """
    row = lock_subscription(subscription_id)
    check_enabled(row)
    if until <= since:
        raise Invalid(
            "The times are the wrong way round.", errors=[FieldError("/to", "invalid", "Must be after from.")]
        )
    types = list(event_types) or queries.wanted_types(row)
    entries = list(queries.events(row.employer_id, types, since=since, until=until)[: MAX_REPLAYED + 1])
    if len(entries) > MAX_REPLAYED:
        raise DomainError(
            f"More than {MAX_REPLAYED} events lie in that time; ask for a shorter one.",
            code="replay_too_large", title="Too much for one replay", status=422,
        )  # fmt: skip
    held = WebhookDelivery.objects.filter(subscription=row, event_id__in=[entry.pk for entry in entries])
    known = set(held.values_list("event_id", flat=True))
    count = _requeue(held.filter(state__in=[state] if state else MISSED))
    if not state:
        new = [one for entry in entries if entry.pk not in known for one in deliveries_of(entry, [row])]
        count += len(WebhookDelivery.objects.bulk_create(new, ignore_conflicts=True, batch_size=500))
    record("webhook.replayed", entity=row, deliveries=count)
    _send()
    return count


def _requeue(rows: QuerySet[WebhookDelivery]) -> int:
    return rows.update(
        state=DeliveryState.QUEUED, tries=0, next_attempt_at=timezone.now(), delivered_at=None, claimed_at=None
    )


def check_enabled(row: WebhookSubscription) -> None:
    """Raise `DomainError` `webhook_disabled` unless it is on."""
    if not row.enabled:
        raise DomainError(
            "The subscription is switched off; enable it first.", code="webhook_disabled", title="Switched off"
        )


def _send() -> None:
    from webhooks.tasks import send

    enqueue(send)
