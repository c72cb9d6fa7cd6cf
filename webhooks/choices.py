from __future__ import annotations

from django.db import models


class EventType(models.TextChoices):
    """What subscribers are told. The names are the journal's own."""

    JOB_PUBLISHED = "job.published", "Job published"
    JOB_CLOSED = "job.closed", "Job closed"
    APPLICATION_CREATED = "application.created", "Application created"
    APPLICATION_STATUS_CHANGED = "application.status.changed", "Application's status changed"
    APPLICANT_CREATED = "applicant.created", "Applicant created"
    APPLICANT_ERASED = "applicant.erased", "Applicant erased"


EVERYTHING = "*"
"""In a subscription: each event type, also those that come later."""
PING = "webhook.ping"
"""Sent on demand alone; nobody subscribes to it."""
SUBSCRIBABLE = (*EventType.values, EVERYTHING)
SENT = (*EventType.values, PING)


class DeliveryState(models.TextChoices):
    QUEUED = "queued", "Queued"
    SENDING = "sending", "Sending"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.QUEUED: frozenset({DeliveryState.SENDING, DeliveryState.CANCELLED}),
    DeliveryState.SENDING: frozenset({DeliveryState.QUEUED, DeliveryState.DELIVERED, DeliveryState.FAILED}),
    DeliveryState.DELIVERED: frozenset({DeliveryState.QUEUED}),
    DeliveryState.FAILED: frozenset({DeliveryState.QUEUED}),
    DeliveryState.CANCELLED: frozenset({DeliveryState.QUEUED}),
}
ENDED = (DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.CANCELLED)


class DisabledReason(models.TextChoices):
    MANUAL = "manual", "Switched off by hand"
    GONE = "gone", "The receiver answered 410 Gone"
    FAILING = "failing", "Nothing but failures for days"


class AttemptError(models.TextChoices):
    """Why an attempt was no success; empty for one that was."""

    STATUS = "status", "The answer's status is not 2xx"
    REDIRECT = "redirect", "The answer is a redirect, which is not followed"
    REFUSED = "address_refused", "The address may not be called"
    UNREACHABLE = "unreachable", "No answer"
    TIMEOUT = "timeout", "No whole answer in time"
    LOST = "outcome_lost", "The sender was stopped before it knew the outcome"
    UNSIGNED = "no_secret", "The secrets cannot be read with this SECRET_KEY"
