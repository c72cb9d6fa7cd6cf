"""What the tests of the board share."""

from __future__ import annotations

from typing import Any

from applications.models import Application, ApplicationStage
from jobs.models import Job
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory


def board_of(job: Job, part: str = "") -> str:
    return f"/admin/jobs/job/{job.pk}/board/{part}"


def application(job: Job, name: str = "Ada Lovelace", status: str = "new", **more: Any) -> Application:
    """In the open scope, with the stage that made it what it is."""
    about = {key: more.pop(key) for key in ("headline", "tags", "cv_text") if key in more}
    row: Application = ApplicationFactory(
        job=job, applicant=ApplicantFactory(name=name, **about), status=status, **more
    )
    ApplicationStage(application=row, status=status, changed_at=row.created_at).save()
    return row
