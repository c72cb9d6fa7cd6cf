"""Candidates with a profile, in no scope."""

from __future__ import annotations

from typing import Any

from applicants.models import Profile, WorkExperience
from employers.models import User
from hiretrack.tenancy import all_tenants, person_scope
from shortlists import services
from shortlists.models import ProfileMatch
from shortlists.services.feed.marking import mark_people

ENGINEER = {"desired_title": "Data Engineer", "skills": ["Python", "SQL"], "desired_locations": ["Berlin"]}


def profile(user: User, *, positions: tuple[str, ...] = (), **given: Any) -> Profile:
    """Of a data engineer who looks for work in Berlin, unless `given` says otherwise; nobody has read it yet."""
    with person_scope(user.pk):
        made: Profile = Profile.objects.create(**(ENGINEER | given))
        for position in positions:
            WorkExperience.objects.create(company="Initech", position=position)
    mark_people([user.pk])
    return made


def computed() -> None:
    """All openings are found, and all feeds computed."""
    services.FOUND.work()
    services.FEED.work()


def fed(user: User) -> dict[Any, int]:
    """The scores of what is kept of a person, by the opening's id."""
    with all_tenants(reason="test"):
        rows = ProfileMatch.objects.filter(user=user).values_list("job_id", "listing_id", "score")
        return {job or listing: score for job, listing, score in rows}
