"""A candidate's own rows, and what another candidate has of everything under /v1/me."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from applicants.models import (
    Education,
    EqualOpportunityAnswers,
    JobAlert,
    Profile,
    TrackedApplication,
    TrackedApplicationLog,
    WorkExperience,
)
from hiretrack.tenancy import person_scope
from hiretrack.tenancy.people import PersonModel

if TYPE_CHECKING:
    from tests.api.foreign import Neighbour

Rows = dict[type[PersonModel], Any]


def own_rows(user_id: uuid.UUID, word: str) -> Rows:
    """One row of every kind, each with `word` in its texts."""
    with person_scope(user_id):
        tracked = TrackedApplication.objects.create(company=word, title=word, notes=word)
        made = (
            Profile.objects.create(headline=word, summary=word, more={"basics": {"image": f"https://{word}.example/"}}),
            EqualOpportunityAnswers.objects.create(gender=word),
            Education.objects.create(institution=word),
            WorkExperience.objects.create(company=word),
            tracked,
            TrackedApplicationLog.objects.create(tracked=tracked, status="applied"),
            JobAlert.objects.create(name=word, search={"q": word}),
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
