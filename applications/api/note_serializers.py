"""Bodies of the operations on notes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applications.models import MAX_BODY
from applications.services.notes import MOST_MENTIONS
from hiretrack.api.serializers import StrictSerializer


class NewNoteSerializer(StrictSerializer):
    body = serializers.CharField(max_length=MAX_BODY, help_text="Plain text; candidates never see it.")
    mentions = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=MOST_MENTIONS,
        help_text="Users of your back office who are told of the note.",
    )


class NoteChangeSerializer(StrictSerializer):
    body = serializers.CharField(max_length=MAX_BODY, required=False)
    mentions = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=MOST_MENTIONS,
        help_text="Replaces the list; who is new in it is told.",
    )


class NoteAuthorSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(allow_null=True, help_text="Null for a program's note, and once the account has gone.")
    name = serializers.CharField()


class ApplicationNoteSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    application_id = serializers.UUIDField()
    author = NoteAuthorSerializer()
    body = serializers.CharField()
    mentions = serializers.ListField(child=serializers.UUIDField())
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
