from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.merging import merge_applicants
from applicants.models import Applicant
from applicants.services import attach_cv, update_applicant
from applications.models import Application
from applications.services import move
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.uploads import UploadFactory
from tests.fixtures import ApiClient


@pytest.fixture
def viewer(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("viewer", employer)


@pytest.fixture
def ada(employer: Employer) -> Applicant:
    """With a CV, one application that was moved with a note, and a record merged into it."""
    with employer_scope(employer.pk):
        row = ApplicantFactory(name="Ada", email="ada@example.com", cv=UploadFactory(text="Bernoulli"))
        twin = ApplicantFactory(name="A. Lovelace", merged_into=row)
        update_applicant(applicant=twin, changes={"headline": "Countess"})
        application = ApplicationFactory(applicant=row)
        record("upload.completed", entity=row.cv)
        move(application_id=application.pk, status="screening", note="Strong on SQL")
        return row


def told(client: ApiClient, row: Applicant, query: str = "") -> list[dict[str, object]]:
    answer = client.get(f"/v1/applicants/{row.pk}/timeline?{query}")
    assert answer.status_code == 200, answer.content
    return list(answer.json()["items"])


def test_timeline_tells_of_everything_about_the_person(viewer: ApiClient, ada: Applicant) -> None:
    events = told(viewer, ada)

    assert [event["type"] for event in events] == [
        "application.status.changed",
        "upload.completed",
        "applicant.updated",
    ]
    assert events[0]["data"]["note"] == "Strong on SQL"  # type: ignore[index]
    assert events[0]["entity"]["type"] == "application"  # type: ignore[index]


def test_timeline_leaves_others_out(viewer: ApiClient, employer: Employer, ada: Applicant) -> None:
    with employer_scope(employer.pk):
        other = ApplicantFactory()
        update_applicant(applicant=other, changes={"headline": "Admiral"})

    assert len(told(viewer, other)) == 1
    assert len(told(viewer, ada)) == 3


def test_timeline_is_paged(viewer: ApiClient, ada: Applicant) -> None:
    first = viewer.get(f"/v1/applicants/{ada.pk}/timeline?limit=2").json()
    rest = told(viewer, ada, f"limit=2&cursor={first['next_cursor']}")

    assert [event["type"] for event in rest] == ["applicant.updated"]


def test_timeline_takes_the_same_queries_however_much_happened(
    viewer: ApiClient, employer: Employer, ada: Applicant
) -> None:
    told(viewer, ada)
    with CaptureQueriesContext(connection) as before:
        told(viewer, ada)
    with employer_scope(employer.pk):
        for _ in range(3):
            move(application_id=ApplicationFactory(applicant=ada).pk, status="screening", note="x")
    with CaptureQueriesContext(connection) as after:
        told(viewer, ada)

    assert len(before) == len(after)


def test_export_holds_everything_and_is_journalled(api: ApiClient, employer: Employer, ada: Applicant) -> None:
    answer = api.as_role("recruiter", employer).get(f"/v1/applicants/{ada.pk}/export")

    document = answer.json()
    assert document["applicant"]["email"] == "ada@example.com"
    assert [row["name"] for row in document["merged_records"]] == ["A. Lovelace"]
    assert [(u["text"], bool(u["download_url"])) for u in document["uploads"]] == [("Bernoulli", True)]
    assert "application.status.changed" in {entry["type"] for entry in document["journal"]}
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with employer_scope(employer.pk):
        assert AuditLog.objects.filter(action="applicant.exported", entity_id=ada.pk).count() == 1


@pytest.fixture
def chain(employer: Employer) -> Applicant:
    """Whose first record, with a CV of its own, was merged into a second, and that into this one; all for one job."""
    with employer_scope(employer.pk):
        first, second, last = (ApplicantFactory(name=f"Ada {n}", email=f"ada{n}@example.com") for n in range(3))
        job = published_job()
        for one in (first, second, last):
            attach_cv(applicant=one, upload_id=UploadFactory().pk)
            made = ApplicationFactory(applicant=one, job=job, cover_letter=f"Letter of {one.name}")
            record("application.created", entity=made, job_id=str(job.pk), applicant_id=str(one.pk))
        merge_applicants(survivor_id=second.pk, duplicate_id=first.pk)
        merge_applicants(survivor_id=last.pk, duplicate_id=second.pk)
    return last


def test_timeline_tells_of_all_records_and_of_superseded_applications(
    viewer: ApiClient, employer: Employer, chain: Applicant
) -> None:
    with employer_scope(employer.pk):
        ids = {str(pk) for pk in Applicant.objects.values_list("pk", flat=True)}
        made = {str(pk) for pk in Application.objects.values_list("pk", flat=True)}

    events = told(viewer, chain)

    of = lambda action: {event["entity"]["id"] for event in events if event["type"] == action}  # type: ignore[index] # noqa: E731
    assert (of("applicant.updated"), of("application.created")) == (ids, made)
    assert len(of("applicant.merged")) == 2


def test_export_holds_all_records_files_and_superseded_applications(
    api: ApiClient, employer: Employer, chain: Applicant
) -> None:
    document = api.as_role("recruiter", employer).get(f"/v1/applicants/{chain.pk}/export").json()

    assert [row["name"] for row in document["merged_records"]] == ["Ada 0", "Ada 1"]
    letters = {row["cover_letter"]: bool(row["superseded_by_id"]) for row in document["applications"]}
    assert letters == {"Letter of Ada 0": False, "Letter of Ada 1": True, "Letter of Ada 2": True}
    assert len(document["uploads"]) == 3
    assert len({entry["entity"]["id"] for entry in document["journal"] if entry["type"] == "applicant.updated"}) == 3


def test_export_hands_out_no_file_that_is_not_clean(api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicantFactory(cv=UploadFactory(scan_status="pending"))

    document = api.as_role("recruiter", employer).get(f"/v1/applicants/{row.pk}/export").json()

    assert [upload["download_url"] for upload in document["uploads"]] == [None]
