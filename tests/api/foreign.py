"""What another employer, or another person, has of everything that an address of /v1 can name."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer, User
from hiretrack.background.services import start_run
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.factories import (
    api_keys,
    applicants,
    bulk_moves,
    mail_templates,
    notes,
    notifications,
    people,
    shortlists,
    sourcing,
    webhooks,
)
from tests.fixtures import user_with

SECRET = "only-globex-may-read-this"


@dataclass(frozen=True)
class Neighbour:
    """The other employer's admin, a job with one application, and another candidate."""

    employer: Employer
    owner: User
    candidate: User
    job: Job
    applicant: Applicant
    application: Application


Made = dict[str, uuid.UUID]
"""Row ids by the path parameter that names such a row."""

MAKERS: list[Callable[[Neighbour], Made]] = [
    api_keys.foreign,
    applicants.foreign,
    bulk_moves.foreign,
    mail_templates.foreign,
    shortlists.foreign,
    notes.foreign,
    notifications.foreign,
    people.foreign,
    sourcing.foreign,
    webhooks.foreign,
]
"""Each app's part; every text in its rows holds SECRET. Called in the other employer's scope."""


def furnish(employer: Employer, owner: User | None = None, candidate: User | None = None) -> dict[str, str]:
    """All of it, of people of its own unless they are given. Ids by path parameter."""
    owner = owner or user_with("employer_admin", employer)
    candidate = candidate or user_with("applicant", None)
    with employer_scope(employer.pk):
        job = Job.objects.create(title=SECRET)
        upload = Upload.objects.create(
            kind="cv", filename=f"{SECRET}.pdf", path="x", content_type="application/pdf", size=1
        )
        applicant = Applicant.objects.create(name=SECRET, email="x@example.com", cv=upload, user=candidate)
        application = Application.objects.create(job=job, applicant=applicant, notes=SECRET)
        run = start_run(kind="test", owner_id=owner.pk)
        neighbour = Neighbour(employer, owner, candidate, job, applicant, application)
        made: Made = {
            "jobId": job.pk, "applicationId": application.pk, "applicantId": applicant.pk, "uploadId": upload.pk,
            "userId": owner.pk, "taskId": run.pk, "deadLetterId": uuid.uuid4(),
        }  # fmt: skip
        for maker in MAKERS:
            made |= maker(neighbour)
    return {name: str(pk) for name, pk in made.items()}
