from __future__ import annotations

import pytest

from applicants import consent
from applicants.models import Applicant
from applicants.person import Person
from applicants.queries import found
from applicants.services import attach_cv, delete_applicant, update_applicant, upsert_applicant
from employers.models import Employer
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.choices import ScanStatus, Verdict
from hiretrack.uploads.services import conclude
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.uploads import UploadFactory


def actions() -> set[str]:
    return set(AuditLog.objects.values_list("action", flat=True))


def test_upsert_adds_then_brings_up_to_date(scope: Employer) -> None:
    first = upsert_applicant(person=Person("Ada", "ada@example.com", phone="+4930901820"), skills=["maths"])

    again = upsert_applicant(person=Person("Ada King", "ADA@example.com"), tags=["vip"])

    assert again.pk == first.pk
    stored = Applicant.objects.get()
    assert (stored.name, stored.phone, stored.skills, stored.tags) == ("Ada King", "+4930901820", ["maths"], ["vip"])
    assert actions() == {"applicant.created", "applicant.updated"}


def test_upsert_that_changes_nothing_is_not_journalled(scope: Employer) -> None:
    for _ in range(2):
        upsert_applicant(person=Person("Ada", "ada@example.com"))

    assert AuditLog.objects.count() == 1


def test_upsert_keeps_the_cv_and_its_words(scope: Employer) -> None:
    cv = UploadFactory(text="Bernoulli numbers")

    for _ in range(2):
        upsert_applicant(person=Person("Ada", "ada@example.com"), cv_id=cv.pk)

    assert found("bernoulli", Applicant.objects.all()).get().cv_id == cv.pk


def test_scan_that_ends_later_brings_the_words(employer: Employer) -> None:
    with employer_scope(employer.pk):
        cv = UploadFactory(scan_status="pending", text="")
        upsert_applicant(person=Person("Ada", "ada@example.com"), cv_id=cv.pk)
        conclude(upload_id=cv.pk, verdict=Verdict(ScanStatus.CLEAN, text="Bernoulli numbers"))
        entry = AuditLog.objects.get(action="upload.scanned")

    dispatch_entries([entry.pk], employer.pk)

    with employer_scope(employer.pk):
        assert found("bernoulli", Applicant.objects.all()).count() == 1


def test_update_refuses_an_address_that_another_has(scope: Employer) -> None:
    ApplicantFactory(email="taken@example.com")
    row = ApplicantFactory()

    with pytest.raises(DomainError) as refused:
        update_applicant(applicant=row, changes={"email": "Taken@example.com"})

    assert refused.value.code == "email_taken"


def test_update_ignores_what_is_not_editable(scope: Employer) -> None:
    row = ApplicantFactory()

    update_applicant(applicant=row, changes={"headline": "Countess", "cv_text": "x"})

    row.refresh_from_db()
    assert (row.headline, row.cv_text) == ("Countess", "")


def test_same_address_at_two_employers_is_two_people(employer: Employer, other_employer: Employer) -> None:
    for home in (employer, other_employer):
        with employer_scope(home.pk):
            upsert_applicant(person=Person("Ada", "ada@example.com"))

    with employer_scope(employer.pk):
        assert Applicant.objects.count() == 1


def test_foreign_cv_cannot_be_attached(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = UploadFactory()

    with employer_scope(employer.pk), pytest.raises(Invalid):
        attach_cv(applicant=ApplicantFactory(), upload_id=foreign.pk)


def test_who_has_applied_is_not_simply_deleted(scope: Employer) -> None:
    row = ApplicantFactory()
    delete_applicant(applicant=row)
    applied = ApplicationFactory().applicant

    with pytest.raises(DomainError):
        delete_applicant(applicant=applied)
    assert list(Applicant.objects.all()) == [applied]


def test_search_knows_phrases_and_exclusions(scope: Employer) -> None:
    ada = ApplicantFactory(name="Ada", skills=["C++"], headline="Data engineer")
    ApplicantFactory(name="Bob", headline="Data entry intern")

    assert list(found('"data engineer"', Applicant.objects.all())) == [ada]
    assert list(found("data -intern", Applicant.objects.all())) == [ada]
    assert list(found("c++", Applicant.objects.all())) == [ada]


def test_consent_says_what_when_and_where() -> None:
    given = consent.given(policy_version="2026-01", source="api")

    assert given.keys() == {"purpose", "given_at", "policy_version", "source"}
    assert given["given_at"].endswith("Z")
