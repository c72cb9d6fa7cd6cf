"""`/v1/tasks/…` for whoever waits for one, `/v1/admin/dead-letters…` for the people who run this server."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from hiretrack.api.permissions import Allowed
from hiretrack.api.principals import APPLICANT, PLATFORM
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.background import live, queries, services
from hiretrack.background.api import examples, serializers
from hiretrack.background.deadletters import retry_dead_letter
from hiretrack.background.models import DeadLetter, TaskRun
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.context import current_actor
from hiretrack.errors import NotFound
from hiretrack.tenancy import all_tenants

# Names of employers.choices.Role, which lies above this package. Who owns the task decides, not the role.
SIGNED_IN: Allowed = frozenset({"employer_admin", "recruiter", "viewer", APPLICANT, PLATFORM})
PLATFORM_ADMINS: Allowed = frozenset({PLATFORM})


class OwnTaskView(ContractView):
    """Another person's or program's task does not exist."""

    any_key = True

    def own_task(self, task_id: uuid.UUID) -> TaskRun:
        run = queries.run_of(current_actor(), task_id)
        if run is None:
            raise NotFound
        return run


class TaskView(OwnTaskView):
    allowed: ClassVar = {"get": SIGNED_IN}

    @operation(
        "getTask",
        summary="How far a background task is",
        description="Only for whoever started it. The same is sent live at `/ws/tasks/{taskId}`.",
        tags=["Tasks"],
        responses={200: serializers.TaskSerializer},
        examples=[examples.answered(examples.TASK)],
    )
    def get(self, request: Request, task_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.respond(live.shown(self.own_task(task_id)))


class TaskCancelView(OwnTaskView):
    allowed: ClassVar = {"post": SIGNED_IN}

    def open_scope(self) -> AbstractContextManager[Any]:
        # A person's scope only reads; `own_task` keeps to the caller's.
        if self.principal is not None and self.principal.roles == {APPLICANT}:
            return all_tenants(reason="a candidate ends an own task")
        return super().open_scope()

    @operation(
        "cancelTask",
        summary="End a background task",
        description="A waiting task ends at once, a running one at its next step (`cancel_requested`).",
        tags=["Tasks"],
        responses={200: serializers.TaskSerializer},
        errors=["task_ended"],
        examples=[examples.answered(examples.TASK | {"cancel_requested": True})],
    )
    def post(self, request: Request, task_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.respond(live.shown(services.cancel(self.own_task(task_id))))


class DeadLettersView(ContractView):
    allowed: ClassVar = {"get": PLATFORM_ADMINS}

    @operation(
        "listDeadLetters",
        summary="Background tasks that failed for good, newest first",
        tags=["Platform"],
        responses={200: serializers.DeadLetterSerializer},
        parameters=[OpenApiParameter("task", str, description="Only this task, by its name.")],
        examples=[examples.page_of(examples.DEAD_LETTER)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:
        letters = DeadLetter.objects.all()
        if name := request.query_params.get("task"):
            letters = letters.filter(task=name)
        return self.page(letters, ordering=[("failed_at", "desc"), ("id", "desc")], shape=_shown)


class DeadLetterRetryView(ContractView):
    allowed: ClassVar = {"post": PLATFORM_ADMINS}

    @operation(
        "retryDeadLetter",
        summary="Send a failed background task again",
        tags=["Platform"],
        responses={200: serializers.DeadLetterSerializer},
        errors=["dead_letter_retried", "task_unknown", "unavailable"],
        examples=[examples.answered(examples.DEAD_LETTER | {"retried_at": "2026-01-15T10:00:00Z"})],
    )
    def post(self, request: Request, dead_letter_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        letter = DeadLetter.objects.filter(pk=dead_letter_id).first()
        if letter is None:
            raise NotFound
        return self.respond(_shown(retry_dead_letter(letter)))


def _shown(letter: DeadLetter) -> dict[str, Any]:
    return {
        "id": letter.pk,
        "task": letter.task,
        "args": letter.args,
        "kwargs": letter.kwargs,
        "employer_id": letter.headers.get(HEADER_EMPLOYER),
        "error": letter.error,
        "error_message": letter.error_message,
        "attempts": letter.attempts,
        "failed_at": letter.failed_at,
        "retried_at": letter.retried_at,
    }
