from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.background.choices import RunState


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
