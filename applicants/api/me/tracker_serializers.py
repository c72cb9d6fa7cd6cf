"""Bodies, query strings and answers of the tracker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from applicants.api.me.fields import WebAddressField
from applicants.choices import AppliedVia, TrackedSort, TrackedStatus
from applicants.tracker.linked import NEEDED
from hiretrack.api.fields import MomentField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer

Answer = serializers.Serializer[Any]
MOST_AT_ONCE = 500


class TrackerQuery(QuerySerializer):
    q = serializers.CharField(
        max_length=200, required=False, help_text="Words that all occur in company, title, place or notes."
    )
    status = serializers.ChoiceField(
        choices=TrackedStatus.choices, required=False, help_text="Only applications in this state."
    )
    sort = serializers.ChoiceField(
        choices=TrackedSort.choices, required=False, help_text="`newest` application first if not given."
    )


class TrackedBodySerializer(StrictSerializer):
    listing_id = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="A listing that you can see. Its company, title, url and location are taken where you give none.",
    )
    company = serializers.CharField(max_length=200, required=False, help_text="Required without a listing.")
    title = serializers.CharField(max_length=200, required=False, help_text="Required without a listing.")
    url = WebAddressField(required=False, allow_blank=True, help_text="Where the job is.")
    location = serializers.CharField(max_length=200, required=False, allow_blank=True)
    status = serializers.ChoiceField(choices=TrackedStatus.choices, required=False)
    notes = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    applied_via = serializers.ChoiceField(
        choices=AppliedVia.choices, required=False, help_text="What an `extension` adds is added once for each url."
    )
    applied_at = MomentField(required=False, help_text="By default now.")

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and not data.get("listing_id"):
            for name in NEEDED:
                self.fields[name].required = True
        return super().to_internal_value(data)


class TrackedSerializer(Answer):
    id = serializers.UUIDField()
    listing_id = serializers.UUIDField(allow_null=True, help_text="Null once its board is not watched any more.")
    company = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    location = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices=TrackedStatus.choices)
    notes = serializers.CharField(allow_blank=True)
    applied_via = serializers.ChoiceField(choices=AppliedVia.choices)
    applied_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class TrackedLogSerializer(Answer):
    from_status = serializers.ChoiceField(choices=TrackedStatus.choices, allow_null=True)
    status = serializers.ChoiceField(choices=TrackedStatus.choices)
    changed_at = serializers.DateTimeField()


class TrackedDetailSerializer(TrackedSerializer):
    log = TrackedLogSerializer(many=True)


class BulkDeleteSerializer(StrictSerializer):
    ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_AT_ONCE)


class BulkDeletedSerializer(Answer):
    deleted = serializers.IntegerField(min_value=0)
    not_found = serializers.ListField(child=serializers.UUIDField(), help_text="Ids that are not yours, or not there.")


class StatusCountsSerializer(Answer):
    applied = serializers.IntegerField(min_value=0)
    interviewing = serializers.IntegerField(min_value=0)
    offered = serializers.IntegerField(min_value=0)
    rejected = serializers.IntegerField(min_value=0)
    withdrawn = serializers.IntegerField(min_value=0)
    archived = serializers.IntegerField(min_value=0)


class TrackerWeekSerializer(Answer):
    week = serializers.DateField(help_text="Its Monday.")
    applied = serializers.IntegerField(min_value=0)
    answered = serializers.IntegerField(min_value=0, help_text="Applications that heard from the employer then.")


class WaitingSerializer(Answer):
    id = serializers.UUIDField()
    company = serializers.CharField()
    title = serializers.CharField()
    applied_at = serializers.DateTimeField()


class DashboardSerializer(Answer):
    total = serializers.IntegerField(min_value=0)
    by_status = StatusCountsSerializer()
    answered = serializers.IntegerField(min_value=0, help_text="Applications that ever heard from the employer.")
    response_rate = serializers.FloatField(min_value=0, max_value=1, allow_null=True)
    weeks = TrackerWeekSerializer(many=True, help_text="The last 26, by UTC; the newest is still going on.")
    oldest_waiting = WaitingSerializer(many=True, help_text="At most five that have heard nothing.")
