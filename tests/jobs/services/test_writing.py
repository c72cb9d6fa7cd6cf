from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Forbidden, Invalid, NotFound
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.models import Job
from jobs.services import create_job, delete_job, duplicate_job, update_job
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory, question


def recorded() -> list[str]:
    return list(AuditLog.objects.order_by("created_at", "id").values_list("action", flat=True))


def test_created_job_is_a_draft_of_the_scope(scope: Employer) -> None:
    job = create_job(title="Engineer", questions=[question()])

    stored = Job.objects.get()
    assert (stored.pk, stored.employer_id, stored.status) == (job.pk, scope.pk, "draft")
    assert stored.questions[0]["id"] == "permit"
    assert recorded() == ["job.created"]


def test_job_that_breaks_a_rule_is_not_created(scope: Employer) -> None:
    with pytest.raises(Invalid) as refused:
        create_job(title="", closes_at=None, country="ZZ")

    assert len(refused.value.errors) == 2
    assert not Job.objects.exists()


def test_job_cannot_be_created_to_close_in_the_past(scope: Employer) -> None:
    with pytest.raises(Invalid, match="not valid"):
        create_job(title="Engineer", closes_at=timezone.now() - dt.timedelta(minutes=1))


def test_job_is_made_by_an_employer(employer: Employer) -> None:
    with all_tenants(reason="test"):
        with pytest.raises(Forbidden):
            create_job(title="Engineer")

        assert create_job(title="Engineer", employer_id=employer.pk).employer_id == employer.pk


def test_unknown_field_is_a_mistake_of_the_code(scope: Employer) -> None:
    with pytest.raises(TypeError, match="status"):
        create_job(title="Engineer", status="published")


def test_update_changes_only_what_is_named(scope: Employer) -> None:
    job = JobFactory.create(department="Data")

    update_job(job_id=job.pk, changes={"title": "Analyst"})

    job.refresh_from_db()
    assert (job.title, job.department) == ("Analyst", "Data")
    assert AuditLog.objects.get().metadata == {"fields": ["title"], "status": "draft"}


def test_update_without_a_difference_writes_nothing(scope: Employer) -> None:
    job = JobFactory.create()

    update_job(job_id=job.pk, changes={"title": job.title})

    assert recorded() == []


def test_published_job_stays_publishable(scope: Employer) -> None:
    job = PublishedJobFactory.create()

    with pytest.raises(Invalid) as refused:
        update_job(job_id=job.pk, changes={"description_md": "", "country": ""})

    assert refused.value.code == "job_incomplete"
    assert {error.pointer for error in refused.value.errors} == {"/description_md", "/country"}


def test_old_closing_time_of_a_draft_does_not_stop_other_changes(scope: Employer) -> None:
    job = JobFactory.create(closes_at=timezone.now() - dt.timedelta(days=1))

    update_job(job_id=job.pk, changes={"title": "Analyst"})

    assert Job.objects.get().title == "Analyst"


def test_job_of_another_employer_does_not_exist(scope: Employer, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = JobFactory.create()

    for attempt in (
        lambda: update_job(job_id=foreign.pk, changes={"title": "x"}),
        lambda: delete_job(job_id=foreign.pk),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_duplicate_is_a_fresh_draft(scope: Employer) -> None:
    job = ClosedJobFactory.create(title="T" * 200, external_id="x1", closes_at=timezone.now() - dt.timedelta(days=1))

    copy = duplicate_job(job_id=job.pk)

    stored = Job.objects.get(pk=copy.pk)
    assert (stored.status, stored.external_id, stored.closes_at, stored.published_at) == ("draft", "", None, None)
    assert stored.title == "T" * 192 + " (copy)"
    assert AuditLog.objects.get().metadata == {"original": str(job.pk)}


def test_draft_can_be_deleted(scope: Employer) -> None:
    job = JobFactory.create()

    delete_job(job_id=job.pk)

    assert not Job.objects.exists()
    assert recorded() == ["job.deleted"]


def test_what_was_public_stays_for_the_record(scope: Employer) -> None:
    for job in (PublishedJobFactory.create(), ClosedJobFactory.create()):
        with pytest.raises(DomainError) as refused:
            delete_job(job_id=job.pk)

        assert (refused.value.code, refused.value.extra["current_status"]) == ("job_not_deletable", job.status)


def test_draft_with_an_application_stays(scope: Employer) -> None:
    from applicants.models import Applicant
    from applications.models import Application

    job = JobFactory.create()
    applicant = Applicant.objects.create(name="Ada", email="ada@example.com")
    Application.objects.create(job=job, applicant=applicant)

    with pytest.raises(DomainError) as refused:
        delete_job(job_id=job.pk)

    assert refused.value.code == "job_not_deletable"


def test_job_that_is_not_there_is_not_found(scope: Employer) -> None:
    with pytest.raises(NotFound):
        duplicate_job(job_id=uuid.uuid4())
