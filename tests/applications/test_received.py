from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from applicants.models import Applicant
from applicants.queries import found
from applicants.services import take_cv_text
from applications.models import Application, ApplicationStage
from applications.services import ApplyData, apply
from applications.tokens import opened
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid, NotFound
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload
from jobs.choices import JobStatus
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import QUESTION, published_job
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with


def data(**given: Any) -> ApplyData:
    return ApplyData(**{"name": "Ada Lovelace", "email": "Ada@example.com", **given})


def test_apply_writes_every_row_at_once(scope: Employer) -> None:
    job, cv = published_job(questions=[QUESTION]), UploadFactory()

    apply(job_id=job.pk, data=data(cv_upload_id=cv.pk, phone="+49 30 901820", answers=[answer(False)]))

    row = Application.objects.select_related("applicant").get()
    assert (row.status, row.cv_id, row.answers[0]["knocked_out"]) == ("new", cv.pk, True)
    assert (row.applicant.email, row.applicant.phone) == ("Ada@example.com", "+4930901820")
    assert (row.answer_by - row.created_at).days == scope.reply_promise_days
    assert ApplicationStage.objects.get().status == "new"
    assert set(AuditLog.objects.values_list("action", flat=True)) == {"applicant.created", "application.created"}


def answer(value: Any) -> dict[str, Any]:
    return {"question_id": "permit", "value": value}


def test_cv_is_searchable_whether_scanned_before_or_after(scope: Employer) -> None:
    early, late = UploadFactory(text="Bernoulli"), UploadFactory(scan_status=ScanStatus.PENDING, text="")
    apply(job_id=published_job().pk, data=data(cv_upload_id=early.pk))
    apply(job_id=published_job().pk, data=data(email="b@example.com", cv_upload_id=late.pk))

    Upload.objects.filter(pk=late.pk).update(text="bernoulli numbers")
    take_cv_text(upload_id=late.pk)

    assert found("Bernoulli", Applicant.objects.all()).count() == 2


def test_second_application_of_an_address_changes_nothing(scope: Employer) -> None:
    job, cv = published_job(), UploadFactory()
    first = apply(job_id=job.pk, data=data())
    before = list(Applicant.objects.values())

    again = apply(job_id=job.pk, data=data(email="ADA@EXAMPLE.COM", phone="+4930901820", cv_upload_id=cv.pk))

    assert list(Applicant.objects.values()) == before
    assert Application.objects.count() == ApplicationStage.objects.count() == 1
    assert len(again.status_token) == len(first.status_token)
    assert opened(again.status_token).is_repeat
    assert Upload.objects.get().claimed_at is None
    assert AuditLog.objects.filter(action="application.duplicate_received").count() == 1


def test_form_sent_twice_is_answered_alike(scope: Employer) -> None:
    job, cv = published_job(), UploadFactory()
    apply(job_id=job.pk, data=data(cv_upload_id=cv.pk))

    assert opened(apply(job_id=job.pk, data=data(cv_upload_id=cv.pk)).status_token).is_repeat


def test_stranger_fills_blanks_but_overwrites_nothing(scope: Employer) -> None:
    known = ApplicantFactory(name="Ada King", email="ada@example.com", phone="", headline="Countess")
    cv = UploadFactory()

    apply(job_id=published_job().pk, data=data(phone="+4930901820", headline="Imposter", cv_upload_id=cv.pk))

    known.refresh_from_db()
    assert (known.name, known.headline, known.phone, known.cv_id) == ("Ada King", "Countess", "+4930901820", cv.pk)
    assert Application.objects.get().submitted["headline"] == "Imposter"
    assert "applicant.created" not in AuditLog.objects.values_list("action", flat=True)


def test_stranger_never_touches_a_portal_users_record(scope: Employer) -> None:
    user = user_with("applicant", None)
    known = ApplicantFactory(email="ada@example.com", user=user)

    apply(job_id=published_job().pk, data=data(phone="+4930901820"))

    known.refresh_from_db()
    assert known.phone == ""


def test_newer_cv_stays_with_the_application(scope: Employer) -> None:
    old, new = UploadFactory(), UploadFactory()
    known = ApplicantFactory(email="ada@example.com", cv=old)

    apply(job_id=published_job().pk, data=data(cv_upload_id=new.pk))

    known.refresh_from_db()
    assert known.cv_id == old.pk
    assert Application.objects.get().cv_id == new.pk


def test_apply_names_everything_wrong_at_once(scope: Employer) -> None:
    job = published_job(questions=[QUESTION])
    wrong = data(name=" ", email="no", phone="12", links=({"url": "javascript:alert(1)"},), source="import")

    with pytest.raises(Invalid) as refused:
        apply(job_id=job.pk, data=wrong)

    pointers = {error.pointer for error in refused.value.errors}
    assert pointers == {"/name", "/email", "/phone", "/links/0/url", "/source", "/answers"}
    assert not Applicant.objects.exists()


def test_apply_needs_consent_where_there_is_a_policy(scope: Employer) -> None:
    Employer.objects.update(privacy_policy_url="https://acme.example/privacy")
    job = published_job()

    with pytest.raises(Invalid):
        apply(job_id=job.pk, data=data())
    apply(job_id=job.pk, data=data(consent_given=True, policy_version="2026-01"))

    consent = Applicant.objects.get().consent
    assert (consent["purpose"], consent["policy_version"], consent["source"]) == (
        "recruitment",
        "2026-01",
        "careers_page",
    )
    assert consent["given_at"].endswith("Z")


@pytest.mark.parametrize("state", [{"completed_at": None}, {"scan_status": ScanStatus.INFECTED}])
def test_apply_takes_no_unfinished_or_dangerous_file(scope: Employer, state: dict[str, Any]) -> None:
    cv = UploadFactory(**state)

    with pytest.raises(Invalid) as refused:
        apply(job_id=published_job().pk, data=data(cv_upload_id=cv.pk))

    assert refused.value.errors[0].pointer == "/cv_upload_id"


def test_apply_takes_no_foreign_file(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = UploadFactory()
    with employer_scope(employer.pk):
        job = published_job()

    with pytest.raises(Invalid):
        apply(job_id=job.pk, data=data(cv_upload_id=foreign.pk))


def test_same_person_at_two_employers_is_two_applicants(employer: Employer, other_employer: Employer) -> None:
    for home in (employer, other_employer):
        with employer_scope(home.pk):
            job = published_job()
        apply(job_id=job.pk, data=data())

    for home in (employer, other_employer):
        with employer_scope(home.pk):
            assert Applicant.objects.count() == Application.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"status": JobStatus.DRAFT, "published_at": None}, "not_found"),
        ({"status": JobStatus.CLOSED, "closed_at": timezone.now()}, "job_closed"),
        ({"closes_at": timezone.now()}, "job_closed"),
    ],
)
def test_only_open_jobs_take_applications(scope: Employer, state: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        apply(job_id=published_job(**state).pk, data=data())

    assert refused.value.code == code


def test_unknown_job_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        apply(job_id=uuid.uuid4(), data=data())


def test_guard_is_asked_only_when_all_else_is_right(scope: Employer) -> None:
    asked: list[bool] = []
    job = published_job()

    with pytest.raises(Invalid):
        apply(job_id=job.pk, data=data(name=""), guard=lambda: asked.append(True))
    apply(job_id=job.pk, data=data(), guard=lambda: asked.append(True))

    assert asked == [True]
