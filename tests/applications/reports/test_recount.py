"""Each report equals a recount over the rows, for random logs, at random moments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications import reports
from applications.models import Application, ApplicationStage
from applications.reports import Asked
from employers.models import Employer
from jobs.models import Job
from tests.applications.reports import logs
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import published_job

MOST = 8


@pytest.fixture
def jobs(scope: Employer) -> list[Job]:
    return [published_job(), published_job()]


@pytest.fixture
def applicants(scope: Employer) -> list[Any]:
    return ApplicantFactory.create_batch(MOST)


def write(made: list[logs.Made], jobs: list[Job], applicants: list[Any]) -> None:
    """The logs as rows, in place of what was there; today's status says something else on purpose."""
    ApplicationStage.objects.all().delete()
    Application.objects.all().delete()
    rows = [
        Application(job=jobs[m.job], applicant=person, source=m.source, created_at=m.created_at, status="offer")
        for m, person in zip(made, applicants, strict=False)
    ]
    Application.objects.bulk_create(rows)
    stages = [
        ApplicationStage(application=row, from_status=s.before, status=s.status, changed_at=s.at, undone=s.undone)
        for row, m in zip(rows, made, strict=True)
        for s in m.steps
    ]
    ApplicationStage.objects.bulk_create(stages)
    superseded = [row.pk for row, m in zip(rows, made, strict=True) if m.superseded]
    Application.objects.filter(pk__in=superseded).update(superseded_by_id=superseded[0] if superseded else None)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(logs.applications(), max_size=MOST),
    asked=logs.questions,
    job=st.sampled_from([None, 0, 1]),
)
def test_reports_equal_a_recount_over_the_log(
    made: list[logs.Made],
    asked: Asked,
    job: int | None,
    employer: Employer,
    jobs: list[Job],
    applicants: list[Any],
) -> None:
    write(made, jobs, applicants)
    asked = replace(asked, job_id=None if job is None else jobs[job].pk)

    own = logs.counted(made, asked, job)
    assert reports.funnel(asked) == logs.funnel(own, asked.as_of) | {"visits": {"views": 0, "apply_starts": 0}}
    assert reports.sources(asked) == logs.sources(own, asked.as_of)
    assert nearly(reports.time_in_stage(asked)) == logs.time_in_stage(own, asked.as_of)
    assert nearly(reports.reply_rate(asked)) == logs.reply_rate(own, asked.as_of, employer.reply_promise_days)


def nearly(found: Any) -> Any:
    """Seconds may differ by one: PostgreSQL and Python round the last bit of an interpolation differently."""
    if isinstance(found, dict):
        return {name: approximate(name, value) for name, value in found.items()}
    return [nearly(item) for item in found] if isinstance(found, list) else found


def approximate(name: str, value: Any) -> Any:
    if name.endswith("_seconds") and value is not None:
        return pytest.approx(value, abs=1)
    return nearly(value)
