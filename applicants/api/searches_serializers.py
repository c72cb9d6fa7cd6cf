"""Bodies and answers of the saved searches."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.searches.criteria import MOST_DAYS, MOST_TERMS, CriteriaSort
from applicants.searches.saving import LONGEST_NAME
from hiretrack.api.serializers import StrictSerializer

Answer = serializers.Serializer[Any]
QUERY: dict[str, Any] = {"q": '"data engineer" OR dbt -intern', "tag": ["call back"], "added": 30}
BODY: dict[str, Any] = {"name": "Data engineers, new this month", "query": QUERY, "is_shared": True}
SEARCH: dict[str, Any] = BODY | {
    "id": "01980a44-5a6b-7273-8e8f-9a0b1c2d3e4f",
    "is_own": True,
    "owner": {"id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001", "name": "Rita Recruiter"},
    "created_at": "2026-02-03T10:15:00Z",
    "updated_at": "2026-02-03T10:15:00Z",
}


class SearchQuerySerializer(StrictSerializer):
    """What is asked; what is left out does not filter."""

    q = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text='Words, "phrases", OR and -not; CVs too.'
    )
    skill = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, max_length=MOST_TERMS, help_text="All must match."
    )
    tag = serializers.ListField(
        child=serializers.CharField(max_length=50), required=False, max_length=MOST_TERMS, help_text="All must match."
    )
    language = serializers.CharField(max_length=35, required=False, allow_blank=True, help_text="BCP 47.")
    location = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="Any part of it.")
    job = serializers.UUIDField(required=False, help_text="Who has applied for this job.")
    status = serializers.CharField(
        max_length=16,
        required=False,
        allow_blank=True,
        help_text="Of the newest application (for `job`, if it is given); `none`: never applied.",
    )
    added = serializers.IntegerField(
        min_value=0, max_value=MOST_DAYS, required=False, help_text="Who was added within so many days."
    )
    sort = serializers.ChoiceField(choices=CriteriaSort.choices, required=False)


class SavedSearchChangeSerializer(StrictSerializer):
    name = serializers.CharField(max_length=LONGEST_NAME)
    query = SearchQuerySerializer()
    is_shared = serializers.BooleanField(required=False, help_text="Whether colleagues find it too.")


class SavedSearchBodySerializer(SavedSearchChangeSerializer):
    pass


class SearchOwnerSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class SavedSearchSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    query = SearchQuerySerializer()
    is_shared = serializers.BooleanField()
    is_own = serializers.BooleanField(help_text="Whether the caller may change it.")
    owner = SearchOwnerSerializer()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
