"""Mails by state that still matter, as each scrape of /metrics sees them."""

from __future__ import annotations

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.models import Message
from hiretrack.observability.metrics import Reading, measure
from hiretrack.tenancy import all_tenants


def register() -> None:
    measure("hiretrack_mail_waiting", "Mails that are due or being sent, by state", waiting)
    measure("hiretrack_mail_oldest_seconds", "How long the oldest of them has been due", oldest)


OPEN = [MessageState.QUEUED, MessageState.SENDING]


def _due() -> QuerySet[Message]:
    due: QuerySet[Message] = Message.objects.filter(state__in=OPEN, send_after__lte=timezone.now())
    return due.order_by()


def waiting() -> Reading:
    with all_tenants(reason="metrics"):
        found = dict(_due().values_list("state").annotate(Count("pk")))
    return [({"state": str(state)}, float(found.get(state, 0))) for state in OPEN]


def oldest() -> Reading:
    with all_tenants(reason="metrics"):
        since = _due().aggregate(oldest=Min("send_after"))["oldest"]
    return [({}, (timezone.now() - since).total_seconds() if since else 0.0)]
