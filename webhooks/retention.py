"""Deliveries are kept while somebody may still ask what became of them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from hiretrack.tenancy import all_tenants
from webhooks.choices import ENDED
from webhooks.models import WebhookDelivery

KEPT = dt.timedelta(days=90)
BATCH, MOST_BATCHES = 1000, 50


def expire_deliveries() -> int:
    """Delete what ended and was made before `KEPT`, with its attempts; how many deliveries.

    In transactions of a thousand. What still waits to be sent stays, however old.
    """
    gone = 0
    for _ in range(MOST_BATCHES):
        deleted = _expire_some()
        gone += deleted
        if deleted < BATCH:
            break
    return gone


def _expire_some() -> int:
    with all_tenants(reason="webhook deliveries past their time"):
        old = WebhookDelivery.objects.filter(state__in=ENDED, created_at__lt=timezone.now() - KEPT)
        # Held, so that one that is sent again at this moment is either gone before or stays.
        rows = old.order_by("created_at").select_for_update(skip_locked=True, of=("self",))
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        WebhookDelivery.objects.filter(pk__in=ids).delete()
    return len(ids)
