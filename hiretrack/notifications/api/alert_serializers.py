"""Bodies and answers of the candidate's alerts."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.choices import AlertFrequency
from hiretrack.api.serializers import StrictFields, StrictSerializer
from hiretrack.notifications.searches import kept
from jobs.api.serializers import PublicJobsQuery


class AlertSearchSerializer(StrictFields, PublicJobsQuery):
    """The parameters of `GET /v1/public/jobs` that choose jobs; when and in which order is the alert's affair."""

    remote = serializers.BooleanField(required=False)  # type: ignore[assignment]
    published_after = None  # type: ignore[assignment]
    sort = None  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return kept(attrs)


class AlertBodySerializer(StrictSerializer):
    name = serializers.CharField(max_length=200)
    search = AlertSearchSerializer(help_text="Without any member: every new job.")
    frequency = serializers.ChoiceField(choices=AlertFrequency.choices, required=False)
    is_active = serializers.BooleanField(required=False)


class AlertSearchAnswerSerializer(serializers.Serializer[Any]):
    q = serializers.CharField(required=False)
    department = serializers.CharField(required=False)
    language = serializers.CharField(required=False)
    location = serializers.CharField(required=False)
    country = serializers.CharField(required=False)
    remote = serializers.BooleanField(required=False)
    employment_type = serializers.CharField(required=False)
    employer = serializers.CharField(required=False)
    salary_min = serializers.DecimalField(max_digits=12, decimal_places=2, required=False)


class AlertSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    search = AlertSearchAnswerSerializer()
    frequency = serializers.ChoiceField(choices=AlertFrequency.choices)
    is_active = serializers.BooleanField()
    last_sent_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
