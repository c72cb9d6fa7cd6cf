"""No row of one employer is visible to another through /v1: every operation, with the other employer's ids."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer
from hiretrack.background.services import start_run
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.api.contract import Operation, operations, rules
from tests.fixtures import ApiClient, user_with

SECRET = "only-globex-may-read-this"
OPERATIONS = [
    operation for operation in operations() if operation.key in rules() and not rules()[operation.key].is_public
]


@dataclass
class Foreign:
    """What the other employer has, by the path parameter that names it."""

    ids: dict[str, str]


@pytest.fixture
def foreign(other_employer: Employer) -> Foreign:
    owner = user_with("employer_admin", other_employer)
    with employer_scope(other_employer.pk):
        job = Job.objects.create(title=SECRET)
        upload = Upload.objects.create(
            kind="cv", filename=f"{SECRET}.pdf", path="x", content_type="application/pdf", size=1
        )
        applicant = Applicant.objects.create(name=SECRET, email="x@example.com", cv=upload)
        application = Application.objects.create(job=job, applicant=applicant, notes=SECRET)
        run = start_run(kind="test", owner_id=owner.pk)
    ids = {
        "jobId": job.pk, "applicationId": application.pk, "applicantId": applicant.pk, "uploadId": upload.pk,
        "userId": owner.pk, "taskId": run.pk, "deadLetterId": uuid.uuid4(),
    }  # fmt: skip
    return Foreign({name: str(pk) for name, pk in ids.items()})


def call(client: ApiClient, operation: Operation, ids: dict[str, str]) -> Any:
    path = operation.path
    for name in operation.parameters:
        path = path.replace(f"{{{name}}}", ids[name])
    body = operation.body
    return client.generic(operation.method, path, "" if body is None else body)


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.parameters], ids=str)
@pytest.mark.parametrize("role", ["employer_admin", "recruiter", "viewer", "applicant"])
def test_foreign_object_does_not_exist(
    operation: Operation, role: str, foreign: Foreign, api: ApiClient, employer: Employer
) -> None:
    answer = call(api.as_role(role, employer), operation, foreign.ids)

    allowed = role in rules()[operation.key].roles
    assert answer.status_code == (404 if allowed else 403), answer.content
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if not o.parameters and o.method == "GET"], ids=str)
@pytest.mark.parametrize("role", ["employer_admin", "viewer", "applicant"])
def test_lists_hold_no_foreign_row(
    operation: Operation, role: str, foreign: Foreign, api: ApiClient, employer: Employer
) -> None:
    answer = call(api.as_role(role, employer), operation, {})

    text = answer.content.decode()
    assert SECRET not in text
    assert not [pk for pk in foreign.ids.values() if pk in text]
