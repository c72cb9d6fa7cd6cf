from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.merging.fields import CHOOSABLE, DUPLICATE, SURVIVOR
from hiretrack.api.serializers import StrictSerializer

Answer = serializers.Serializer[Any]


class FieldsBodySerializer(StrictSerializer):
    """One member for each field that can be chosen."""

    def get_fields(self) -> dict[str, Any]:
        return {
            name: serializers.ChoiceField(
                choices=[SURVIVOR, DUPLICATE], required=False, help_text=f"Whose {name} stays."
            )
            for name in CHOOSABLE
        }


class MergeBodySerializer(StrictSerializer):
    applicant_id = serializers.UUIDField(help_text="The duplicate, which becomes part of the one in the address.")
    fields = FieldsBodySerializer(required=False, help_text="Default: the survivor's, blanks filled, lists united.")  # type: ignore[assignment]


class MergeSerializer(Answer):
    id = serializers.UUIDField()
    survivor_id = serializers.UUIDField()
    merged_id = serializers.UUIDField(help_text="From now on another name of the survivor.")
    changed = serializers.ListField(child=serializers.CharField(), help_text="The survivor's fields that changed.")
    merged_at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)
