from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError, Invalid
from hiretrack.tenancy import employer_scope
from jobs.choices import TRANSITIONS, JobStatus
from jobs.models import Job
from jobs.services import close_due_jobs, close_job, publish_job
from jobs.tasks import close_due
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory

THREADS = 20


def past(**given: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(**given)


def test_draft_is_published(scope: Employer) -> None:
    job = publish_job(job_id=JobFactory.create().pk)

    assert job.status == "published"
    assert Job.objects.get().published_at is not None
    assert AuditLog.objects.get().metadata == {"from_status": "draft"}


def test_closed_job_opens_again_as_posted_now(scope: Employer) -> None:
    old = ClosedJobFactory.create(published_at=past(days=90))

    job = publish_job(job_id=old.pk)

    assert job.closed_at is None
    assert job.published_at > old.published_at


def test_publishing_names_everything_that_is_missing(scope: Employer) -> None:
    job = JobFactory.create(description_md=" ", country="", location="", closes_at=past(minutes=1))

    with pytest.raises(Invalid) as refused:
        publish_job(job_id=job.pk)

    assert refused.value.code == "job_incomplete"
    pointers = [error.pointer for error in refused.value.errors]
    assert pointers == ["/description_md", "/country", "/location", "/closes_at"]
    assert Job.objects.get().status == "draft"


def test_remote_job_needs_a_country_but_no_location(scope: Employer) -> None:
    assert publish_job(job_id=JobFactory.create(location="", remote=True).pk).is_published


def test_description_must_say_more_than_the_title(scope: Employer) -> None:
    job = JobFactory.create(title="Engineer", description_md="engineer")

    with pytest.raises(Invalid, match="more than the title"):
        publish_job(job_id=job.pk)


def test_job_is_closed(scope: Employer) -> None:
    job = close_job(job_id=PublishedJobFactory.create().pk)

    assert (job.status, job.closed_at is not None) == ("closed", True)
    assert AuditLog.objects.get().action == "job.closed"


@pytest.mark.parametrize("status", JobStatus)
def test_only_the_table_s_transitions_are_made(scope: Employer, status: JobStatus) -> None:
    factories = {"draft": JobFactory, "published": PublishedJobFactory, "closed": ClosedJobFactory}
    for target, service in ((JobStatus.PUBLISHED, publish_job), (JobStatus.CLOSED, close_job)):
        job = factories[status].create()
        if target in TRANSITIONS[status]:
            assert service(job_id=job.pk).status == target
            continue

        with pytest.raises(DomainError) as refused:
            service(job_id=job.pk)

        assert (refused.value.code, refused.value.extra) == ("job_status_conflict", {"current_status": status})


@pytest.mark.django_db(transaction=True)
def test_of_many_publishing_at_once_one_wins(employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = JobFactory.create()
    start = Barrier(THREADS)

    def attempt(_: int) -> str:
        try:
            start.wait(timeout=30)
            with employer_scope(employer.pk):
                return publish_job(job_id=job.pk).status
        except DomainError as error:
            return f"{error.status} {error.extra['current_status']}"
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = Counter(pool.map(attempt, range(THREADS)))

    assert outcomes == {"published": 1, "409 published": THREADS - 1}
    with employer_scope(employer.pk):
        assert AuditLog.objects.filter(action="job.published").count() == 1


def test_due_jobs_are_closed_at_every_employer(employer: Employer, other_employer: Employer) -> None:
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            PublishedJobFactory.create(closes_at=past(minutes=1))
            PublishedJobFactory.create(closes_at=timezone.now() + dt.timedelta(hours=1))
            PublishedJobFactory.create()
            JobFactory.create(closes_at=past(minutes=1))

    assert close_due_jobs() == 2
    assert close_due.run() == 0

    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            assert Job.objects.filter(status="closed").count() == 1
            assert AuditLog.objects.get().metadata == {"from_status": "published", "reason": "closes_at"}
