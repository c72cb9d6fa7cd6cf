"""The only place that moves deliveries on: claims, outcomes, and what a crash left behind.

A sender claims rows and commits, posts without a transaction, and writes down the outcome. When it dies in between, the
rows stay `sending`; after `CLAIM_VALID` they are queued again and sent under the same webhook-id.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass
from typing import Any

import structlog
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from hiretrack.observability import metrics
from hiretrack.tenancy import all_tenants, employer_scope
from webhooks.answers import storable
from webhooks.choices import PING, AttemptError, DeliveryState, DisabledReason
from webhooks.events import body_of
from webhooks.health import note_failure, note_success
from webhooks.models import DeliveryAttempt, WebhookDelivery
from webhooks.outcomes import Outcome
from webhooks.secrets import valid_secrets

log = structlog.get_logger(__name__)
CLAIM_VALID = dt.timedelta(minutes=2)
WAITS_S = (5, 30, 120, 900, 3600, 14400, 43200, 86400, 86400)
"""Between attempts, give or take a tenth; after the last one (nearly three days) the delivery has failed."""
MOST_WAIT_S = 86400
"""However long a receiver's Retry-After."""
AT_ONCE, AT_ONCE_FAILING = 4, 1
"""Attempts in flight for one subscription, and for one whose last attempt failed."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """All that a sender needs, so that it asks the database for nothing."""

    delivery_id: uuid.UUID
    employer_id: uuid.UUID
    subscription_id: uuid.UUID
    event_id: uuid.UUID
    number: int
    tries: int
    url: str
    secrets: tuple[str, ...]
    content: bytes


def claim(limit: int) -> list[Claimed]:
    """Up to `limit` due deliveries of any employer, now this caller's alone."""
    with all_tenants(reason="webhooks that are due"):
        chosen = list(_due().values_list("pk", flat=True)[:limit])
        waiting = WebhookDelivery.objects.filter(pk__in=chosen, state=DeliveryState.QUEUED)
        rows = list(waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
        _mark(rows)
        fresh = WebhookDelivery.objects.filter(pk__in=[row.pk for row in rows]).select_related("subscription")
        secrets = valid_secrets({row.subscription_id for row in rows})
        return [_claimed(row, secrets.get(row.subscription_id, ())) for row in fresh]


def _mark(rows: list[WebhookDelivery]) -> None:
    WebhookDelivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=DeliveryState.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1, tries=F("tries") + 1
    )


def _claimed(row: WebhookDelivery, secrets: tuple[str, ...]) -> Claimed:
    return Claimed(
        row.pk, row.employer_id, row.subscription_id, row.event_id, row.attempts, row.tries,
        row.subscription.target_url, secrets, body_of(row),
    )  # fmt: skip


def _due() -> QuerySet[WebhookDelivery]:
    """Oldest first, of each subscription no more than may be in flight, so that none holds up the others."""
    failing = Q(subscription__failing_since__isnull=False)
    most = Case(When(failing, then=Value(AT_ONCE_FAILING)), default=Value(AT_ONCE), output_field=IntegerField())
    place = Window(RowNumber(), partition_by=F("subscription_id"), order_by=[F("next_attempt_at"), F("id")])
    return _waiting().annotate(place=place).filter(place__lte=most - _in_flight()).order_by("next_attempt_at", "id")


def _waiting() -> QuerySet[WebhookDelivery]:
    rows: QuerySet[WebhookDelivery] = WebhookDelivery.objects.filter(
        Q(subscription__enabled=True) | Q(event_type=PING),
        state=DeliveryState.QUEUED,
        next_attempt_at__lte=timezone.now(),
    )
    return rows


def _in_flight() -> Coalesce:
    flying = WebhookDelivery.objects.filter(subscription=OuterRef("subscription"), state=DeliveryState.SENDING)
    counted = flying.order_by().values("subscription").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def requeue_lost() -> int:
    """Deliveries whose sender never came back are due again; how many they were."""
    with all_tenants(reason="webhooks whose sender was lost"):
        stuck = WebhookDelivery.objects.filter(
            state=DeliveryState.SENDING, claimed_at__lt=timezone.now() - CLAIM_VALID
        ).order_by("pk")
        rows = list(stuck.select_for_update(skip_locked=True, of=("self",))[:500])
        if rows:
            _requeue(rows)
    return len(rows)


def _requeue(rows: list[WebhookDelivery]) -> None:
    lost = [
        DeliveryAttempt(
            employer_id=row.employer_id,
            delivery=row,
            number=row.attempts,
            at=row.claimed_at or row.created_at,
            error=AttemptError.LOST,
        )
        for row in rows
    ]
    DeliveryAttempt.objects.bulk_create(lost, ignore_conflicts=True)
    ours = WebhookDelivery.objects.filter(pk__in=[row.pk for row in rows])
    ours.filter(tries__gt=len(WAITS_S)).update(state=DeliveryState.FAILED, next_attempt_at=None)
    ours.filter(tries__lte=len(WAITS_S)).update(state=DeliveryState.QUEUED, next_attempt_at=timezone.now())


def write_down(claimed: Claimed, outcome: Outcome) -> DeliveryState | None:
    """Note the attempt and what follows from it; None when the claim was no longer the caller's."""
    with employer_scope(claimed.employer_id):
        changes = _changes(claimed, outcome)
        # Only while the claim is ours: after a time-out another sender may have it.
        ours = WebhookDelivery.objects.filter(
            pk=claimed.delivery_id, state=DeliveryState.SENDING, attempts=claimed.number
        )
        if not ours.update(**changes):
            log.warning("webhook_claim_lost", delivery_id=str(claimed.delivery_id))
            return None
        _note(claimed, outcome)
    state: DeliveryState = changes["state"]
    _tell(claimed, outcome, state)
    return state


def _changes(claimed: Claimed, outcome: Outcome) -> dict[str, Any]:
    now = timezone.now()
    if outcome.is_success:
        return {"state": DeliveryState.DELIVERED, "delivered_at": now, "next_attempt_at": None}
    if outcome.is_final or claimed.tries > len(WAITS_S):
        return {"state": DeliveryState.FAILED, "next_attempt_at": None}
    return {"state": DeliveryState.QUEUED, "next_attempt_at": now + dt.timedelta(seconds=wait_s(claimed, outcome))}


def wait_s(claimed: Claimed, outcome: Outcome) -> float:
    """Seconds until the next attempt."""
    planned = WAITS_S[claimed.tries - 1] * random.uniform(0.9, 1.1)  # noqa: S311 - jitter is no secret
    return max(planned, min(outcome.retry_after_s or 0.0, MOST_WAIT_S))


def _note(claimed: Claimed, outcome: Outcome) -> None:
    DeliveryAttempt.objects.create(
        delivery_id=claimed.delivery_id,
        number=claimed.number,
        at=outcome.at,
        status=outcome.status,
        duration_ms=outcome.duration_ms,
        error=outcome.error,
        answer=storable(claimed.delivery_id, outcome.answer),
    )
    if outcome.is_success:
        note_success(claimed.subscription_id)
    else:
        note_failure(claimed.subscription_id, only=DisabledReason.GONE if outcome.is_gone else None)


def _tell(claimed: Claimed, outcome: Outcome, state: DeliveryState) -> None:
    metrics.count("hiretrack_webhook", outcome=str(outcome.error or "delivered"))
    log.info(
        "webhook", delivery_id=str(claimed.delivery_id), attempt=claimed.number, status=outcome.status,
        error=str(outcome.error), state=str(state), duration_ms=outcome.duration_ms,
    )  # fmt: skip
