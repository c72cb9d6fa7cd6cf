from __future__ import annotations

import uuid
from typing import Any

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from tests.factories.uploads import UploadFactory, pdf, put
from tests.fixtures import ApiClient, user_with

PRESIGN = {"kind": "cv", "filename": "Ada.pdf", "content_type": "application/pdf", "size": len(pdf())}


def presigned(api: ApiClient, **more: Any) -> Any:
    answer = api.post("/v1/uploads:presign", {**PRESIGN, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_visitor_puts_and_completes_a_file(api: ApiClient, employer: Employer) -> None:
    form = presigned(api, employer="acme")

    assert put(form, pdf()) == 204
    answer = api.post(f"/v1/uploads/{form['upload_id']}:complete")

    assert answer.status_code == 200, answer.content
    assert answer.json()["scan_status"] == "pending"
    assert answer.json()["download_url"] is None


def test_visitor_must_say_for_whom(api: ApiClient, employer: Employer) -> None:
    for slug in ({}, {"employer": "nobody"}):
        answer = api.post("/v1/uploads:presign", {**PRESIGN, **slug})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/employer"


def test_recruiters_employer_comes_from_the_token_alone(
    api: ApiClient, employer: Employer, other_employer: Employer
) -> None:
    recruiter = api.as_role("recruiter", employer)

    form = presigned(recruiter)

    assert form["fields"]["key"].startswith(f"incoming/{employer.pk}/")
    assert recruiter.post("/v1/uploads:presign", {**PRESIGN, "employer": "acme"}).status_code == 201
    assert recruiter.post("/v1/uploads:presign", {**PRESIGN, "employer": "globex"}).status_code == 422


def test_viewer_may_not_upload(api: ApiClient, employer: Employer) -> None:
    assert api.as_role("viewer", employer).post("/v1/uploads:presign", PRESIGN).status_code == 403


def test_candidate_uploads_and_reads_its_own(api: ApiClient, employer: Employer) -> None:
    candidate = api.as_role("applicant")
    form = presigned(candidate, employer="acme")
    put(form, pdf())

    assert candidate.post(f"/v1/uploads/{form['upload_id']}:complete").status_code == 200
    assert candidate.get(f"/v1/uploads/{form['upload_id']}").status_code == 200
    assert api.as_role("applicant").get(f"/v1/uploads/{form['upload_id']}").status_code == 404


def test_nobody_completes_another_candidates_upload(api: ApiClient, employer: Employer) -> None:
    form = presigned(api.as_role("applicant"), employer="acme")

    for client in (api, api.as_role("applicant")):
        assert client.post(f"/v1/uploads/{form['upload_id']}:complete").status_code == 404


def test_viewer_gets_an_address_of_a_clean_file(api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = UploadFactory()

    answer = api.as_role("viewer", employer).get(f"/v1/uploads/{row.pk}")

    assert "X-Amz-Signature" in answer.json()["download_url"]
    assert answer["ETag"]


def test_foreign_upload_does_not_exist(api: ApiClient, employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = UploadFactory(uploaded_by=user_with("recruiter", other_employer))
    recruiter = api.as_role("recruiter", employer)

    assert recruiter.get(f"/v1/uploads/{foreign.pk}").status_code == 404
    assert recruiter.post(f"/v1/uploads/{foreign.pk}:complete").status_code == 404
    assert api.post(f"/v1/uploads/{uuid.uuid4()}:complete").status_code == 404


def test_absent_store_is_a_503_that_says_so(api: ApiClient, employer: Employer, settings: Any) -> None:
    form = presigned(api, employer="acme")
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"

    answer = api.post(f"/v1/uploads/{form['upload_id']}:complete")

    assert answer.status_code == 503
    assert answer.json()["code"] == "storage_unavailable"


def test_presign_refuses_unknown_and_wrong_fields(api: ApiClient, employer: Employer) -> None:
    answer = api.post("/v1/uploads:presign", {**PRESIGN, "employer": "acme", "colour": "red"})

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_field")
    assert api.post("/v1/uploads:presign", {**PRESIGN, "employer": "acme", "size": 0}).status_code == 422
    with employer_scope(employer.pk):
        assert not Upload.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_not_allowed(api: ApiClient, method: str) -> None:
    assert getattr(api, method)(f"/v1/uploads/{uuid.uuid4()}").status_code == 405
