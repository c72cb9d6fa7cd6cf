"""What a change makes stale of the feed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils import timezone

from applicants.models import Profile, WorkExperience
from hiretrack.tenancy import all_tenants
from shortlists.models import OpeningFacts, ProfileFacts
from shortlists.models.facts import STALE
from shortlists.services.feed.reading import open_jobs


def mark_people(ids: Iterable[uuid.UUID]) -> None:
    """What is known of them is to be read again. Their feed stays as it was until then."""
    with all_tenants(reason="profiles that changed"):
        there = Profile.objects.filter(user__in=list(ids)).order_by("user_id").values_list("user_id", flat=True)
        rows = [ProfileFacts(user_id=pk, version=STALE, marked_at=timezone.now()) for pk in there]
        ProfileFacts.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["user"], update_fields=["version", "marked_at"]
        )


def mark_opening(*, job_id: uuid.UUID, employer_id: uuid.UUID) -> None:
    """A published job is to be read again; one that is not published is none of the feed's."""
    if not open_jobs().filter(pk=job_id).exists():
        OpeningFacts.objects.filter(job_id=job_id).delete()
        return
    row = OpeningFacts(employer_id=employer_id, job_id=job_id, version=STALE, marked_at=timezone.now())
    OpeningFacts.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["employer", "job"], update_fields=["version", "marked_at"]
    )


def holders_of_resume(*, upload_id: uuid.UUID) -> list[uuid.UUID]:
    return list(Profile.objects.filter(resume=upload_id).values_list("user_id", flat=True))


def owner_of_experience(*, experience_id: uuid.UUID) -> list[uuid.UUID]:
    """Nobody once it is gone."""
    return list(WorkExperience.objects.filter(pk=experience_id).values_list("user_id", flat=True))


def owner_of_profile(*, profile_id: uuid.UUID) -> list[uuid.UUID]:
    return list(Profile.objects.filter(pk=profile_id).values_list("user_id", flat=True))
