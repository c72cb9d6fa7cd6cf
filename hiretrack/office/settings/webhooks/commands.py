"""The buttons of the webhooks' pages."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiretrack.errors import NotFound
from hiretrack.office.pages import OfficeCommand
from hiretrack.office.settings.webhooks import log
from hiretrack.office.settings.webhooks.forms import LogForm
from webhooks import services
from webhooks.choices import ENDED
from webhooks.models import WebhookDelivery
from webhooks.services.deliveries import MISSED


class WebhookCommand(OfficeCommand):
    write_permission = "webhooks.change_webhooksubscription"

    def back_to(self, **ids: Any) -> str:
        return reverse("office:settings-webhook", args=[ids["webhook_subscription_id"]])


class Ping(WebhookCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        services.ping(subscription_id=ids["webhook_subscription_id"])
        return _("A test event is on its way: look at its delivery in the log.")


class Switch(WebhookCommand):
    """On or off, as `enabled` says: pressing twice changes nothing."""

    def run(self, request: HttpRequest, **ids: Any) -> str:
        enabled = request.POST.get("enabled") == "1"
        services.update_subscription(subscription_id=ids["webhook_subscription_id"], changes={"enabled": enabled})
        if enabled:
            return _("The webhook is on. Events that were missed are not sent by themselves.")
        return _("The webhook is off. What was waiting to be sent was cancelled.")


class Delete(WebhookCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        services.delete_subscription(subscription_id=ids["webhook_subscription_id"])
        return _("The webhook and its deliveries are deleted.")

    def back_to(self, **ids: Any) -> str:
        return reverse("office:settings-webhooks")


class RedeliverMany(WebhookCommand):
    """All that failed or was cancelled, within the log's filters."""

    def run(self, request: HttpRequest, **ids: Any) -> str:
        asked = LogForm.read(request.POST).asked
        row = services.lock_subscription(ids["webhook_subscription_id"])
        services.check_enabled(row)
        states = [asked["state"]] if asked.get("state") in ENDED else MISSED
        since, event = log.since_of(asked), asked.get("event", "")
        return _told(services.redeliver_many(subscription=row, states=states, since=since, event_type=event))


class Redeliver(WebhookCommand):
    write_permission = "webhooks.change_webhookdelivery"

    def run(self, request: HttpRequest, **ids: Any) -> str:
        services.redeliver(delivery_id=ids["webhook_delivery_id"])
        return _told(1)

    def back_to(self, **ids: Any) -> str:
        if not WebhookDelivery.objects.filter(pk=ids["webhook_delivery_id"]).exists():
            raise NotFound
        return reverse("office:settings-delivery", args=[ids["webhook_delivery_id"]])


def _told(count: int) -> str:
    if not count:
        return _("There is nothing to send again.")
    said = ngettext("%(number)d delivery is on its way.", "%(number)d deliveries are on their way.", count)
    return said % {"number": count}
