"""Mails by state that still matter, as each scrape of /metrics sees them."""

from __future__ import annotations

from django.db.models import Count
from django.utils import timezone

from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.models import Message
from hiretrack.observability.metrics import Reading, measure
from hiretrack.tenancy import all_tenants


def register() -> None:
    measure("hiretrack_mail_waiting", "Mails that are due or being sent, by state", waiting)


def waiting() -> Reading:
    open_states = [MessageState.QUEUED, MessageState.SENDING]
    with all_tenants(reason="metrics"):
        due = Message.objects.filter(state__in=open_states, send_after__lte=timezone.now())
        found = dict(due.order_by().values_list("state").annotate(Count("pk")))
    return [({"state": str(state)}, float(found.get(state, 0))) for state in open_states]
