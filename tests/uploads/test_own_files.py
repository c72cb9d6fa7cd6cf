"""Files of a candidate's own profile, which belong to no employer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer, User
from hiretrack.tenancy import all_tenants, employer_scope, person_scope, public_scope
from hiretrack.uploads import services, storage, tasks
from hiretrack.uploads.choices import ContentType, ScanStatus
from hiretrack.uploads.models import Upload
from hiretrack.uploads.queries import overdue_scans
from tests.factories.uploads import EICAR, pdf, put
from tests.fixtures import ApiClient, user_with

PRESIGN = {"kind": "resume", "filename": "Ada.pdf", "content_type": "application/pdf", "size": len(pdf())}


@pytest.fixture
def candidate(db: None) -> User:
    return user_with("applicant", None)


def stored(owner: User, content: bytes = b"", **given: Any) -> Upload:
    """A completed file of `owner`'s own."""
    content = content or pdf("Bernoulli")
    return services.store(
        employer_id=None, kind="resume", filename="Ada.pdf", content=content, content_type=ContentType.PDF,
        uploaded_by=owner.pk, **given,
    )  # fmt: skip


def test_candidate_puts_completes_and_reads_an_own_file(api: ApiClient, candidate: User) -> None:
    client = api.as_user(candidate)
    form = client.post("/v1/uploads:presign", PRESIGN).json()
    address = f"/v1/uploads/{form['upload_id']}"

    assert form["fields"]["key"].startswith(f"incoming/people/{candidate.pk}/{form['upload_id']}/")
    assert put(form, pdf()) == 204
    assert client.post(f"{address}:complete").json()["scan_status"] == "pending"
    assert tasks.scan_own.apply([form["upload_id"], str(candidate.pk)]).get() == "clean"
    assert "X-Amz-Signature" in client.get(address).json()["download_url"]


@pytest.mark.parametrize("role", ["applicant", "recruiter", "employer_admin", "platform"])
def test_nobody_else_sees_an_own_file(api: ApiClient, candidate: User, employer: Employer, role: str) -> None:
    row = stored(candidate)
    other = api.as_role(role, employer)

    assert other.get(f"/v1/uploads/{row.pk}").status_code == 404
    assert other.post(f"/v1/uploads/{row.pk}:complete").status_code == 404
    assert api.post(f"/v1/uploads/{row.pk}:complete").status_code == 404


def test_a_cv_still_needs_its_employer(api: ApiClient, candidate: User) -> None:
    answer = api.as_user(candidate).post("/v1/uploads:presign", {**PRESIGN, "kind": "cv"})

    assert answer.json()["errors"][0]["pointer"] == "/employer"
    assert api.post("/v1/uploads:presign", PRESIGN).status_code == 422


def test_raw_sql_shows_an_own_file_to_its_owner_alone(candidate: User, employer: Employer) -> None:
    stored(candidate)
    other = user_with("applicant", None)
    scopes = (person_scope(candidate.pk), person_scope(other.pk), employer_scope(employer.pk), public_scope())

    seen = []
    for scope in scopes:
        with scope, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM uploads_upload")
            seen.append(cursor.fetchone()[0])

    assert seen == [1, 0, 0, 0]


def test_infected_own_file_is_not_served(api: ApiClient, candidate: User) -> None:
    row = stored(candidate, pdf(hidden=EICAR))

    services.scan(upload_id=row.pk, owner_id=candidate.pk)

    shown = api.as_user(candidate).get(f"/v1/uploads/{row.pk}").json()
    assert (shown["scan_status"], shown["download_url"]) == ("infected", None)


def test_lost_scan_of_an_own_file_is_overdue(candidate: User) -> None:
    row = stored(candidate)
    with person_scope(candidate.pk):
        Upload.objects.update(completed_at=timezone.now() - dt.timedelta(minutes=2))

    with all_tenants(reason="test"):
        assert [waiting.home for waiting in overdue_scans()] == [row.home]
    with person_scope(candidate.pk):
        assert Upload.objects.get().scan_status == ScanStatus.PENDING


def test_file_of_a_lost_account_is_swept_with_its_object(candidate: User, bucket: str) -> None:
    row = stored(candidate)
    with person_scope(candidate.pk):
        services.claim(upload_ids=[row.pk])
    with all_tenants(reason="test"):
        Upload.objects.update(uploaded_by=None)

    assert services.sweep_leftovers() == 1
    with pytest.raises(storage.ObjectMissing):
        storage.size_of(row.path)
