from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventType(models.TextChoices):
    """What subscribers are told. The names are the journal's own."""

    JOB_PUBLISHED = "job.published", _("Job published")
    JOB_CLOSED = "job.closed", _("Job closed")
    APPLICATION_CREATED = "application.created", _("Application created")
    APPLICATION_STATUS_CHANGED = "application.status.changed", _("Application's status changed")
    APPLICANT_CREATED = "applicant.created", _("Applicant created")
    APPLICANT_ERASED = "applicant.erased", _("Applicant erased")


EVERYTHING = "*"
"""In a subscription: each event type, also those that come later."""
PING = "webhook.ping"
"""Sent on demand alone; nobody subscribes to it."""
SUBSCRIBABLE = (*EventType.values, EVERYTHING)
SENT = (*EventType.values, PING)


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.QUEUED: frozenset({DeliveryState.SENDING, DeliveryState.CANCELLED}),
    DeliveryState.SENDING: frozenset({DeliveryState.QUEUED, DeliveryState.DELIVERED, DeliveryState.FAILED}),
    DeliveryState.DELIVERED: frozenset({DeliveryState.QUEUED}),
    DeliveryState.FAILED: frozenset({DeliveryState.QUEUED}),
    DeliveryState.CANCELLED: frozenset({DeliveryState.QUEUED}),
}
ENDED = (DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.CANCELLED)


class DisabledReason(models.TextChoices):
    MANUAL = "manual", _("Switched off by hand")
    GONE = "gone", _("The receiver answered 410 Gone")
    FAILING = "failing", _("Nothing but failures for days")


class AttemptError(models.TextChoices):
    """Why an attempt was no success; empty for one that was."""

    STATUS = "status", _("The answer's status is not 2xx")
    REDIRECT = "redirect", _("The answer is a redirect, which is not followed")
    REFUSED = "address_refused", _("The address may not be called")
    UNREACHABLE = "unreachable", _("No answer")
    TIMEOUT = "timeout", _("No whole answer in time")
    LOST = "outcome_lost", _("The sender was stopped before it knew the outcome")
    UNSIGNED = "no_secret", _("The secrets cannot be read with this SECRET_KEY")
