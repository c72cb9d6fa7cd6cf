"""Bodies of a candidate's own applications."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applications.api.serializers import KeptAnswerSerializer, StatusEmployerSerializer
from applications.choices import PublicStatus
from hiretrack.api.serializers import QuerySerializer


class MyStatusQuery(QuerySerializer):
    status = serializers.MultipleChoiceField(
        choices=PublicStatus.choices, required=False, help_text="Repeat it for several."
    )


class MyJobSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    location = serializers.CharField()
    is_open = serializers.BooleanField()


class MyApplicationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=PublicStatus.choices)
    may_withdraw = serializers.BooleanField()
    job = MyJobSerializer()
    employer = StatusEmployerSerializer()
    answer_by = serializers.DateTimeField(allow_null=True, help_text="The employer's reply promise.")
    created_at = serializers.DateTimeField()


class HistorySerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=PublicStatus.choices)
    at = serializers.DateTimeField()


class MyApplicationDetailSerializer(MyApplicationSerializer):
    cover_letter = serializers.CharField()
    answers = KeptAnswerSerializer(many=True)
    cv_upload_id = serializers.UUIDField(allow_null=True)
    cover_letter_upload_id = serializers.UUIDField(allow_null=True)
    history = HistorySerializer(many=True, help_text="Oldest first.")
