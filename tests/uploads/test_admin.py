from __future__ import annotations

import pytest
from django.test import Client

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with

LIST = "/admin/uploads/upload/"


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


@pytest.mark.parametrize(("status", "offered"), [("clean", True), ("pending", False), ("infected", False)])
def test_page_offers_clean_files_only(recruiter: Client, employer: Employer, status: str, offered: bool) -> None:
    with employer_scope(employer.pk):
        row = UploadFactory(scan_status=status)

    page = recruiter.get(f"{LIST}{row.pk}/change/").content.decode()

    assert ("X-Amz-Signature" in page) is offered


def test_uploads_are_for_looking_only(recruiter: Client, employer: Employer, other_employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = UploadFactory(filename="own.pdf")
    with employer_scope(other_employer.pk):
        UploadFactory(filename="foreign.pdf")

    page = recruiter.get(LIST).content.decode()

    assert "own.pdf" in page
    assert "foreign.pdf" not in page
    assert recruiter.post(f"{LIST}{row.pk}/change/", {}).status_code == 403
    assert recruiter.get(f"{LIST}add/").status_code == 403
