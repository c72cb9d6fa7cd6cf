"""Signing secrets (Standard Webhooks: `whsec_` and 24 to 64 random bytes in base64), sealed at rest."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
import uuid
from collections.abc import Collection

import structlog
from django.db.models import Q
from django.utils import timezone

from employers.sealing import SealBroken, seal, unseal
from webhooks.models import SubscriptionSecret, WebhookSubscription

log = structlog.get_logger(__name__)
PREFIX = "whsec_"
BYTES = 32


def add_secret(subscription: WebhookSubscription) -> str:
    """A new secret that signs from now on; it cannot be shown again."""
    secret = PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()
    SubscriptionSecret.objects.create(subscription=subscription, sealed=seal(secret))
    return secret


def retire_secrets(subscription: WebhookSubscription, *, ends: dt.datetime) -> None:
    """Secrets there are sign until `ends`, or until their own earlier end; those that have ended go."""
    held = SubscriptionSecret.objects.filter(subscription=subscription)
    held.filter(Q(expires_at=None) | Q(expires_at__gt=ends)).update(expires_at=ends)
    held.filter(expires_at__lte=timezone.now()).delete()


def valid_secrets(subscription_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, ...]]:
    """The newest first."""
    rows = SubscriptionSecret.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=timezone.now()), subscription_id__in=subscription_ids
    )
    found: dict[uuid.UUID, tuple[str, ...]] = {}
    for row in rows.order_by("-created_at", "-id"):
        found[row.subscription_id] = (*found.get(row.subscription_id, ()), *_opened(row))
    return found


def _opened(row: SubscriptionSecret) -> tuple[str, ...]:
    try:
        return (unseal(row.sealed),)
    except SealBroken:
        log.exception("webhook_secret_sealed_with_another_key", subscription_id=str(row.subscription_id))
        return ()
