"""One round of sending, and what it left in the ledger."""

from __future__ import annotations

from typing import Any

from hiretrack.tenancy import all_tenants
from webhooks.delivery import send_due
from webhooks.models import DeliveryAttempt, WebhookDelivery


def fresh(row: Any) -> Any:
    with all_tenants(reason="test"):
        row.refresh_from_db()
    return row


def change(row: Any, **changes: Any) -> None:
    with all_tenants(reason="test"):
        type(row).objects.filter(pk=row.pk).update(**changes)


def attempts(row: WebhookDelivery) -> list[DeliveryAttempt]:
    with all_tenants(reason="test"):
        return list(DeliveryAttempt.objects.filter(delivery=row).order_by("number"))


def outcome(row: WebhookDelivery) -> tuple[str, str, int | None]:
    """State, and the last attempt's error and status, after one round of sending."""
    send_due()
    last = attempts(row)[-1]
    return fresh(row).state, last.error, last.status
