"""Deliveries are kept while somebody may still ask what became of them."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from hiretrack.tenancy.expiry import expire
from webhooks.choices import ENDED
from webhooks.models import WebhookDelivery

KEPT = dt.timedelta(days=90)


def expire_deliveries() -> int:
    """Delete what ended and was made before `KEPT`, with its attempts; how many deliveries.

    What still waits to be sent stays, however old.
    """
    return expire(_old, reason="webhook deliveries past their time")


def _old() -> QuerySet[WebhookDelivery]:
    old = WebhookDelivery.objects.filter(state__in=ENDED, created_at__lt=timezone.now() - KEPT)
    # Held, so that one that is sent again at this moment is either gone before or stays.
    rows: QuerySet[WebhookDelivery] = old.order_by("created_at").select_for_update(skip_locked=True, of=("self",))
    return rows
