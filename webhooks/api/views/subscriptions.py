"""Who is told."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import EMPLOYER_ADMINS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from webhooks import queries, services
from webhooks.api import examples, serializers
from webhooks.models import WebhookSubscription
from webhooks.services import Issued

WEBHOOKS = ["Webhooks"]


def tag_of(row: WebhookSubscription) -> str:
    # Senders change these two without touching `updated_at`.
    return etag_of(row, row.failing_since, row.enabled)


class SubscriptionBaseView(TenantView[WebhookSubscription]):
    model = WebhookSubscription

    def answer(self, row: WebhookSubscription) -> HttpResponse:
        return self.respond(queries.subscription_item(row), etag=tag_of(row))

    def check_version(self, subscription_id: uuid.UUID) -> None:
        """Compare `If-Match` with the row, and keep others from changing it before this request does."""
        row = services.lock_subscription(subscription_id)
        self.check_if_match(tag_of(row))


class SubscriptionsView(SubscriptionBaseView):
    allowed: ClassVar = {"get": EMPLOYER_ADMINS, "post": EMPLOYER_ADMINS}
    idempotent = frozenset({"post"})

    @operation(
        "listWebhookSubscriptions",
        summary="Where the employer's webhooks go, newest first",
        tags=WEBHOOKS,
        responses={200: serializers.SubscriptionSerializer},
        examples=[answered(examples.SUBSCRIPTION)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.page(self.get_queryset(), ordering=queries.NEWEST, shape=queries.subscription_item)

    @operation(
        "createWebhookSubscription",
        summary="Be told of events",
        description=(
            "Events that happen from now on are posted to `target_url`, signed as"
            " [Standard Webhooks](https://www.standardwebhooks.com/) say; `webhooks` in this document shows them."
        ),
        tags=WEBHOOKS,
        request=serializers.SubscriptionBodySerializer,
        responses={201: serializers.IssuedSubscriptionSerializer},
        errors=["validation_failed"],
        examples=[asked(examples.BODY), answered(examples.ISSUED, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.SubscriptionBodySerializer)
        maker = self.principal.user_id if self.principal else None
        return self._issued(services.create_subscription(**given, created_by=maker))

    def _issued(self, issued: Issued) -> HttpResponse:
        row = issued.subscription
        shown = queries.subscription_item(row) | {"secret": issued.secret}
        location = {"Location": f"/v1/webhooks/subscriptions/{row.pk}"}
        return self.respond(shown, status=201, etag=tag_of(row), headers=location)


class SubscriptionView(SubscriptionBaseView):
    allowed: ClassVar = {"get": EMPLOYER_ADMINS, "patch": EMPLOYER_ADMINS, "delete": EMPLOYER_ADMINS}

    @operation(
        "getWebhookSubscription",
        summary="One webhook subscription",
        tags=WEBHOOKS,
        responses={200: serializers.SubscriptionSerializer},
        errors=["not_found"],
        examples=[answered(examples.SUBSCRIPTION)],
        etag=True,
    )
    def get(self, request: Request, subscription_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(self.get_object())

    @operation(
        "updateWebhookSubscription",
        summary="Change a webhook subscription, or switch it on or off",
        tags=WEBHOOKS,
        request=serializers.SubscriptionBodySerializer,
        responses={200: serializers.SubscriptionSerializer},
        errors=["not_found", "validation_failed"],
        examples=[asked(examples.CHANGE), answered(examples.SUBSCRIPTION | examples.CHANGE)],
        etag=True,
    )
    def patch(self, request: Request, subscription_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(subscription_id)
        changes = self.body(serializers.SubscriptionBodySerializer)
        return self.answer(services.update_subscription(subscription_id=subscription_id, changes=changes))

    @operation(
        "deleteWebhookSubscription",
        summary="Remove a webhook subscription with its deliveries",
        tags=WEBHOOKS,
        responses={204: None},
        errors=["not_found"],
        etag=True,
    )
    def delete(self, request: Request, subscription_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(subscription_id)
        services.delete_subscription(subscription_id=subscription_id)
        return self.respond(status=204)


class RotateSecretView(SubscriptionBaseView):
    allowed: ClassVar = {"post": EMPLOYER_ADMINS}

    @operation(
        "rotateWebhookSecret",
        summary="Replace the signing secret",
        description="For a while both sign: each request then carries a signature of either, separated by a space.",
        tags=WEBHOOKS,
        request=serializers.RotateSecretSerializer,
        responses={200: serializers.RotatedSecretSerializer},
        errors=["not_found", "validation_failed"],
        examples=[asked(examples.ROTATE), answered(examples.ROTATED)],
    )
    def post(self, request: Request, subscription_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.get_object()
        given = self.body(serializers.RotateSecretSerializer)
        issued = services.rotate_secret(subscription_id=subscription_id, **given)
        return self.respond({"secret": issued.secret, "old_expires_at": issued.old_expires_at})
