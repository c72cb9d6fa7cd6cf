"""Reports made by a real worker, also after it was killed, and with an erasure in between."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.background.choices import RunState
from hiretrack.background.models import TaskRun
from hiretrack.embedded.waiting import until
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists.dependents import ShortlistDependent
from shortlists.models import Comparison, ComparisonReport
from shortlists.services import create_comparison, resend_waiting
from tests.background.workers import running_worker

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN_S = 180


@pytest.fixture
def comparison(employer: Employer, job: Job, people: list[Applicant]) -> Comparison:
    """Queued; the test body runs in its employer's scope, but not in one transaction."""
    with employer_scope(employer.pk):
        return create_comparison(job_id=job.pk, title="Final round", applicant_ids=[one.pk for one in people])


def run_of(comparison: Comparison) -> TaskRun:
    with employer_scope(comparison.employer_id):
        return TaskRun.objects.get(pk=comparison.run_id)


def ended(comparison: Comparison) -> bool:
    return not run_of(comparison).is_open


def reports(comparison: Comparison) -> list[Any]:
    with employer_scope(comparison.employer_id):
        return list(ComparisonReport.objects.all())


def hold(comparison: Comparison) -> None:
    """In the open transaction: the worker comes as far as storing the report, and waits there."""
    Comparison.objects.select_for_update().get(pk=comparison.pk)


def is_printing(comparison: Comparison) -> bool:
    return bool(TaskRun.objects.get(pk=comparison.run_id).progress >= 40)


def test_worker_makes_both_forms(tmp_path: Path, comparison: Comparison) -> None:
    with running_worker(tmp_path / "log"):
        until(lambda: ended(comparison), within=WITHIN_S)

    run, (report,) = run_of(comparison), reports(comparison)
    assert (run.state, run.progress) == (RunState.SUCCEEDED, 100)
    assert run.result == {"comparison_id": str(comparison.pk), "formats": ["html", "pdf"]}
    assert "Grace" in report.html
    assert bytes(report.pdf).startswith(b"%PDF-")
    assert "Grace" not in (tmp_path / "log").read_text() + str(run.result) + run.message


def test_report_is_made_after_its_worker_was_killed(tmp_path: Path, comparison: Comparison) -> None:
    with running_worker(tmp_path / "first") as first, employer_scope(comparison.employer_id):
        hold(comparison)
        until(lambda: is_printing(comparison), within=WITHIN_S)
        first.kill()
    assert (run_of(comparison).state, reports(comparison)) == (RunState.RUNNING, [])
    assert resend_waiting() == 0

    with employer_scope(comparison.employer_id):
        TaskRun.objects.update(touched_at=timezone.now() - dt.timedelta(minutes=6))
    assert resend_waiting() == 1
    with running_worker(tmp_path / "second"):
        until(lambda: ended(comparison), within=WITHIN_S)

    assert run_of(comparison).state == RunState.SUCCEEDED
    assert len(reports(comparison)) == 1


def test_report_of_somebody_erased_meanwhile_is_not_stored(
    tmp_path: Path, comparison: Comparison, people: list[Applicant]
) -> None:
    with running_worker(tmp_path / "log"):
        with employer_scope(comparison.employer_id):
            hold(comparison)
            until(lambda: is_printing(comparison), within=WITHIN_S)
            ShortlistDependent().erase(applicant=people[0])
        until(lambda: ended(comparison), within=WITHIN_S)

    assert (run_of(comparison).state, reports(comparison)) == (RunState.CANCELLED, [])


def test_what_is_not_done_within_an_hour_is_not_sent_again(comparison: Comparison) -> None:
    long_ago = timezone.now() - dt.timedelta(minutes=61)
    with employer_scope(comparison.employer_id):
        TaskRun.objects.update(touched_at=long_ago, created_at=long_ago)

    assert resend_waiting() == 0
