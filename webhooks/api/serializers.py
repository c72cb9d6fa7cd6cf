"""Bodies, query strings and answers of the webhook operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.fields import MomentField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from webhooks.choices import SENT, SUBSCRIBABLE, AttemptError, DeliveryState, DisabledReason, EventType
from webhooks.models import MAX_URL
from webhooks.services import MAX_REPLAYED
from webhooks.services.deliveries import MISSED
from webhooks.services.subscriptions import KEEP_OLD_S, MOST_KEEP_OLD_S

Answer = serializers.Serializer[Any]


class SubscriptionBodySerializer(StrictSerializer):
    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    target_url = serializers.CharField(
        max_length=MAX_URL,
        help_text="An https address whose host lies on the internet; it carries no credentials. Not followed further.",
    )
    event_types = serializers.ListField(
        child=serializers.ChoiceField(choices=SUBSCRIBABLE),
        min_length=1,
        max_length=len(SUBSCRIBABLE),
        help_text="`*` stands for every type, also those that come later.",
    )
    enabled = serializers.BooleanField(
        required=False, help_text="Switching off cancels what waits; `:replay` sends it later."
    )


class SubscriptionSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField(allow_blank=True)
    target_url = serializers.CharField()
    event_types = serializers.ListField(child=serializers.ChoiceField(choices=SUBSCRIBABLE))
    enabled = serializers.BooleanField()
    disabled_reason = serializers.ChoiceField(choices=DisabledReason.choices, allow_null=True)
    disabled_at = serializers.DateTimeField(allow_null=True)
    failing_since = serializers.DateTimeField(
        allow_null=True, help_text="The first failure after the last success; after five days it is switched off."
    )
    created_by_id = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class IssuedSubscriptionSerializer(SubscriptionSerializer):
    secret = serializers.CharField(help_text="Verifies the signatures. It is shown this once.")


class RotateSecretSerializer(StrictSerializer):
    keep_old_s = serializers.IntegerField(
        min_value=0,
        max_value=MOST_KEEP_OLD_S,
        required=False,
        help_text=f"For so many seconds the old secret goes on signing beside the new one; {KEEP_OLD_S} if not given.",
    )


class RotatedSecretSerializer(Answer):
    secret = serializers.CharField(help_text="The new secret. It is shown this once.")
    old_expires_at = serializers.DateTimeField(help_text="Until then the old one signs too.")


class AttemptSerializer(Answer):
    number = serializers.IntegerField(min_value=1)
    at = serializers.DateTimeField()
    status = serializers.IntegerField(allow_null=True, help_text="The receiver's HTTP status, if it answered.")
    duration_ms = serializers.IntegerField(min_value=0, allow_null=True)
    error = serializers.ChoiceField(choices=AttemptError.choices, allow_null=True)
    answer = serializers.CharField(allow_blank=True, help_text="The first 2 KB of the receiver's answer.")


class WebhookDataSerializer(Answer):
    """Which members are there depends on the type; `webhooks` in this document shows each."""

    job_id = serializers.UUIDField(required=False)
    application_id = serializers.UUIDField(required=False)
    applicant_id = serializers.UUIDField(required=False)
    subscription_id = serializers.UUIDField(required=False)
    status = serializers.CharField(required=False)
    from_status = serializers.CharField(required=False)


class PayloadSerializer(Answer):
    type = serializers.ChoiceField(choices=SENT)
    timestamp = serializers.DateTimeField()
    sequence = serializers.IntegerField(min_value=0)
    data = WebhookDataSerializer()  # type: ignore[assignment]


class DeliverySerializer(Answer):
    id = serializers.UUIDField()
    subscription_id = serializers.UUIDField()
    event_id = serializers.UUIDField(help_text="The `webhook-id` of every attempt.")
    event_type = serializers.ChoiceField(choices=SENT)
    state = serializers.ChoiceField(choices=DeliveryState.choices)
    sequence = serializers.IntegerField(min_value=0, help_text="Grows with time; order of arrival is not promised.")
    payload = PayloadSerializer()
    attempts = AttemptSerializer(many=True)
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ReplaySerializer(StrictSerializer):
    event_types = serializers.ListField(
        child=serializers.ChoiceField(choices=EventType.choices),
        required=False,
        max_length=len(EventType.values),
        help_text="What the subscription asks for, if not given.",
    )
    state = serializers.ChoiceField(
        choices=[(state, state.label) for state in (*MISSED, DeliveryState.DELIVERED)],
        required=False,
        help_text="Only deliveries in this state. Without it: failed and cancelled ones, and events that never became"
        " a delivery.",
    )

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        times = {
            "from": MomentField(help_text="Events from this time on"),
            "to": MomentField(
                required=False, help_text=f"and before this one; now, if not given. At most {MAX_REPLAYED} events."
            ),
        }
        return {**times, **super().get_fields()}


class ReplayedSerializer(Answer):
    queued = serializers.IntegerField(min_value=0, help_text="Deliveries that are on their way now.")


class DeliveriesQuery(QuerySerializer):
    state = serializers.ChoiceField(
        choices=DeliveryState.choices, required=False, help_text="`failed` lists what was given up."
    )
    event_type = serializers.ChoiceField(choices=SENT, required=False, help_text="Only events of this type.")
