"""Bodies of the bulk operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applications.choices import ApplicationStatus, BulkMoveState, ItemOutcome, Skipped, Source
from applications.models import MAX_DELAY_MINUTES
from applications.services.bulk import MOST
from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.api.fields import MomentField
from hiretrack.api.serializers import StrictSerializer
from hiretrack.background.api.serializers import TaskSerializer


class BulkFilterSerializer(StrictSerializer):
    """The filters of `GET /v1/applications`. An empty object names every application."""

    job = serializers.UUIDField(required=False)
    applicant = serializers.UUIDField(required=False)
    status = serializers.ListField(
        child=serializers.ChoiceField(choices=ApplicationStatus.choices), required=False, max_length=7
    )
    source = serializers.ChoiceField(choices=Source.choices, required=False)  # type: ignore[assignment]
    q = serializers.CharField(max_length=200, required=False)
    created_after = MomentField(required=False)
    created_before = MomentField(required=False)
    overdue = serializers.BooleanField(required=False)


class BulkMoveRequestSerializer(StrictSerializer):
    application_ids = serializers.ListField(
        child=serializers.UUIDField(), required=False, min_length=1, max_length=MOST, help_text="These applications."
    )
    filter = BulkFilterSerializer(required=False, help_text=f"All that match, up to {MOST:,}.")
    status = serializers.ChoiceField(choices=ApplicationStatus.choices, help_text="Where they all go.")
    rejection_reason = serializers.CharField(max_length=MAX_REASON, required=False, allow_blank=True)
    note = serializers.CharField(max_length=MAX_NOTE, required=False, allow_blank=True, help_text="For the stage log.")
    mail_delay_minutes = serializers.IntegerField(
        min_value=0,
        max_value=MAX_DELAY_MINUTES,
        required=False,
        help_text=(
            "How long the mails wait, and so how long the move can be undone; 10 when not given. So long the candidates"
            " see the status before."
        ),
    )
    plan = serializers.BooleanField(help_text="true: only say what would happen.")
    plan_token = serializers.CharField(
        max_length=64, required=False, help_text="Of the plan that was looked at; 409 when another one would be done."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("application_ids" in attrs) == ("filter" in attrs):
            raise serializers.ValidationError({"filter": "Give either application_ids or filter."}, code="one_of")
        return attrs


class MovingSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(min_value=0)
    application_ids = serializers.ListField(child=serializers.UUIDField(), help_text="The first 100.")
    by_from_status = serializers.DictField(child=serializers.IntegerField())


class SkippedSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=Skipped.choices)
    detail = serializers.CharField()
    count = serializers.IntegerField(min_value=1)
    application_ids = serializers.ListField(child=serializers.UUIDField(), help_text="The first 100.")


class BulkPlanSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=ApplicationStatus.choices)
    moving = MovingSerializer()
    skipped = SkippedSerializer(many=True)
    plan_token = serializers.CharField()


class BulkStartedSerializer(serializers.Serializer[Any]):
    bulk_move_id = serializers.UUIDField()
    task = TaskSerializer()


class BulkMoveSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=BulkMoveState.choices)
    status = serializers.ChoiceField(choices=ApplicationStatus.choices)
    rejection_reason = serializers.CharField()
    note = serializers.CharField()
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text=f"Of {', '.join(ItemOutcome.values)}: how many came to it."
    )
    skipped = serializers.DictField(child=serializers.IntegerField(), help_text="What the plan left out, by reason.")
    mail_delay_minutes = serializers.IntegerField(min_value=0)
    mails_at = serializers.DateTimeField(allow_null=True, help_text="Null until the first ones are moved.")
    undo_until = serializers.DateTimeField(allow_null=True, help_text="Null until the first ones are moved.")
    task_id = serializers.UUIDField(allow_null=True)
    undo_task_id = serializers.UUIDField(allow_null=True)
    created_by = serializers.CharField()
    created_at = serializers.DateTimeField()
