"""Bodies and answers of mail templates."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.serializers import StrictSerializer
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.mail_templates.placeholders import NAMES
from hiretrack.notifications.models import MAX_BODY, MAX_SUBJECT


class MailTextSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField(help_text="One line of text with placeholders.")
    body = serializers.CharField(help_text="Markdown with placeholders.")


class PlaceholderSerializer(serializers.Serializer[Any]):
    name = serializers.ChoiceField(choices=NAMES, help_text="Written as `{{ name }}`.")
    meaning = serializers.CharField()
    is_required = serializers.BooleanField(help_text="Whether the body must hold it.")


class MailTemplateSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=ApplicantMail.values)
    title = serializers.CharField(help_text="When it is sent, in words.")
    subject = serializers.CharField()
    body = serializers.CharField()
    is_own = serializers.BooleanField(help_text="Whether the text is the employer's own; else it is the original.")
    enabled = serializers.BooleanField(help_text="`false`: the original is sent instead of the employer's own text.")
    original = MailTextSerializer()
    placeholders = PlaceholderSerializer(many=True, help_text="What this mail's text may hold.")
    updated_by_id = serializers.UUIDField(allow_null=True)
    updated_at = serializers.DateTimeField(allow_null=True)


class MailTemplatesSerializer(serializers.Serializer[Any]):
    items = MailTemplateSerializer(many=True)


class DraftSerializer(StrictSerializer):
    subject = serializers.CharField(max_length=MAX_SUBJECT, help_text="One line of text with placeholders.")
    body = serializers.CharField(
        max_length=MAX_BODY, help_text="Markdown with placeholders; `{{ link }}` must be among them."
    )


class MailTemplateBodySerializer(DraftSerializer):
    enabled = serializers.BooleanField(default=True)


class MailPreviewSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField()
    text = serializers.CharField(help_text="The mail's text part.")
    html = serializers.CharField(help_text="The mail's HTML part: a whole document, safe to show in a sandbox.")
