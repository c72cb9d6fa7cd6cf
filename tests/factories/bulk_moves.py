"""Bulk moves: many applications at once, a move of them, and its task carried out in the test's own process."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application, ApplicationStage, BulkMove
from applications.services import Step, plan_bulk_move, start_bulk_move
from applications.tasks import bulk_move
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.tenancy import employer_scope, new_id, require_scope
from jobs.models import Job

if TYPE_CHECKING:
    from tests.api.foreign import Neighbour


def many(job: Job, number: int, status: str = "new") -> list[uuid.UUID]:
    """So many applications for `job`, with their first stages, made in a few statements."""
    owner: Any = {"employer_id": require_scope().employer_id}
    people = [Applicant(**owner, id=new_id(), name=f"P {n}", email=f"p{n}@x.example") for n in range(number)]
    Applicant.objects.bulk_create(people, batch_size=1000)
    now = timezone.now()
    rows = [Application(**owner, id=new_id(), job=job, applicant=one, status=status, answer_by=now) for one in people]
    Application.objects.bulk_create(rows, batch_size=1000)
    stages = [ApplicationStage(**owner, application=row, status=status) for row in rows]
    ApplicationStage.objects.bulk_create(stages, batch_size=1000)
    return [row.pk for row in rows]


def moving(ids: list[uuid.UUID], status: str = "rejected", *, delay: int = 10, **step: Any) -> BulkMove:
    """A bulk move that waits for its task."""
    wanted = Step(status, **step)
    plan = plan_bulk_move(step=wanted, application_ids=ids)
    return start_bulk_move(plan=plan, step=wanted, mail_delay_minutes=delay, owner_id=None)


def carried_out(row: BulkMove) -> BulkMove:
    """`row` after its task, or the task of its undoing, has run."""
    bulk_move.apply([str(row.pk)], headers={HEADER_EMPLOYER: str(row.employer_id)}, throw=True)
    with employer_scope(row.employer_id):
        done: BulkMove = BulkMove.objects.select_related("run", "undo_run").get(pk=row.pk)
    return done


def foreign(neighbour: Neighbour) -> dict[str, uuid.UUID]:
    return {"bulkMoveId": moving([neighbour.application.pk], "screening").pk}
