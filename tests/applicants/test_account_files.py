"""What a person sent to employers and never used goes with the account."""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.privacy import erase_person
from employers.models import Employer
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads.models import Upload
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db


def test_file_that_no_application_took_is_erased_with_the_account(employer: Employer) -> None:
    person, other = user_with("applicant", None), user_with("applicant", None)
    with employer_scope(employer.pk):
        unused = UploadFactory(uploaded_by=person, text="Ada Lovelace")
        kept = UploadFactory(uploaded_by=person, claimed_at=timezone.now()), UploadFactory(uploaded_by=other)

    erase_person(user_id=person.pk)

    with employer_scope(employer.pk):
        assert set(Upload.objects.values_list("pk", flat=True)) == {row.pk for row in kept}
    with all_tenants(reason="test"):
        row = Upload.objects.get(pk=unused.pk)
    assert (row.employer_id, row.filename, row.text) == (None, "", "")


def test_export_does_not_tell_who_has_an_account(employer: Employer) -> None:
    from applicants.privacy.export import export_applicant
    from tests.factories.applicants import ApplicantFactory

    with employer_scope(employer.pk):
        told = [
            export_applicant(applicant=ApplicantFactory(user=user)) for user in (None, user_with("applicant", None))
        ]

    assert told[0]["applicant"].keys() == told[1]["applicant"].keys()
    assert "has_account" not in told[1]["applicant"]
