from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.choices import ApplicationStatus, BulkMoveState, Skipped
from applications.models import Application, ApplicationStage, BulkMove, BulkMoveItem
from applications.queries import ApplicationFilter
from applications.services import Step, move, plan_bulk_move, reopen, start_bulk_move, start_undo
from applications.services.bulk import BATCH, begin_moving, move_batch
from applications.tasks import sweep_bulk_moves
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.background.choices import RunState
from hiretrack.background.models import TaskRun
from hiretrack.background.services import begin, cancel
from hiretrack.errors import DomainError, Invalid
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.bulk_moves import carried_out, many, moving

S = ApplicationStatus
REJECT = Step(S.REJECTED)


def statuses() -> set[str]:
    return set(Application.objects.values_list("status", flat=True))


def test_plan_tells_what_moves_and_what_not_and_writes_nothing(scope: Employer) -> None:
    job = published_job()
    rows = {status: ApplicationFactory(job=job, status=status) for status in S}
    gone = ApplicationFactory(superseded_by=rows[S.NEW])

    plan = plan_bulk_move(step=REJECT, application_ids=[*(row.pk for row in rows.values()), gone.pk, job.pk])

    assert plan.from_status == {"new": 1, "screening": 1, "interview": 1, "offer": 1}
    assert {reason: len(ids) for reason, ids in plan.skipped.items()} == {
        Skipped.WRONG_STAGE: 2,
        Skipped.ALREADY_THERE: 1,
        Skipped.SUPERSEDED: 1,
        Skipped.NOT_FOUND: 1,
    }
    assert not ApplicationStage.objects.exists()


def test_plan_takes_all_that_match(scope: Employer) -> None:
    job = published_job()
    many(job, 3)
    ApplicationFactory()

    plan = plan_bulk_move(step=REJECT, matches=ApplicationFilter(job=job.pk, status=("new",)))

    assert len(plan.moving) == 3


def test_bulk_move_moves_logs_and_journals_each_once(scope: Employer) -> None:
    ids = many(published_job(), 3)

    row = carried_out(moving(ids, note="filled", rejection_reason="Filled"))

    assert row.state is BulkMoveState.MOVED
    assert row.run.result == {"bulk_move_id": str(row.pk), "moved": 3, "skipped": {}}
    shown = Application.objects.values_list("status", "rejection_reason", "answer_by")
    assert set(shown) == {("rejected", "Filled", None)}
    assert set(ApplicationStage.objects.filter(status="rejected").values_list("note", "from_status")) == {
        ("filled", "new")
    }
    assert AuditLog.objects.filter(action="application.status.changed").count() == 3


def test_application_moved_after_the_plan_is_left_alone(scope: Employer) -> None:
    first, second = many(published_job(), 2)
    row = moving([first, second])
    move(application_id=first, status=S.SCREENING)

    result = carried_out(row).run.result

    assert (result["moved"], result["skipped"]) == (1, {"changed_meanwhile": 1})
    assert Application.objects.get(pk=first).status == "screening"


def test_another_plan_than_the_one_seen_is_refused(scope: Employer) -> None:
    first, second = many(published_job(), 2)
    seen = plan_bulk_move(step=REJECT, application_ids=[first, second])
    move(application_id=first, status=S.SCREENING)
    now = plan_bulk_move(step=REJECT, application_ids=[first, second])

    with pytest.raises(DomainError) as refused:
        start_bulk_move(plan=now, step=REJECT, mail_delay_minutes=0, owner_id=None, expected_token=seen.token)

    assert refused.value.code == "plan_changed"


def test_worker_that_is_lost_is_followed_by_another_that_moves_the_rest(
    scope: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("applications.services.bulk.BATCH", 2)
    row = moving(many(published_job(), 5))
    run = begin(row.run_id)
    assert move_batch(row=row, run=run)

    result = carried_out(row).run.result

    assert result["moved"] == 5
    assert ApplicationStage.objects.filter(status="rejected").count() == 5


def test_cancelled_move_stops_and_what_it_moved_can_be_undone(scope: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.services.bulk.BATCH", 1)
    row = begin_moving(moving(many(published_job(), 2)).pk)
    run = begin(row.run_id)
    move_batch(row=row, run=run)
    cancel(run)

    assert carried_out(row).state is BulkMoveState.STOPPED
    assert statuses() == {"rejected", "new"}
    start_undo(bulk_move_id=row.pk, owner_id=None)

    assert carried_out(row).undo_run.result["undone"] == 1
    assert statuses() == {"new"}


def test_undo_puts_back_what_nobody_has_moved_since(scope: Employer) -> None:
    ids = many(published_job(), 3, status="interview")
    promise = Application.objects.get(pk=ids[0]).answer_by
    row = carried_out(moving(ids, rejection_reason="Filled"))
    reopen(application_id=ids[2])

    start_undo(bulk_move_id=row.pk, owner_id=None)
    result = carried_out(row).undo_run.result

    assert (result["undone"], result["not_undone"]) == (2, {"moved_since": 1})
    back = Application.objects.get(pk=ids[0])
    assert (back.status, back.rejection_reason, back.answer_by) == ("interview", "", promise)
    assert Application.objects.get(pk=ids[2]).status == "screening"
    steps = ApplicationStage.objects.filter(application_id=ids[0], undone=True).order_by("id")
    assert list(steps.values_list("from_status", "status")) == [("interview", "rejected"), ("rejected", "interview")]
    assert AuditLog.objects.filter(metadata__undone=True).count() == 2


def test_rejected_again_since_is_not_put_back(scope: Employer) -> None:
    (only,) = many(published_job(), 1)
    row = carried_out(moving([only]))
    reopen(application_id=only)
    move(application_id=only, status=S.REJECTED)

    start_undo(bulk_move_id=row.pk, owner_id=None)

    assert carried_out(row).undo_run.result["not_undone"] == {"moved_since": 1}
    assert statuses() == {"rejected"}


def refusal(row: BulkMove) -> str:
    with pytest.raises(DomainError) as refused:
        start_undo(bulk_move_id=row.pk, owner_id=None)
    return refused.value.code


def test_undo_waits_for_the_end_and_happens_once(scope: Employer) -> None:
    row = moving(many(published_job(), 1))
    assert refusal(row) == "bulk_move_running"
    carried_out(row)

    start_undo(bulk_move_id=row.pk, owner_id=None)

    assert refusal(row) == "bulk_move_running"
    assert carried_out(row).state is BulkMoveState.UNDONE
    assert refusal(row) == "bulk_move_undone"


@pytest.mark.parametrize("delay", [0, 10])
def test_undo_ends_when_the_mails_leave(scope: Employer, delay: int) -> None:
    row = carried_out(moving(many(published_job(), 1), delay=delay))

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=delay)):
        assert refusal(row) == "undo_expired"


def test_cancelled_before_it_began_moves_nothing(scope: Employer) -> None:
    row = moving(many(published_job(), 2))
    cancel(TaskRun.objects.get(pk=row.run_id))

    done = carried_out(row)

    assert (done.state, done.run.state) == (BulkMoveState.STOPPED, RunState.CANCELLED)
    assert statuses() == {"new"}
    assert refusal(done) == "undo_expired"


@pytest.mark.parametrize("status", [S.SCREENING, S.REJECTED])
def test_every_batch_costs_the_same(scope: Employer, status: str) -> None:
    counts = []
    for size in (1, 20):
        job = published_job()
        row = moving([ApplicationFactory(job=job).pk for _ in range(size)], status)
        run = begin(row.run_id)
        with CaptureQueriesContext(connection) as captured:
            move_batch(row=row, run=run)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 14


def test_too_many_at_once_are_refused(scope: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.services.bulk.MOST", 2)
    job = published_job()
    many(job, 3)

    with pytest.raises(Invalid):
        plan_bulk_move(step=REJECT, matches=ApplicationFilter(job=job.pk))


def test_sweeper_sends_again_what_fell_silent(scope: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("applications.tasks.bulk_move.apply_async", lambda args, **_: sent.append(args))
    row, ended = moving(many(published_job(), 1)), carried_out(moving([ApplicationFactory().pk]))
    assert sweep_bulk_moves() == 0
    TaskRun.objects.update(touched_at=timezone.now() - dt.timedelta(minutes=3))

    assert sweep_bulk_moves() == 1
    assert sent == [[str(row.pk)]]
    assert ended.state is BulkMoveState.MOVED


@pytest.fixture
def workers_timeout(transactional_db: None) -> Iterator[None]:
    """Statements may take as long as a worker's, not only as a request's."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [settings.WORKER_STATEMENT_TIMEOUT_MS])
        yield
        cursor.execute("RESET statement_timeout")


@pytest.mark.integ
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("workers_timeout")
def test_five_thousand_move_and_go_back(employer: Employer) -> None:
    with employer_scope(employer.pk):
        ids = many(published_job(), 5000)
    with employer_scope(employer.pk):
        row = moving(ids)

    assert carried_out(row).run.result["moved"] == 5000
    with employer_scope(employer.pk):
        assert statuses() == {"rejected"}
        start_undo(bulk_move_id=row.pk, owner_id=None)
    assert carried_out(row).undo_run.result["undone"] == 5000
    with employer_scope(employer.pk):
        assert statuses() == {"new"}
        assert BulkMoveItem.objects.filter(outcome="undone").count() == 5000 >= 10 * BATCH
