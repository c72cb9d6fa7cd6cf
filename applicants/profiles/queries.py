"""Reads of the open person scope's own profile."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from applicants.models import Education, EqualOpportunityAnswers, Profile, WorkExperience

EntryT = TypeVar("EntryT", Education, WorkExperience)


def profile() -> Profile | None:
    """With account and résumé, without the résumé's text."""
    return Profile.objects.select_related("user", "resume").defer("resume__text").first()


def answers() -> EqualOpportunityAnswers | None:
    return EqualOpportunityAnswers.objects.first()


def entries(model: type[EntryT]) -> QuerySet[EntryT]:
    """Education or work experience, latest beginning first."""
    rows: QuerySet[EntryT] = model.objects.order_by("-start_date", "-id")
    return rows
