"""Query strings and answers of the journal's operations."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hiretrack.api.fields import FlagField, MomentField
from hiretrack.api.serializers import QuerySerializer
from hiretrack.audit.events import HEARD
from hiretrack.context import ActorKind

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
NAME = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"
TYPE = rf"^({'|'.join(name[:-1] for name in HEARD)})\.([a-z_]+(\.[a-z_]+)*)?$"


@extend_schema_field({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "string", "format": "date-time"}]})
class EventOrMomentField(serializers.CharField):
    """An event's id, or a time."""

    default_error_messages = {  # noqa: RUF012
        "neither": "Give the id of an event, or a time with its offset, such as 2026-12-31T23:59:00Z."
    }

    def to_internal_value(self, data: Any) -> uuid.UUID | dt.datetime:  # type: ignore[override]
        if UUID.fullmatch(data):
            return uuid.UUID(data)
        try:
            return MomentField().run_validation(data)
        except serializers.ValidationError:
            self.fail("neither")


class EventsQuery(QuerySerializer):
    type = serializers.ListField(
        child=serializers.RegexField(
            TYPE, max_length=64, error_messages={"invalid": f"Events begin with one of: {', '.join(HEARD)}"}
        ),
        required=False,
        min_length=1,
        max_length=20,
        help_text="Only these types. One that ends in a dot, such as `application.`, stands for all that begin so.",
    )
    after = EventOrMomentField(
        required=False, help_text="The id of the last event that this list gave you, or a time: only what came later."
    )


class JournalQuery(QuerySerializer):
    actor = serializers.UUIDField(required=False, help_text="The id of the user who did it.")
    action = serializers.RegexField(NAME, max_length=64, required=False, help_text="Such as `user.updated`.")
    entity_type = serializers.RegexField(NAME, max_length=64, required=False, help_text="Such as `application`.")
    entity_id = serializers.UUIDField(required=False, help_text="Only what happened to this object.")
    after = MomentField(required=False, help_text="Only what was done later.")
    before = MomentField(required=False, help_text="Only what was done earlier.")


class PlatformJournalQuery(JournalQuery):
    employer = serializers.UUIDField(required=False, help_text="Only this employer's entries, by its id.")
    platform = FlagField(required=False, help_text="true: only entries of no employer; false: only those of employers.")


class EntitySerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    id = serializers.UUIDField()


class JournalActorSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=[str(kind) for kind in ActorKind])
    id = serializers.UUIDField(allow_null=True, help_text="Of a user; keys and visitors have none.")
    name = serializers.CharField()


class EventSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    type = serializers.CharField()
    sequence = serializers.IntegerField(help_text="Greater for what was written later; numbers are left out.")
    entity = EntitySerializer()
    actor = JournalActorSerializer()
    data = serializers.DictField(  # type: ignore[assignment]
        child=serializers.JSONField(), help_text="Ids, statuses and codes."
    )
    request_id = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField()


class JournalEntrySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    action = serializers.CharField()
    entity = EntitySerializer()
    actor = JournalActorSerializer()
    metadata = serializers.DictField(child=serializers.JSONField(), help_text="Ids, statuses and codes.")
    request_id = serializers.CharField(allow_null=True)
    employer_id = serializers.UUIDField(allow_null=True, help_text="Null for what was done to the platform itself.")
    at = serializers.DateTimeField()
