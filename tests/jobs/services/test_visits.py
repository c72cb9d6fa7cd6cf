from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer
from hiretrack.tenancy import employer_scope, public_scope
from jobs.models import Job, PageEvent
from jobs.services import note_visit, visits
from jobs.tasks import expire_page_events
from tests.factories.jobs import PublishedJobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return PublishedJobFactory()


def count(employer: Employer) -> int:
    with employer_scope(employer.pk):
        return PageEvent.objects.count()


def test_old_visits_are_forgotten_and_newer_ones_kept(
    employer: Employer, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "BATCH", 2)
    with employer_scope(employer.pk):
        for days in (1, 399, 401, 402, 403):
            PageEvent.objects.create(job=job, kind="view", at=timezone.now() - dt.timedelta(days=days))

    assert expire_page_events() == 3
    assert count(employer) == 2


def test_visits_are_the_employers_alone(employer: Employer, other_employer: Employer, job: Job) -> None:
    note_visit(job_id=job.pk, kind="view")

    def rows() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM jobs_pageevent")
            return cursor.fetchone()[0]

    with employer_scope(other_employer.pk):
        assert rows() == 0
    with public_scope():
        assert rows() == 0
    with employer_scope(employer.pk):
        assert rows() == 1
