"""Many applications at once: planned, moved by a task, undone while their mails wait."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applications import queries, services
from applications.api import bulk_examples, bulk_serializers
from applications.api.views.pipeline import APPLICATIONS
from applications.choices import ItemOutcome
from applications.models import BulkMove
from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.background import live
from hiretrack.background.models import TaskRun
from hiretrack.tenancy import employer_scope

DEFAULT_DELAY_MINUTES = 10
NAMED = 100


class BulkView(TenantView[BulkMove]):
    model = BulkMove

    @property
    def owner_id(self) -> uuid.UUID | None:
        return self.principal.user_id if self.principal else None

    def started(self, row: BulkMove, run: TaskRun | None) -> HttpResponse:
        assert run is not None  # noqa: S101 - it was made in this very request
        made = {"bulk_move_id": row.pk, "task": live.shown(run)}
        return self.respond(made, status=202, headers={"Location": f"/v1/tasks/{run.pk}"})


class BulkMoveView(BulkView):
    allowed: ClassVar = {"post": RECRUITERS}
    rate_class: ClassVar = {"post": "expensive"}
    idempotent = frozenset({"post"})

    @operation(
        "bulkMoveApplications",
        summary="Move many applications at once, or say what that would do",
        description=(
            "With `plan: true` the answer says what would move and what would be skipped, and why; nothing is written."
            " Otherwise a task moves what can be moved, in batches. An application that somebody moves before its turn"
            " is left alone. Until `undo_until` the whole can be undone. Use a new Idempotency-Key for each plan."
        ),
        tags=APPLICATIONS,
        request=bulk_serializers.BulkMoveRequestSerializer,
        responses={200: bulk_serializers.BulkPlanSerializer, 202: bulk_serializers.BulkStartedSerializer},
        errors=["validation_failed", "plan_changed"],
        examples=[
            asked(bulk_examples.PLAN, "Plan"),
            asked(bulk_examples.MOVE, "Move"),
            answered(bulk_examples.PLANNED, name="Plan"),
            answered(bulk_examples.STARTED, 202, name="Started"),
        ],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(bulk_serializers.BulkMoveRequestSerializer)
        step = services.Step(given["status"], given.get("note", ""), given.get("rejection_reason", ""))
        matches = queries.ApplicationFilter(**given["filter"]) if "filter" in given else None
        plan = services.plan_bulk_move(step=step, application_ids=given.get("application_ids"), matches=matches)
        if given["plan"]:
            return self.respond(_planned(step.status, plan))
        row = services.start_bulk_move(
            plan=plan,
            step=step,
            mail_delay_minutes=given.get("mail_delay_minutes", DEFAULT_DELAY_MINUTES),
            owner_id=self.owner_id,
            expected_token=given.get("plan_token", ""),
        )
        return self.started(row, row.run)


def _planned(status: str, plan: services.Plan) -> dict[str, Any]:
    skipped = [
        {"reason": str(reason), "detail": reason.label, "count": len(ids), "application_ids": ids[:NAMED]}
        for reason, ids in plan.skipped.items()
    ]
    moving = {
        "count": len(plan.moving),
        "application_ids": [pk for pk, *_ in plan.moving[:NAMED]],
        "by_from_status": dict(plan.from_status),
    }
    return {"status": status, "moving": moving, "skipped": skipped, "plan_token": plan.token}


class BulkMoveDetailView(BulkView):
    allowed: ClassVar = {"get": VIEWERS}

    @operation(
        "getBulkMove",
        summary="What became of a bulk move",
        tags=APPLICATIONS,
        responses={200: bulk_serializers.BulkMoveSerializer},
        examples=[answered(bulk_examples.BULK_MOVE)],
    )
    def get(self, request: Request, bulk_move_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.respond(_shown(self.get_object(self.get_queryset().select_related("run", "undo_run"))))


def _shown(row: BulkMove) -> dict[str, Any]:
    counts = services.outcomes(row)
    same = ("id", "status", "rejection_reason", "note", "skipped", "mail_delay_minutes", "mails_at", "created_at")
    return {name: getattr(row, name) for name in same} | {
        "state": str(row.state),
        "counts": {outcome: counts[outcome] for outcome in ItemOutcome.values},
        "undo_until": services.undo_until(row),
        "task_id": row.run_id,
        "undo_task_id": row.undo_run_id,
        "created_by": row.actor_name,
    }


class BulkMoveUndoView(BulkView):
    allowed: ClassVar = {"post": RECRUITERS}
    rate_class: ClassVar = {"post": "expensive"}

    @operation(
        "undoBulkMove",
        summary="Undo a bulk move while its mails wait",
        description=(
            "A task puts back every application that nobody has moved since; the mails don't leave any more. The task's"
            " result counts what could not be put back, and why."
        ),
        tags=APPLICATIONS,
        responses={202: bulk_serializers.BulkStartedSerializer},
        errors=["bulk_move_running", "bulk_move_undone", "undo_expired"],
        examples=[answered(bulk_examples.UNDOING, 202)],
    )
    def post(self, request: Request, bulk_move_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        with employer_scope(self.get_object().employer_id):
            row = services.start_undo(bulk_move_id=bulk_move_id, owner_id=self.owner_id)
            return self.started(row, row.undo_run)
