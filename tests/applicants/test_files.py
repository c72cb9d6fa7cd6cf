"""No file of a person stays behind that nothing names any more."""

from __future__ import annotations

import uuid

from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from applicants.person import Person
from applicants.privacy import erase_applicant
from applicants.services import attach_cv, delete_applicant, edit_applicant, upsert_applicant
from employers.models import Employer
from hiretrack.uploads.models import Upload
from shortlists.models import ComparisonReport
from tests.factories import shortlists
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.uploads import UploadFactory


def with_cv(**more: str) -> Applicant:
    row: Applicant = ApplicantFactory(**more)
    return attach_cv(applicant=row, upload_id=UploadFactory().pk)


def is_kept(upload_id: uuid.UUID | None) -> bool:
    """Whether no sweeper may take it."""
    return Upload.objects.filter(pk=upload_id, claimed_at__isnull=False).exists()


def test_cv_that_an_upsert_replaces_is_let_go(scope: Employer) -> None:
    ada = with_cv(email="ada@example.com")
    before = ada.cv_id

    ada = upsert_applicant(person=Person("Ada", "ada@example.com"), cv_id=UploadFactory().pk)

    assert (is_kept(before), is_kept(ada.cv_id)) == (False, True)


def test_cv_of_an_application_stays_when_the_applicant_gets_another(scope: Employer) -> None:
    ada = with_cv()
    ApplicationFactory(applicant=ada, cv_id=ada.cv_id)
    before = ada.cv_id

    edit_applicant(applicant=ada, changes={"cv_id": UploadFactory().pk})

    assert is_kept(before)


def test_cv_that_came_by_a_merge_stays_the_others(scope: Employer) -> None:
    ada, twin = ApplicantFactory(), with_cv()
    merge_applicants(survivor_id=ada.pk, duplicate_id=twin.pk)
    ada.refresh_from_db()

    edit_applicant(applicant=ada, changes={"cv_id": None})

    assert is_kept(twin.cv_id)


def put_aside() -> tuple[Applicant, Applicant, uuid.UUID | None]:
    """Two with CVs, merged so that the duplicate's stays; and the survivor's own."""
    ada, twin = with_cv(), with_cv()
    own = ada.cv_id
    merge_applicants(survivor_id=ada.pk, duplicate_id=twin.pk, fields={"cv": "duplicate"})
    ada.refresh_from_db()
    return ada, twin, own


def test_cv_that_a_merge_put_aside_is_kept_and_comes_back(scope: Employer) -> None:
    ada, twin, own = put_aside()
    assert (ada.cv_id, is_kept(own)) == (twin.cv_id, True)

    unmerge_applicant(applicant_id=ada.pk)

    ada.refresh_from_db()
    assert (ada.cv_id, is_kept(own), is_kept(twin.cv_id)) == (own, True, True)


def test_cv_that_a_merge_put_aside_is_let_go_when_it_does_not_come_back(scope: Employer) -> None:
    ada, twin, own = put_aside()
    edit_applicant(applicant=ada, changes={"cv_id": UploadFactory().pk})
    unmerge_applicant(applicant_id=ada.pk)

    ada.refresh_from_db()
    assert (is_kept(own), is_kept(ada.cv_id), is_kept(twin.cv_id)) == (False, True, True)


def test_erasure_finds_the_cv_that_a_merge_put_aside(scope: Employer) -> None:
    put_aside()

    assert erase_applicant(applicant_id=Applicant.objects.exclude(merged_into=None).get().pk).files == 2

    assert not Upload.objects.exists()


def test_erasure_leaves_a_file_that_anothers_application_names(scope: Employer) -> None:
    ada = with_cv()
    ApplicationFactory(applicant=ApplicantFactory(), cv_id=ada.cv_id)

    assert erase_applicant(applicant_id=ada.pk).files == 0


def test_deleted_applicant_leaves_neither_file_nor_report(scope: Employer) -> None:
    ada = with_cv()
    job, cv_id = published_job(), ada.cv_id
    shortlists.shortlisted(job, ada, notes="Ada")
    shortlists.compared(job, ada, ApplicantFactory(), html="Ada")

    delete_applicant(applicant=ada)

    assert (is_kept(cv_id), ComparisonReport.objects.count(), shortlists.order(job)) == (False, 0, [])
