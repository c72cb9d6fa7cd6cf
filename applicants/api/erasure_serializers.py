from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.choices import ErasureReason
from hiretrack.api.serializers import StrictSerializer

ASKED = (ErasureReason.REQUEST, ErasureReason.CONSENT_WITHDRAWN, ErasureReason.OTHER)


class ErasureBodySerializer(StrictSerializer):
    reason = serializers.ChoiceField(
        choices=[(one.value, one.label) for one in ASKED], default=ErasureReason.REQUEST.value,
        help_text="Kept in the journal.",
    )  # fmt: skip


class ErasureSerializer(serializers.Serializer[Any]):
    applicant_id = serializers.UUIDField()
    erased_at = serializers.DateTimeField()
    records = serializers.IntegerField(min_value=1, help_text="The record, and those that were merged into it.")
    applications = serializers.IntegerField(min_value=0, help_text="They stay, without anything of the person.")
    files = serializers.IntegerField(min_value=0, help_text="They leave the file store in a moment.")
