"""A candidate's own rows, and what another candidate has of everything under /v1/me."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applicants.models import (
    Education,
    EqualOpportunityAnswers,
    JobAlert,
    Profile,
    SavedJob,
    TrackedApplication,
    TrackedApplicationLog,
    WorkExperience,
)
from employers.models import Employer
from hiretrack.tenancy import employer_scope, person_scope
from hiretrack.tenancy.people import PersonModel
from jobs.models import Job
from jobs.sourcing.models import Listing, ListingMark
from shortlists.models import ProfileFacts, ProfileMatch

if TYPE_CHECKING:
    from tests.api.foreign import Neighbour

Rows = dict[type[PersonModel], Any]


def some_job() -> Job:
    """A draft of an employer of its own."""
    from tests.factories.jobs import JobFactory

    owner = Employer.objects.create(name="Elsewhere", slug=f"elsewhere-{uuid.uuid4().hex}")
    with employer_scope(owner.pk):
        return JobFactory.create(employer=owner)


def some_listing() -> Listing:
    """On a board of an employer of its own, open to candidates."""
    from tests.factories.sourcing import BoardFactory, ListingFactory

    owner = Employer.objects.create(name="Elsewhere", slug=f"elsewhere-{uuid.uuid4().hex}")
    with employer_scope(owner.pk):
        return ListingFactory.create(board=BoardFactory.create(open_to_candidates=True))


def own_rows(user_id: uuid.UUID, word: str) -> Rows:
    """One row of every kind, each with `word` in its texts."""
    job, listing = some_job(), some_listing()
    with person_scope(user_id):
        tracked = TrackedApplication.objects.create(company=word, title=word, notes=word)
        made = (
            Profile.objects.create(headline=word, summary=word, more={"basics": {"image": f"https://{word}.example/"}}),
            EqualOpportunityAnswers.objects.create(gender=word),
            Education.objects.create(institution=word),
            WorkExperience.objects.create(company=word),
            tracked,
            TrackedApplicationLog.objects.create(tracked=tracked, status="applied"),
            SavedJob.objects.create(job=job, title=word, company=word),
            JobAlert.objects.create(name=word, search={"q": word}),
            ListingMark.objects.create(listing=listing, read_at=timezone.now()),
            ProfileFacts.objects.create(titles=[word]),
            ProfileMatch.objects.create(
                job=job, score=1, keywords=1, title=1, location=1, version=1, evidence={"title": {"theirs": word}}
            ),
        )
    return {type(row): row for row in made}


def foreign(neighbour: Neighbour) -> dict[str, uuid.UUID]:
    from tests.api.foreign import SECRET

    rows = own_rows(neighbour.candidate.pk, SECRET)
    return {
        "educationId": rows[Education].pk,
        "experienceId": rows[WorkExperience].pk,
        "trackedId": rows[TrackedApplication].pk,
        "alertId": rows[JobAlert].pk,
    }
