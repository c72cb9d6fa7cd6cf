"""Bodies, query strings and answers of the shortlist and comparison operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from hiretrack.background.api.serializers import TaskErrorSerializer, TaskSerializer
from jobs.choices import SalaryPeriod
from shortlists.choices import (
    FEWEST_COMPARED,
    MAX_ENTRIES,
    MAX_NOTES,
    MOST_COMPARED,
    MOST_SUGGESTED,
    ComparisonState,
    OpeningKind,
    ReportFormat,
    Section,
)
from shortlists.matching.places import Rule

Answer = serializers.Serializer[Any]
LAST = "Counted from 1; beyond the end means the end."


def score_field() -> serializers.FloatField:
    return serializers.FloatField(min_value=0, max_value=100, required=False, allow_null=True)


def notes_field() -> serializers.CharField:
    return serializers.CharField(max_length=MAX_NOTES, required=False, allow_blank=True)


class ShortlistLineSerializer(StrictSerializer):
    applicant_id = serializers.UUIDField()
    score = score_field()
    notes = notes_field()


class ShortlistBodySerializer(StrictSerializer):
    entries = ShortlistLineSerializer(  # type: ignore[call-arg]
        many=True, max_length=MAX_ENTRIES, help_text="All of them, best first; ranks are their order."
    )


class ShortlistEntryBodySerializer(ShortlistLineSerializer):
    rank = serializers.IntegerField(
        min_value=1, max_value=MAX_ENTRIES, required=False, help_text=f"{LAST} Without it: the end."
    )


class ShortlistEntryChangeSerializer(StrictSerializer):
    rank = serializers.IntegerField(min_value=1, max_value=MAX_ENTRIES, required=False, help_text=LAST)
    score = score_field()
    notes = notes_field()


class ShortlistedApplicantSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)
    location = serializers.CharField(allow_blank=True)
    headline = serializers.CharField(allow_blank=True)
    skills = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())


class ShortlistEntrySerializer(Answer):
    applicant_id = serializers.UUIDField()
    rank = serializers.IntegerField(min_value=1)
    score = serializers.FloatField(min_value=0, max_value=100, allow_null=True)
    notes = serializers.CharField(allow_blank=True)
    added_by_id = serializers.UUIDField(allow_null=True)
    added_at = serializers.DateTimeField()
    applicant = ShortlistedApplicantSerializer(required=False, help_text="With `expand=applicant`.")


class ShortlistSerializer(Answer):
    job_id = serializers.UUIDField()
    updated_at = serializers.DateTimeField(allow_null=True, help_text="Null until somebody was put on it.")
    entries = ShortlistEntrySerializer(many=True)


class ComparisonConfigSerializer(StrictSerializer):
    sections = serializers.ListField(
        child=serializers.ChoiceField(choices=Section.choices),
        min_length=1,
        max_length=len(Section),
        required=False,
        help_text="The parts of the report; without it, all of them.",
    )


class ComparisonBodySerializer(StrictSerializer):
    title = serializers.CharField(max_length=200)
    applicant_ids = serializers.ListField(
        child=serializers.UUIDField(),
        min_length=FEWEST_COMPARED,
        max_length=MOST_COMPARED,
        help_text="From left to right.",
    )
    config = ComparisonConfigSerializer(required=False)


class ComparisonConfigAnswerSerializer(Answer):
    sections = serializers.ListField(child=serializers.ChoiceField(choices=Section.choices))


class ComparisonSerializer(Answer):
    id = serializers.UUIDField()
    job_id = serializers.UUIDField()
    title = serializers.CharField()
    config = ComparisonConfigAnswerSerializer()
    applicant_ids = serializers.ListField(child=serializers.UUIDField())
    state = serializers.ChoiceField(
        choices=ComparisonState.choices, help_text="`removed`: one of them was erased, and the report with them."
    )
    progress = serializers.IntegerField(min_value=0, max_value=100)
    error = TaskErrorSerializer(allow_null=True)
    task_id = serializers.UUIDField(allow_null=True, help_text="While it is being made.")
    report_url = serializers.CharField(allow_null=True, help_text="Once it is ready.")
    created_by_id = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    ready_at = serializers.DateTimeField(allow_null=True)
    removed_at = serializers.DateTimeField(allow_null=True)


class ComparisonStartedSerializer(Answer):
    comparison = ComparisonSerializer()
    task = TaskSerializer()


class ReportQuery(QuerySerializer):
    format = serializers.ChoiceField(
        choices=ReportFormat.choices, required=False, help_text="Instead of the `Accept` header."
    )


class MatchesQuery(QuerySerializer):
    min_score = serializers.IntegerField(
        min_value=0, max_value=100, required=False, help_text="Only scores from here on."
    )


class KeywordsSerializer(Answer):
    score = serializers.IntegerField(min_value=0, max_value=100)
    matched = serializers.ListField(
        child=serializers.CharField(), help_text="Skills of the job that the record or the CV names."
    )
    missing = serializers.ListField(child=serializers.CharField(), help_text="Those that neither names.")


class SenioritySerializer(Answer):
    ours = serializers.CharField(help_text="Such as `senior`.")
    theirs = serializers.CharField(allow_blank=True)


class TitleSerializer(Answer):
    score = serializers.IntegerField(min_value=0, max_value=100)
    ours = serializers.CharField(help_text="The job's title.")
    theirs = serializers.CharField(allow_blank=True, help_text="The nearest of the applicant's titles.")
    words = serializers.ListField(child=serializers.CharField(), help_text="What both say, synonyms made one.")
    seniority = SenioritySerializer()


class LocationSerializer(Answer):
    score = serializers.IntegerField(min_value=0, max_value=100)
    rule = serializers.ChoiceField(choices=[(rule, rule) for rule in Rule])
    ours = serializers.CharField(allow_blank=True, help_text="That of the job's places which is nearest.")
    theirs = serializers.CharField(allow_blank=True)


class MatchSerializer(Answer):
    applicant_id = serializers.UUIDField()
    score = serializers.IntegerField(min_value=0, max_value=100, help_text="40 % keywords, 35 % title, 25 % location.")
    keywords = KeywordsSerializer()
    title = TitleSerializer()
    location = LocationSerializer()
    computed_at = serializers.DateTimeField()
    applicant = ShortlistedApplicantSerializer(required=False, help_text="With `expand=applicant`.")


class FeedQuery(MatchesQuery):
    kind = serializers.ChoiceField(choices=OpeningKind.choices, required=False, help_text="Only those.")


class OwnKeywordsSerializer(KeywordsSerializer):
    matched = serializers.ListField(
        child=serializers.CharField(), help_text="Skills of the opening that the profile or the résumé names."
    )


class OwnTitleSerializer(TitleSerializer):
    ours = serializers.CharField(help_text="The opening's title.")
    theirs = serializers.CharField(allow_blank=True, help_text="The nearest of the profile's titles.")


class OwnLocationSerializer(LocationSerializer):
    ours = serializers.CharField(allow_blank=True, help_text="That of the opening's places which is nearest.")
    theirs = serializers.CharField(allow_blank=True, help_text="The place of the profile's that is nearest.")


class OpeningSerializer(Answer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    company = serializers.CharField(allow_blank=True)
    location = serializers.CharField(allow_blank=True)
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1 alpha-2.")
    remote = serializers.BooleanField()
    salary_min = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    salary_max = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    salary_currency = serializers.CharField(allow_null=True, help_text="ISO 4217.")
    salary_period = serializers.ChoiceField(choices=SalaryPeriod.choices, allow_null=True)
    url = serializers.CharField(help_text="Its public page here, or where the listing stands.")
    published_at = serializers.DateTimeField(allow_null=True, help_text="When the board says it was posted.")


class OwnMatchSerializer(Answer):
    kind = serializers.ChoiceField(choices=OpeningKind.choices)
    job_id = serializers.UUIDField(allow_null=True)
    listing_id = serializers.UUIDField(allow_null=True)
    score = serializers.IntegerField(min_value=0, max_value=100, help_text="40 % keywords, 35 % title, 25 % location.")
    keywords = OwnKeywordsSerializer()
    title = OwnTitleSerializer()
    location = OwnLocationSerializer()
    computed_at = serializers.DateTimeField()
    opening = OpeningSerializer(
        required=False, allow_null=True, help_text="With `expand=opening`; null once it is closed."
    )


class SuggestBodySerializer(StrictSerializer):
    limit = serializers.IntegerField(
        min_value=1, max_value=MOST_SUGGESTED, required=False, help_text="How many at most; 10 without it."
    )
    min_score = serializers.IntegerField(
        min_value=0, max_value=100, required=False, help_text="Nobody below; 50 without it."
    )


class SuggestedSerializer(Answer):
    job_id = serializers.UUIDField()
    added = ShortlistEntrySerializer(many=True, help_text="Best first; empty when there was nobody to add.")
