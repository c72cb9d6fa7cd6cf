"""Bodies and answers of profile, education and work experience."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.api.me.fields import PartialDateField, ProfileLinkSerializer, WebAddressField
from applicants.choices import RemotePreference
from applicants.person import MAX_LINKS
from applicants.profiles.checks import MAX_LANGUAGES, MAX_PLACES, MAX_SKILLS
from hiretrack.api.fields import AmountField, CountryField, LanguageField
from hiretrack.api.serializers import StrictSerializer
from hiretrack.uploads.choices import ContentType, ScanStatus

Answer = serializers.Serializer[Any]


def text(longest: int, **given: Any) -> serializers.CharField:
    return serializers.CharField(max_length=longest, required=False, allow_blank=True, **given)


def texts(most: int, longest: int, **given: Any) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=longest), max_length=most, required=False, **given
    )


class EqualOpportunityBodySerializer(StrictSerializer):
    """All voluntary; an empty text takes an answer back. No employer ever sees one."""

    gender = text(100)
    ethnicity = text(100)
    disability = text(100)
    veteran_status = text(100)


class ProfileBodySerializer(StrictSerializer):
    phone = text(50, help_text="With country code, or as it is dialled in `country`; kept as E.164.")
    location = text(200)
    country = CountryField(required=False, allow_null=True, help_text="ISO 3166-1 alpha-2.")
    headline = text(200)
    summary = text(5000)
    links = ProfileLinkSerializer(many=True, required=False, max_length=MAX_LINKS)  # type: ignore[call-arg]
    skills = texts(MAX_SKILLS, 100)
    languages = serializers.ListField(
        child=LanguageField(max_length=35), max_length=MAX_LANGUAGES, required=False, help_text="BCP 47 tags."
    )
    desired_title = text(200)
    desired_locations = texts(MAX_PLACES, 200)
    remote_preference = serializers.ChoiceField(choices=RemotePreference.choices, required=False)
    minimum_salary = AmountField(required=False, allow_null=True, help_text="For a year, as a decimal text.")
    salary_currency = serializers.RegexField(
        r"^[A-Z]{3}$", required=False, allow_null=True, help_text="ISO 4217; required with a minimum salary."
    )
    equal_opportunity = EqualOpportunityBodySerializer(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return attrs | {name: attrs[name] or "" for name in ("country", "salary_currency") if name in attrs}


class ProfileLinkAnswerSerializer(Answer):
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class EqualOpportunitySerializer(Answer):
    gender = serializers.CharField(allow_blank=True)
    ethnicity = serializers.CharField(allow_blank=True)
    disability = serializers.CharField(allow_blank=True)
    veteran_status = serializers.CharField(allow_blank=True)


class ResumeSerializer(Answer):
    id = serializers.UUIDField()
    filename = serializers.CharField()
    content_type = serializers.ChoiceField(choices=ContentType.choices)
    size = serializers.IntegerField()
    scan_status = serializers.ChoiceField(choices=ScanStatus.choices)
    scan_detail = serializers.CharField(allow_blank=True)
    download_url = serializers.URLField(allow_null=True, help_text="Valid for five minutes; null until it is clean.")
    created_at = serializers.DateTimeField()


class ProfileSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField(help_text="The account's: change it with PATCH /v1/auth/me.")
    email = serializers.EmailField(help_text="The account's.")
    phone = serializers.CharField(allow_blank=True, help_text="E.164.")
    location = serializers.CharField(allow_blank=True)
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1 alpha-2.")
    headline = serializers.CharField(allow_blank=True)
    summary = serializers.CharField(allow_blank=True)
    links = ProfileLinkAnswerSerializer(many=True)
    skills = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField(), help_text="BCP 47 tags.")
    desired_title = serializers.CharField(allow_blank=True)
    desired_locations = serializers.ListField(child=serializers.CharField())
    remote_preference = serializers.ChoiceField(choices=RemotePreference.choices)
    minimum_salary = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    salary_currency = serializers.CharField(allow_null=True)
    resume = ResumeSerializer(allow_null=True)
    equal_opportunity = EqualOpportunitySerializer(help_text="Voluntary, held apart, and shown to no employer.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class SetResumeSerializer(StrictSerializer):
    upload_id = serializers.UUIDField(help_text="A completed own upload of kind `resume`, made without `employer`.")


class DatedBodySerializer(StrictSerializer):
    start_date = PartialDateField(required=False, allow_blank=True)
    end_date = PartialDateField(required=False, allow_blank=True, help_text="Empty while it goes on.")


class EducationBodySerializer(DatedBodySerializer):
    institution = serializers.CharField(max_length=200)
    url = WebAddressField(required=False, allow_blank=True)
    area = text(200)
    study_type = text(200)
    score = text(100)
    courses = texts(100, 200)


class ExperienceBodySerializer(DatedBodySerializer):
    company = serializers.CharField(max_length=200)
    company_description = text(500)
    position = text(200)
    location = text(200)
    url = WebAddressField(required=False, allow_blank=True)
    summary = text(5000)
    highlights = texts(100, 1000)


class DatedSerializer(Answer):
    id = serializers.UUIDField()
    start_date = serializers.CharField(allow_blank=True, help_text="`2019`, `2019-06` or `2019-06-30`.")
    end_date = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class EducationSerializer(DatedSerializer):
    institution = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    area = serializers.CharField(allow_blank=True)
    study_type = serializers.CharField(allow_blank=True)
    score = serializers.CharField(allow_blank=True)
    courses = serializers.ListField(child=serializers.CharField())


class ExperienceSerializer(DatedSerializer):
    company = serializers.CharField()
    company_description = serializers.CharField(allow_blank=True)
    position = serializers.CharField(allow_blank=True)
    location = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    summary = serializers.CharField(allow_blank=True)
    highlights = serializers.ListField(child=serializers.CharField())
