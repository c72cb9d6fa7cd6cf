"""JSON Resume 1.0.0, member by member, in the schema's own spelling."""

# ruff: noqa: N815
from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.api.me.fields import PartialDateField, WebAddressField
from applicants.person import MAX_LINKS
from applicants.profiles.checks import MAX_LANGUAGES, MAX_SKILLS
from applicants.profiles.history import MOST
from hiretrack.api.fields import CountryField
from hiretrack.api.serializers import StrictSerializer

KEPT = 100
"""Items of a section that is kept as it comes."""


def text(longest: int, **given: Any) -> serializers.CharField:
    return serializers.CharField(max_length=longest, required=False, allow_blank=True, **given)


def texts(most: int, longest: int) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(max_length=longest), max_length=most, required=False)


def address(**given: Any) -> WebAddressField:
    return WebAddressField(required=False, allow_blank=True, **given)


def date() -> PartialDateField:
    return PartialDateField(required=False, allow_blank=True)


class ResumeLocationSerializer(StrictSerializer):
    address = text(300)
    postalCode = text(40)
    city = text(200)
    countryCode = CountryField(required=False)
    region = text(200)


class ResumeProfileSerializer(StrictSerializer):
    network = text(100)
    username = text(200)
    url = address()


class ResumeBasicsSerializer(StrictSerializer):
    name = text(200, help_text="The account's; what is put is not taken.")
    label = text(200)  # type: ignore[assignment]
    image = address()
    email = text(254, help_text="The account's; what is put is not taken.")
    phone = text(50)
    url = address()
    summary = text(5000)
    location = ResumeLocationSerializer(required=False)
    profiles = ResumeProfileSerializer(many=True, required=False, max_length=MAX_LINKS)  # type: ignore[call-arg]


class ResumeWorkSerializer(StrictSerializer):
    name = serializers.CharField(max_length=200)
    location = text(200)
    description = text(500)
    position = text(200)
    url = address()
    startDate = date()
    endDate = date()
    summary = text(5000)
    highlights = texts(100, 1000)


class ResumeVolunteerSerializer(StrictSerializer):
    organization = text(200)
    position = text(200)
    url = address()
    startDate = date()
    endDate = date()
    summary = text(5000)
    highlights = texts(100, 1000)


class ResumeEducationSerializer(StrictSerializer):
    institution = serializers.CharField(max_length=200)
    url = address()
    area = text(200)
    studyType = text(200)
    startDate = date()
    endDate = date()
    score = text(100)
    courses = texts(100, 200)


class ResumeAwardSerializer(StrictSerializer):
    title = text(300)
    date = date()
    awarder = text(200)
    summary = text(2000)


class ResumeCertificateSerializer(StrictSerializer):
    name = text(300)
    date = date()
    url = address()
    issuer = text(200)


class ResumePublicationSerializer(StrictSerializer):
    name = text(500)
    publisher = text(200)
    releaseDate = date()
    url = address()
    summary = text(2000)


class ResumeSkillSerializer(StrictSerializer):
    name = serializers.CharField(max_length=100)
    level = text(100)
    keywords = texts(100, 100)


class ResumeLanguageSerializer(StrictSerializer):
    language = serializers.CharField(max_length=100, help_text="A name, or a BCP 47 tag.")
    fluency = text(100)


class ResumeInterestSerializer(StrictSerializer):
    name = text(200)
    keywords = texts(100, 100)


class ResumeReferenceSerializer(StrictSerializer):
    name = text(200)
    reference = text(5000)


class ResumeProjectSerializer(StrictSerializer):
    name = text(200)
    description = text(5000)
    highlights = texts(100, 1000)
    keywords = texts(100, 100)
    startDate = date()
    endDate = date()
    url = address()
    roles = texts(50, 200)
    entity = text(200)
    type = text(100)


class ResumeMetaSerializer(StrictSerializer):
    canonical = address()
    version = text(50)
    lastModified = text(50)


class JsonResumeSerializer(StrictSerializer):
    basics = ResumeBasicsSerializer(required=False)
    work = ResumeWorkSerializer(many=True, required=False, max_length=MOST)  # type: ignore[call-arg]
    volunteer = ResumeVolunteerSerializer(many=True, required=False, max_length=KEPT)  # type: ignore[call-arg]
    education = ResumeEducationSerializer(many=True, required=False, max_length=MOST)  # type: ignore[call-arg]
    awards = ResumeAwardSerializer(many=True, required=False, max_length=KEPT)  # type: ignore[call-arg]
    certificates = ResumeCertificateSerializer(many=True, required=False, max_length=KEPT)  # type: ignore[call-arg]
    publications = ResumePublicationSerializer(many=True, required=False, max_length=KEPT)  # type: ignore[call-arg]
    skills = ResumeSkillSerializer(many=True, required=False, max_length=MAX_SKILLS)  # type: ignore[call-arg]
    languages = ResumeLanguageSerializer(many=True, required=False, max_length=MAX_LANGUAGES)  # type: ignore[call-arg]
    interests = ResumeInterestSerializer(many=True, required=False, max_length=KEPT)  # type: ignore[call-arg]
    references = ResumeReferenceSerializer(many=True, required=False, max_length=KEPT)  # type: ignore[call-arg]
    projects = ResumeProjectSerializer(many=True, required=False, max_length=KEPT)  # type: ignore[call-arg]
    meta = ResumeMetaSerializer(required=False)

    def get_fields(self) -> dict[str, Any]:
        # Not a name that Python could write as a member.
        return {"$schema": text(500, help_text="Always version 1.0.0's in answers."), **super().get_fields()}
