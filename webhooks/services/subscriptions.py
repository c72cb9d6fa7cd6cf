from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from hiretrack.audit.services import record
from hiretrack.errors import FieldError, Invalid, NotFound
from hiretrack.tenancy.rows import stamp
from webhooks.choices import EVERYTHING, SUBSCRIBABLE, DisabledReason
from webhooks.health import switch_off, switch_on
from webhooks.models import WebhookSubscription
from webhooks.secrets import add_secret, retire_secrets
from webhooks.targets import check_target

KEEP_OLD_S, MOST_KEEP_OLD_S = 24 * 3600, 7 * 24 * 3600
"""How long a replaced secret goes on signing."""
EDITABLE = ("name", "target_url", "event_types")


@dataclass(frozen=True, slots=True)
class Issued:
    subscription: WebhookSubscription
    secret: str
    """It cannot be read again."""
    old_expires_at: dt.datetime | None = None


@transaction.atomic
def create_subscription(
    *,
    target_url: str,
    event_types: Collection[str],
    name: str = "",
    enabled: bool = True,
    created_by: uuid.UUID | None = None,
) -> Issued:
    """Tell `target_url` of these events of the open scope's employer from now on. Raises `Invalid`."""
    row = WebhookSubscription(name=name, target_url=target_url, event_types=_types(event_types))
    row.created_by_id = created_by
    stamp(row)
    check_target(target_url)
    row.save(force_insert=True)
    if not enabled:
        switch_off(row, DisabledReason.MANUAL)
    secret = add_secret(row)
    record("webhook.created", entity=row, event_types=row.event_types)
    return Issued(row, secret)


@transaction.atomic
def update_subscription(*, subscription_id: uuid.UUID, changes: Mapping[str, Any]) -> WebhookSubscription:
    """Change some of `EDITABLE` and `enabled`. Raises `NotFound` and `Invalid`."""
    row = lock_subscription(subscription_id)
    new = {name: value for name, value in changes.items() if name in EDITABLE and value != getattr(row, name)}
    if "event_types" in new:
        new["event_types"] = _types(new["event_types"])
    if "target_url" in new:
        check_target(new["target_url"])
    for name, value in new.items():
        setattr(row, name, value)
    row.save(update_fields=[*new, "updated_at"])
    enabled = changes.get("enabled", row.enabled)
    if enabled != row.enabled:
        switch_on(row) if enabled else switch_off(row, DisabledReason.MANUAL)
        new["enabled"] = enabled
    if new:
        record("webhook.updated", entity=row, fields=sorted(new), enabled=row.enabled)
    return row


@transaction.atomic
def delete_subscription(*, subscription_id: uuid.UUID) -> None:
    """With its deliveries. Raises `NotFound`."""
    row = lock_subscription(subscription_id)
    record("webhook.deleted", entity=row)
    row.delete()


@transaction.atomic
def rotate_secret(*, subscription_id: uuid.UUID, keep_old_s: int = KEEP_OLD_S) -> Issued:
    """A new secret; older ones go on signing for `keep_old_s` seconds, so that receivers need no pause.

    Raises `NotFound`.
    """
    row = lock_subscription(subscription_id)
    ends = timezone.now() + dt.timedelta(seconds=min(max(keep_old_s, 0), MOST_KEEP_OLD_S))
    retire_secrets(row, ends=ends)
    secret = add_secret(row)
    row.save(update_fields=["updated_at"])
    record("webhook.secret_rotated", entity=row, old_expires_at=ends.isoformat())
    return Issued(row, secret, ends)


def lock_subscription(subscription_id: uuid.UUID) -> WebhookSubscription:
    """Raises `NotFound`."""
    rows = WebhookSubscription.objects.select_for_update(of=("self",))
    row: WebhookSubscription | None = rows.filter(pk=subscription_id).first()
    if row is None:
        raise NotFound
    return row


def _types(given: Collection[str]) -> list[str]:
    unknown = sorted(set(given) - set(SUBSCRIBABLE))
    if unknown or not given:
        raise Invalid(
            "These events cannot be subscribed to.",
            errors=[FieldError("/event_types", "unknown_event_type", f"Choose among {', '.join(SUBSCRIBABLE)}.")],
        )
    return [EVERYTHING] if EVERYTHING in given else sorted(set(given))
