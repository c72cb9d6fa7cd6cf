"""Bodies, query strings and answers of the applicant operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.choices import ApplicantSort, ImportFormat, OnExisting
from applicants.importing.rows import COLUMNS
from applicants.terms import LIMITS
from hiretrack.api.fields import LanguageField, MomentField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from hiretrack.background.api.serializers import TaskSerializer
from hiretrack.context import ActorKind
from hiretrack.uploads.choices import ContentType, ScanStatus

Answer = serializers.Serializer[Any]
MAX_CONTENT = 900_000
"""A file of this length still fits a body of 1 MiB with its quotes and line breaks escaped, mostly."""


class ApplicantLinkBodySerializer(StrictSerializer):
    label = serializers.CharField(  # type: ignore[assignment]
        max_length=100, required=False, allow_blank=True, help_text="By default the address's host."
    )
    url = serializers.CharField(max_length=500, help_text="Begins with https:// or http://.")


class ApplicantConsentBodySerializer(StrictSerializer):
    policy_version = serializers.CharField(max_length=500, help_text="Of the privacy policy that was agreed to.")
    given_at = MomentField(required=False, help_text="By default now.")


def _terms(name: str, child: serializers.Field, **given: Any) -> serializers.ListField:
    return serializers.ListField(child=child, required=False, max_length=LIMITS[name][0], **given)


class ApplicantChangeSerializer(StrictSerializer):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)
    phone = serializers.CharField(
        max_length=32, required=False, allow_blank=True, help_text="With its country code: +49 30 1234567."
    )
    location = serializers.CharField(max_length=200, required=False, allow_blank=True)
    headline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    links = ApplicantLinkBodySerializer(many=True, required=False, max_length=10)  # type: ignore[call-arg]
    skills = _terms("skills", serializers.CharField(max_length=LIMITS["skills"][1]))
    languages = _terms("languages", LanguageField(max_length=LIMITS["languages"][1]), help_text="BCP 47 tags.")
    tags = _terms("tags", serializers.CharField(max_length=LIMITS["tags"][1]))
    external_id = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="The record's id where it comes from. No two applicants of an employer have the same.",
    )
    cv_upload_id = serializers.UUIDField(
        required=False, allow_null=True, help_text="A completed upload that nothing else uses; null takes the CV away."
    )


class ApplicantBodySerializer(ApplicantChangeSerializer):
    consent = ApplicantConsentBodySerializer(required=False, help_text="What the person agreed to, if they did.")


class ApplicantLinkSerializer(Answer):
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class ApplicantConsentSerializer(Answer):
    purpose = serializers.CharField()
    given_at = serializers.CharField()
    policy_version = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]


class ApplicantCvSerializer(Answer):
    id = serializers.UUIDField()
    filename = serializers.CharField()
    content_type = serializers.ChoiceField(choices=ContentType.choices)
    size = serializers.IntegerField(min_value=0)
    scan_status = serializers.ChoiceField(choices=ScanStatus.choices)
    created_at = serializers.DateTimeField()


class AppliedJobSerializer(Answer):
    id = serializers.UUIDField()
    title = serializers.CharField()


class ApplicantsApplicationSerializer(Answer):
    id = serializers.UUIDField()
    status = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    job = AppliedJobSerializer()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ApplicantSerializer(Answer):
    """All but `id` may be left out with `fields`."""

    id = serializers.UUIDField()
    name = serializers.CharField(required=False)
    email = serializers.CharField(required=False)
    phone = serializers.CharField(required=False, help_text="E.164, or empty.")
    location = serializers.CharField(required=False)
    headline = serializers.CharField(required=False)
    links = ApplicantLinkSerializer(many=True, required=False)
    skills = serializers.ListField(child=serializers.CharField(), required=False)
    languages = serializers.ListField(child=serializers.CharField(), required=False)
    tags = serializers.ListField(child=serializers.CharField(), required=False)
    external_id = serializers.CharField(required=False, help_text="Or empty.")
    consent = ApplicantConsentSerializer(required=False, allow_null=True)
    cv_id = serializers.UUIDField(required=False, allow_null=True, help_text="Of the upload.")
    created_at = serializers.DateTimeField(required=False)
    updated_at = serializers.DateTimeField(required=False)
    cv = ApplicantCvSerializer(required=False, allow_null=True, help_text="With `expand=cv`.")
    applications = ApplicantsApplicationSerializer(
        many=True, required=False, help_text="With `expand=applications`; newest first."
    )


class ApplicantsQuery(QuerySerializer):
    q = serializers.CharField(
        max_length=200,
        required=False,
        help_text=(
            'Words that all must occur in the record or the CV, "phrases in quotes", OR, and -not; or the beginning of'
            " an e-mail address, up to the @ at least."
        ),
    )
    skill = serializers.ListField(
        child=serializers.CharField(max_length=100),
        required=False,
        max_length=20,
        help_text="Repeat it: all must match.",
    )
    language = LanguageField(max_length=35, required=False, help_text="BCP 47; `de` also finds de-AT.")
    tag = serializers.CharField(max_length=50, required=False, help_text="Whole, in any letter case.")
    location = serializers.CharField(max_length=200, required=False, help_text="Any part of the location's name.")
    external_id = serializers.CharField(max_length=200, required=False, help_text="Its id where it comes from.")
    created_after = MomentField(required=False, help_text="Only people who were added later.")
    sort = serializers.ChoiceField(
        choices=ApplicantSort.choices, required=False, help_text="By the time they were added."
    )


class TimelineActorSerializer(Answer):
    kind = serializers.ChoiceField(choices=[str(kind) for kind in ActorKind])
    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()


class TimelineEntitySerializer(Answer):
    type = serializers.CharField(help_text="applicant, application or upload.")
    id = serializers.UUIDField()


class TimelineEventSerializer(Answer):
    id = serializers.UUIDField()
    type = serializers.CharField(help_text="Such as `application.status.changed`.")
    at = serializers.DateTimeField()
    actor = TimelineActorSerializer()
    entity = TimelineEntitySerializer()
    data = serializers.DictField(  # type: ignore[assignment]
        child=serializers.JSONField(), help_text="Ids, statuses and codes; `note` of a step in the pipeline."
    )


class ApplicantExportSerializer(Answer):
    """Other parts of the product add members of their own: applications, shortlists, messages."""

    format = serializers.CharField()
    exported_at = serializers.DateTimeField()
    employer = serializers.DictField(child=serializers.JSONField())
    applicant = serializers.DictField(child=serializers.JSONField())
    merged_records = serializers.ListField(child=serializers.DictField(child=serializers.JSONField()))
    uploads = serializers.ListField(child=serializers.DictField(child=serializers.JSONField()))
    journal = serializers.ListField(child=serializers.DictField(child=serializers.JSONField()))


class ImportBodySerializer(StrictSerializer):
    format = serializers.ChoiceField(choices=ImportFormat.choices)
    upload_id = serializers.UUIDField(
        required=False, help_text="A completed upload of the kind `import`; either this or `content`."
    )
    content = serializers.CharField(
        max_length=MAX_CONTENT, required=False, trim_whitespace=False, help_text="The file itself, when it is small."
    )
    dry_run = serializers.BooleanField(required=False, help_text="Do everything, then undo it: the result says what.")
    mapping = serializers.DictField(
        child=serializers.ChoiceField(choices=[(name, name) for name in (*COLUMNS, "ignore")]),
        required=False,
        help_text="Of a CSV file: header → field, or `ignore`, where the headers are not called like the fields.",
    )
    on_existing = serializers.ChoiceField(
        choices=OnExisting.choices, required=False, help_text="What to do about known addresses; by default update."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("upload_id" in attrs) == ("content" in attrs):
            raise serializers.ValidationError({"upload_id": "Give either upload_id or content."}, code="either")
        if len(attrs.get("mapping", {})) > 100 or any(len(header) > 200 for header in attrs.get("mapping", {})):
            raise serializers.ValidationError({"mapping": "At most 100 headers of 200 characters."}, code="max_length")
        if attrs.get("mapping") and attrs["format"] != ImportFormat.CSV:
            raise serializers.ValidationError({"mapping": "Only CSV files have headers to map."}, code="not_csv")
        return attrs


class ImportStartedSerializer(Answer):
    task = TaskSerializer()
