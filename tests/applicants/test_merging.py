"""Two records of one person become one: whose values stay, and which application goes on."""

from __future__ import annotations

import pytest

from applicants.merging import merge_applicants
from applicants.models import Applicant, ApplicantMerge
from applicants.queries import current, found, resolved
from applications.models import Application
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid, NotFound
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with


def merged(survivor: Applicant, duplicate: Applicant, **fields: str) -> ApplicantMerge:
    merge = merge_applicants(survivor_id=survivor.pk, duplicate_id=duplicate.pk, fields=fields)
    survivor.refresh_from_db()
    duplicate.refresh_from_db()
    return merge


def test_blanks_are_filled_and_the_rest_stays(scope: Employer) -> None:
    ada = ApplicantFactory(name="Ada", phone="", location="London")
    twin = ApplicantFactory(name="A. Lovelace", phone="+4930901820", location="Paris")

    merge = merged(ada, twin)

    assert (ada.name, ada.phone, ada.location) == ("Ada", "+4930901820", "London")
    assert merge.fields == {"phone": {"before": "", "after": "+4930901820"}}


def test_lists_are_united_without_doubles(scope: Employer) -> None:
    ada = ApplicantFactory(skills=["Python", "SQL"], links=[{"label": "Me", "url": "https://ada.test"}])
    twin = ApplicantFactory(skills=["python", "Rust"], links=[{"label": "Site", "url": "https://ada.test"}])

    merged(ada, twin)

    assert ada.skills == ["Python", "SQL", "Rust"]
    assert ada.links == [{"label": "Me", "url": "https://ada.test"}]


def test_chosen_fields_come_from_the_duplicate(scope: Employer) -> None:
    ada, twin = ApplicantFactory(email="old@example.com"), ApplicantFactory(email="new@example.com")

    merged(ada, twin, email="duplicate", phone="survivor")

    assert (ada.email, twin.email) == ("new@example.com", "new@example.com")


def test_cv_of_the_duplicate_is_found_by_its_words(scope: Employer) -> None:
    ada, twin = ApplicantFactory(), ApplicantFactory(cv=UploadFactory(), cv_text="Bernoulli numbers")

    merged(ada, twin)

    assert ada.cv_id == twin.cv_id
    assert found("bernoulli", current()).get() == ada


def test_different_accounts_are_refused(scope: Employer) -> None:
    ada, twin = (ApplicantFactory(user=user_with("applicant", None)) for _ in range(2))

    with pytest.raises(DomainError) as refused:
        merged(ada, twin)

    assert refused.value.code == "different_accounts"


def test_old_ids_lead_to_the_survivor(scope: Employer) -> None:
    first, second, third = (ApplicantFactory() for _ in range(3))

    merged(second, first)
    merged(third, second)

    assert {resolved(row.pk).pk for row in (first, second, third)} == {third.pk}
    assert list(current()) == [third]


def test_whoever_is_erased_is_not_found(scope: Employer) -> None:
    gone = ApplicantFactory(erased_at="2026-01-01T00:00:00Z")

    with pytest.raises(NotFound):
        resolved(gone.pk)


@pytest.mark.parametrize("case", ["self", "unknown", "erased"])
def test_what_cannot_be_merged_is_named(scope: Employer, case: str) -> None:
    ada = ApplicantFactory()
    gone = ApplicantFactory(erased_at="2026-01-01T00:00:00Z")
    other = {"self": ada.pk, "unknown": scope.pk, "erased": gone.pk}[case]

    with pytest.raises(Invalid) as refused:
        merge_applicants(survivor_id=ada.pk, duplicate_id=other)

    assert refused.value.errors[0].pointer == "/applicant_id"


def test_merging_twice_is_refused(scope: Employer) -> None:
    ada, twin = ApplicantFactory(), ApplicantFactory()
    merged(ada, twin)

    with pytest.raises(DomainError) as refused:
        merged(ada, twin)

    assert refused.value.code == "already_merged"


def test_applications_go_over_with_notes_and_files(scope: Employer) -> None:
    ada, twin = ApplicantFactory(), ApplicantFactory()
    application = ApplicationFactory(applicant=twin, notes="call", cv=UploadFactory())

    merged(ada, twin)

    row = Application.objects.get()
    assert (row.pk, row.applicant_id, row.notes, row.cv_id) == (application.pk, ada.pk, "call", application.cv_id)


@pytest.mark.parametrize(
    ("mine", "theirs", "goes_on"),
    [
        ("screening", "interview", "theirs"),
        ("offer", "new", "mine"),
        ("rejected", "new", "theirs"),
        ("hired", "offer", "mine"),
        ("screening", "screening", "mine"),
        ("withdrawn", "rejected", "mine"),
    ],
)
def test_the_further_application_goes_on(scope: Employer, mine: str, theirs: str, goes_on: str) -> None:
    job, ada, twin = published_job(), ApplicantFactory(), ApplicantFactory()
    rows = {
        "mine": ApplicationFactory(job=job, applicant=ada, status=mine),
        "theirs": ApplicationFactory(job=job, applicant=twin, status=theirs),
    }

    merged(ada, twin)

    kept = Application.objects.get(superseded_by=None)
    assert kept == rows[goes_on]
    assert Application.objects.exclude(superseded_by=None).get().superseded_by == kept


def test_journal_holds_ids_and_names_of_fields_alone(scope: Employer) -> None:
    ada, twin = ApplicantFactory(), ApplicantFactory(phone="+4930901820")

    merge = merged(ada, twin)

    entry = AuditLog.objects.get(action="applicant.merged")
    assert entry.metadata == {"merge_id": str(merge.pk), "merged_id": str(twin.pk), "fields": ["phone"]}
