from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer
from hiretrack.background import services
from hiretrack.background.choices import RunState
from hiretrack.background.models import TaskRun
from hiretrack.background.services import RunCancelled
from hiretrack.errors import DomainError
from hiretrack.tenancy import all_tenants, employer_scope, person_scope
from tests.fixtures import user_with


@pytest.fixture
def run(scope: Employer) -> TaskRun:
    return services.start_run(kind="sample", owner_id=None)


def test_run_goes_from_queued_to_succeeded(run: TaskRun) -> None:
    started = services.begin(run.pk)
    services.report(started, 40, "on the way")
    services.finish(started, result={"rows": 3})

    run.refresh_from_db()
    assert (run.state, run.progress, run.message, run.result) == (
        RunState.SUCCEEDED, 100, "on the way", {"rows": 3},
    )  # fmt: skip
    assert run.ended_at is not None


def test_progress_never_goes_back_or_out_of_bounds(run: TaskRun) -> None:
    started = services.begin(run.pk)

    for share in (60, 20, 250):
        services.report(started, share)

    assert started.progress == 100


def test_queued_run_is_cancelled_at_once(run: TaskRun) -> None:
    assert services.cancel(run).state == RunState.CANCELLED
    with pytest.raises(RunCancelled):
        services.begin(run.pk)


def test_running_run_is_told_to_stop_at_its_next_report(run: TaskRun) -> None:
    started = services.begin(run.pk)

    assert services.cancel(run).state == RunState.RUNNING
    with pytest.raises(RunCancelled):
        services.report(started, 10)


def test_ended_run_cannot_be_cancelled_or_failed(run: TaskRun) -> None:
    services.finish(services.begin(run.pk))

    services.fail(run, code="late", detail="too late")
    with pytest.raises(DomainError) as refused:
        services.cancel(run)

    assert refused.value.code == "task_ended"
    assert TaskRun.objects.get().state == RunState.SUCCEEDED


def test_run_may_begin_again_after_its_worker_was_lost(run: TaskRun) -> None:
    services.begin(run.pk)

    assert services.begin(run.pk).state == RunState.RUNNING


def test_run_without_a_sign_of_life_has_failed(run: TaskRun) -> None:
    TaskRun.objects.update(touched_at=timezone.now() - dt.timedelta(hours=2))
    fresh = services.start_run(kind="sample", owner_id=None)

    with all_tenants(reason="test"):
        assert services.fail_lost_runs() == 1

    run.refresh_from_db()
    fresh.refresh_from_db()
    assert (run.state, run.error["code"], fresh.state) == (RunState.FAILED, "lost", RunState.QUEUED)


def test_run_of_another_employer_is_not_there(run: TaskRun, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM background_taskrun")
        assert cursor.fetchone() == (0,)
        assert not TaskRun.objects.exists()


@pytest.mark.django_db
def test_candidate_sees_own_run_without_an_employer() -> None:
    owner, stranger = user_with("applicant", None), user_with("applicant", None)
    with all_tenants(reason="test"):
        services.start_run(kind="me.export", owner_id=owner.pk)

    with person_scope(owner.pk):
        assert TaskRun.objects.count() == 1
    with person_scope(stranger.pk):
        assert TaskRun.objects.count() == 0
    with person_scope(uuid.uuid4()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM background_taskrun")
        assert cursor.fetchone() == (0,)
