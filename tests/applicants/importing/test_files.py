"""The files that imports come from."""

from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from tests.applicants.importing.runs import CSV, carried_out, sent, stored, totals
from tests.factories.uploads import EICAR
from tests.fixtures import ApiClient


def test_large_file_comes_as_an_upload(employer: Employer) -> None:
    rows = "".join(f"Person {n},person{n}@example.com,Python\n" for n in range(1201))

    run = carried_out(employer, upload_id=sent(employer, f"name,email,skills\n{rows}".encode()))

    assert totals(run) == (1201, 1201, 0, 0, 0, 0)
    assert len(stored(employer)) == 1201


def test_infected_file_is_not_imported(employer: Employer) -> None:
    run = carried_out(employer, upload_id=sent(employer, b"name,email\n" + EICAR))

    assert (run.state, run.error["code"]) == ("failed", "upload_unusable")


@pytest.mark.parametrize(("role", "status"), [("recruiter", 201), ("applicant", 403), ("", 403)])
def test_only_recruiters_send_files_to_import(api: ApiClient, employer: Employer, role: str, status: int) -> None:
    client = api.as_role(role, employer) if role else api
    body = {"kind": "import", "filename": "a.csv", "content_type": "text/csv", "size": 20_000_000}

    assert client.post("/v1/uploads:presign", {**body, "employer": "acme"}).status_code == status


@pytest.mark.parametrize(
    "wrong", [{"content_type": "application/pdf", "filename": "a.pdf"}, {"size": 33_554_433}, {"kind": "cv"}]
)
def test_documents_and_files_to_import_are_told_apart(api: ApiClient, employer: Employer, wrong: Any) -> None:
    body = {"kind": "import", "filename": "a.csv", "content_type": "text/csv", "size": 1}

    assert api.as_role("recruiter", employer).post("/v1/uploads:presign", {**body, **wrong}).status_code == 422


def test_file_to_import_is_nobodys_cv(api: ApiClient, employer: Employer) -> None:
    upload = sent(employer, CSV.encode())
    body = {"name": "Ada", "email": "ada@example.com", "cv_upload_id": str(upload)}

    assert api.as_role("recruiter", employer).post("/v1/applicants", body).status_code == 422
