from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.background.choices import RunState
from hiretrack.background.health import State


class TaskErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class TaskSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=RunState.values)
    progress = serializers.IntegerField(min_value=0, max_value=100)
    message = serializers.CharField(allow_blank=True)
    result = serializers.JSONField(allow_null=True)
    error = TaskErrorSerializer(allow_null=True)
    cancel_requested = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class PartHealthSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=[str(state) for state in State])
    figures = serializers.DictField(child=serializers.FloatField(allow_null=True))
    error = serializers.CharField(allow_null=True, help_text="The error's class, when the part could not be asked.")


class HealthSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(
        choices=[str(state) for state in State],
        help_text="failing: without a database or workers; degraded: anything else is amiss or late.",
    )
    draining = serializers.BooleanField(help_text="The instance that answered is about to stop.")
    version = serializers.CharField()
    parts = PartHealthSerializer(many=True)
    at = serializers.DateTimeField()


class FigurePartSerializer(serializers.Serializer[Any]):
    labels = serializers.DictField(child=serializers.CharField())
    value = serializers.FloatField()


class FigureSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    description = serializers.CharField()
    parts = FigurePartSerializer(many=True)


class FiguresSerializer(serializers.Serializer[Any]):
    sources = serializers.DictField(
        child=serializers.BooleanField(), help_text="Whether each answered; without one its figures are left out."
    )
    figures = FigureSerializer(many=True)
    at = serializers.DateTimeField()


class DeadLetterSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    task = serializers.CharField()
    args = serializers.ListField(child=serializers.JSONField())
    kwargs = serializers.DictField(child=serializers.JSONField())
    employer_id = serializers.UUIDField(allow_null=True)
    error = serializers.CharField()
    error_message = serializers.CharField(allow_blank=True)
    attempts = serializers.IntegerField()
    failed_at = serializers.DateTimeField()
    retried_at = serializers.DateTimeField(allow_null=True)
