"""What they are told, and how that went."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import EMPLOYER_ADMINS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from webhooks import queries, services
from webhooks.api import examples, serializers
from webhooks.api.views.subscriptions import WEBHOOKS, SubscriptionBaseView
from webhooks.models import WebhookDelivery


class DeliveriesView(SubscriptionBaseView):
    allowed: ClassVar = {"get": EMPLOYER_ADMINS}
    query_serializer: ClassVar = {"get": serializers.DeliveriesQuery}

    @operation(
        "listWebhookDeliveries",
        summary="What was sent to a subscription, with every attempt, newest first",
        tags=WEBHOOKS,
        responses={200: serializers.DeliverySerializer},
        errors=["not_found"],
        examples=[answered(examples.DELIVERY)],
        paginated=True,
    )
    def get(self, request: Request, subscription_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = self.get_object()
        rows = queries.deliveries(row.pk, **self.query.values)
        return self.page(rows, ordering=queries.NEWEST, shape=queries.delivery_item)


class PingView(SubscriptionBaseView):
    allowed: ClassVar = {"post": EMPLOYER_ADMINS}

    @operation(
        "pingWebhookSubscription",
        summary="Send a test event now",
        description="`webhook.ping` goes the way of real events; its outcome stands in the list of deliveries.",
        tags=WEBHOOKS,
        responses={202: serializers.DeliverySerializer},
        errors=["not_found"],
        examples=[answered(examples.PINGED, 202)],
    )
    def post(self, request: Request, subscription_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        sent = services.ping(subscription_id=subscription_id)
        return self.respond(queries.delivery_item(sent), status=202)


class ReplayView(SubscriptionBaseView):
    allowed: ClassVar = {"post": EMPLOYER_ADMINS}

    @operation(
        "replayWebhooks",
        summary="Send what a subscriber missed",
        description=(
            "Events keep their id, so that a receiver that has seen one knows it again. Without `state`: events between"
            " the two times that never became a delivery, and deliveries that failed or were cancelled."
        ),
        tags=WEBHOOKS,
        request=serializers.ReplaySerializer,
        responses={202: serializers.ReplayedSerializer},
        errors=["not_found", "validation_failed", "webhook_disabled", "replay_too_large"],
        examples=[asked(examples.REPLAY), answered(examples.REPLAYED, 202)],
    )
    def post(self, request: Request, subscription_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.get_object()
        given = self.body(serializers.ReplaySerializer)
        times = {"since": given.pop("from"), "until": given.pop("to", None) or timezone.now()}
        queued = services.replay(subscription_id=subscription_id, **times, **given)
        return self.respond({"queued": queued}, status=202)


class RedeliverView(TenantView[WebhookDelivery]):
    model = WebhookDelivery
    allowed: ClassVar = {"post": EMPLOYER_ADMINS}

    @operation(
        "redeliverWebhook",
        summary="Send a delivery again now, under the same webhook-id",
        tags=WEBHOOKS,
        responses={202: serializers.DeliverySerializer},
        errors=["not_found", "webhook_disabled", "delivery_in_progress"],
        examples=[answered(examples.QUEUED, 202)],
    )
    def post(self, request: Request, delivery_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        queued = services.redeliver(delivery_id=delivery_id)
        return self.respond(queries.delivery_item(queued), status=202)
