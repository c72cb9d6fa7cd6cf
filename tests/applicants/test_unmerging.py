"""A merge undone: everything is as it was, and what came since stays."""

from __future__ import annotations

import uuid

import pytest

from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from applicants.services import update_applicant
from applications.models import Application
from applications.services import move
from employers.models import Employer
from hiretrack.errors import DomainError, NotFound
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job


def pair(**of_duplicate: object) -> tuple[Applicant, Applicant]:
    """(survivor, duplicate), merged."""
    ada, twin = ApplicantFactory(), ApplicantFactory(**of_duplicate)
    merge_applicants(survivor_id=ada.pk, duplicate_id=twin.pk)
    return ada, twin


def code_of(applicant_id: uuid.UUID) -> str:
    with pytest.raises(DomainError) as refused:
        unmerge_applicant(applicant_id=applicant_id)
    return refused.value.code


@pytest.mark.parametrize("by", ["survivor", "duplicate"])
def test_either_id_parts_them(scope: Employer, by: str) -> None:
    ada, twin = pair(phone="+4930901820")

    unmerge_applicant(applicant_id=ada.pk if by == "survivor" else twin.pk)

    ada.refresh_from_db()
    twin.refresh_from_db()
    assert (ada.phone, twin.merged_into) == ("", None)


def test_what_was_edited_since_stays(scope: Employer) -> None:
    ada, _ = pair(phone="+4930901820", headline="Analyst")
    ada.refresh_from_db()
    update_applicant(applicant=ada, changes={"phone": "+4930901821"})

    unmerge_applicant(applicant_id=ada.pk)

    ada.refresh_from_db()
    assert (ada.phone, ada.headline) == ("+4930901821", "")


def test_application_that_has_moved_on_goes_home(scope: Employer) -> None:
    job, ada, twin = published_job(), ApplicantFactory(), ApplicantFactory()
    mine = ApplicationFactory(job=job, applicant=ada)
    theirs = ApplicationFactory(job=job, applicant=twin, status="screening")
    merge_applicants(survivor_id=ada.pk, duplicate_id=twin.pk)
    move(application_id=theirs.pk, status="interview")

    unmerge_applicant(applicant_id=ada.pk)

    rows = {row.pk: (row.applicant_id, row.status, row.superseded_by_id) for row in Application.objects.all()}
    assert rows == {mine.pk: (ada.pk, "new", None), theirs.pk: (twin.pk, "interview", None)}


def test_application_made_since_stays_with_the_survivor(scope: Employer) -> None:
    ada, _ = pair()
    later = ApplicationFactory(applicant=ada)

    unmerge_applicant(applicant_id=ada.pk)

    later.refresh_from_db()
    assert later.applicant_id == ada.pk


def test_never_merged_is_refused(scope: Employer) -> None:
    assert code_of(ApplicantFactory().pk) == "not_merged"


def test_merge_is_undone_once(scope: Employer) -> None:
    ada, twin = pair()
    unmerge_applicant(applicant_id=ada.pk)

    assert {code_of(ada.pk), code_of(twin.pk)} == {"not_merged"}


def test_only_the_latest_merge_is_undone(scope: Employer) -> None:
    ada, twin = pair()
    other = ApplicantFactory()
    merge_applicants(survivor_id=ada.pk, duplicate_id=other.pk)

    assert code_of(twin.pk) == "merge_not_latest"
    assert unmerge_applicant(applicant_id=ada.pk).merged_id == other.pk
    assert unmerge_applicant(applicant_id=ada.pk).merged_id == twin.pk


def test_chain_is_undone_from_its_end(scope: Employer) -> None:
    middle, first = pair()
    last = ApplicantFactory()
    merge_applicants(survivor_id=last.pk, duplicate_id=middle.pk)

    assert code_of(first.pk) == "merge_not_latest"


def test_address_that_another_has_by_now_is_named(scope: Employer) -> None:
    ada, twin = pair(email="ada@example.com")
    # As an application with the address that was merged away does.
    holder = ApplicantFactory(email="ADA@example.com")

    with pytest.raises(DomainError, match="the record that was merged away by now") as refused:
        unmerge_applicant(applicant_id=ada.pk)

    assert (refused.value.code, refused.value.extra) == ("email_taken", {"applicant_id": str(holder.pk)})
    twin.refresh_from_db()
    assert twin.merged_into is not None


def test_address_that_the_survivor_had_before_is_named(scope: Employer) -> None:
    ada, twin = ApplicantFactory(email="old@example.com"), ApplicantFactory()
    merge_applicants(survivor_id=ada.pk, duplicate_id=twin.pk, fields={"email": "duplicate"})
    holder = ApplicantFactory(email="old@example.com")

    with pytest.raises(DomainError, match="the survivor before the merge") as refused:
        unmerge_applicant(applicant_id=twin.pk)

    assert refused.value.extra == {"applicant_id": str(holder.pk)}


def test_records_are_parted_once_the_address_is_free(scope: Employer) -> None:
    ada, twin = pair(email="ada@example.com")
    holder = ApplicantFactory(email="ada@example.com")
    update_applicant(applicant=holder, changes={"email": "ada.2@example.com"})

    unmerge_applicant(applicant_id=ada.pk)

    assert merge_applicants(survivor_id=twin.pk, duplicate_id=holder.pk).survivor_id == twin.pk


def test_unknown_is_not_found(scope: Employer) -> None:
    with pytest.raises(NotFound):
        unmerge_applicant(applicant_id=scope.pk)
