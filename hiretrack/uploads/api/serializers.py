"""Bodies of the Media operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.serializers import StrictSerializer
from hiretrack.uploads.choices import MAX_IMPORT_BYTES, ContentType, ScanStatus, UploadKind


class PresignSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=UploadKind.choices)
    filename = serializers.CharField(max_length=255, help_text="Shown to recruiters; its ending must fit the type.")
    content_type = serializers.ChoiceField(choices=ContentType.choices)
    size = serializers.IntegerField(
        min_value=1,
        max_value=MAX_IMPORT_BYTES,
        help_text="Bytes; the store takes no other size. A document has 10 MiB at most, an `import` 32 MiB.",
    )
    sha256 = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, help_text="In lower-case hex; checked when the upload is completed."
    )
    employer = serializers.SlugField(
        max_length=80,
        required=False,
        help_text=(
            "The employer's slug; needed without a token and for candidates, as a back-office token names it."
            " Without it a candidate's `resume` is for the own profile."
        ),
    )


class PresignedSerializer(serializers.Serializer[Any]):
    upload_id = serializers.UUIDField()
    url = serializers.URLField(help_text="POST a multipart form here: `fields`, then the file as `file`.")
    fields = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]
    expires_at = serializers.DateTimeField()


class UploadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=UploadKind.choices)
    filename = serializers.CharField()
    content_type = serializers.ChoiceField(choices=ContentType.choices)
    size = serializers.IntegerField()
    sha256 = serializers.CharField(allow_blank=True, help_text="Empty until completed, unless it was announced.")
    scan_status = serializers.ChoiceField(choices=ScanStatus.choices)
    scan_detail = serializers.CharField(allow_blank=True)
    download_url = serializers.URLField(
        allow_null=True,
        help_text="Valid for five minutes; null without a token and until the file is clean.",
    )
    created_at = serializers.DateTimeField()
    completed_at = serializers.DateTimeField(allow_null=True)
