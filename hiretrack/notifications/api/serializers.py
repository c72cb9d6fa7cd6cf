"""Bodies and answers of the notification centre."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.fields import FlagField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from hiretrack.notifications.catalogue import EMAIL, IN_APP, NOTICES

KINDS = list(NOTICES)


class NotificationsQuery(QuerySerializer):
    unread = FlagField(required=False, help_text="`true`: only those that have not been read.")


class NoticeEntitySerializer(serializers.Serializer[Any]):
    type = serializers.CharField(help_text="As in the event feed, such as `application`.")
    id = serializers.UUIDField()


class NotificationSerializer(serializers.Serializer[Any]):
    """`title` and `body` are made when they are read: they follow what has been renamed or erased since."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField()
    body = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_null=True, help_text="A page about it, for a browser.")
    entity = NoticeEntitySerializer()
    read_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class UnreadCountSerializer(serializers.Serializer[Any]):
    unread_count = serializers.IntegerField(min_value=0)


class ReadAllSerializer(serializers.Serializer[Any]):
    read = serializers.IntegerField(min_value=0, help_text="How many were unread.")


class FixedSerializer(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(choices=[EMAIL, IN_APP])
    reason = serializers.CharField()


class PreferenceSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField()
    email = serializers.BooleanField()
    in_app = serializers.BooleanField()
    fixed = FixedSerializer(many=True, help_text="Channels that cannot be changed, and why.")


class PreferencesSerializer(serializers.Serializer[Any]):
    items = PreferenceSerializer(many=True)


class ChosenSerializer(StrictSerializer):
    kind = serializers.CharField(max_length=64, help_text="One of those that the caller's role can be told of.")
    email = serializers.BooleanField(required=False)
    in_app = serializers.BooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # A PATCH makes every member optional, those of its items too.
        if "kind" not in attrs:
            raise serializers.ValidationError({"kind": ["Say which kind."]}, code="required")
        return attrs


class ChoicesSerializer(StrictSerializer):
    items = ChosenSerializer(many=True, max_length=len(KINDS))  # type: ignore[call-arg]
