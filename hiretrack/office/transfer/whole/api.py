"""Everything of the caller's employer, for programs."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from employers.api.examples import answered
from employers.permissions import EMPLOYER_ADMINS
from hiretrack.api.problems import register_problem
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.background import live
from hiretrack.background.api.examples import TASK
from hiretrack.background.api.serializers import TaskSerializer
from hiretrack.office.transfer.whole.background import start_employer_export

DESCRIPTION = """\
A ZIP file with every table as NDJSON, as of one moment, all clean files, and a manifest with counts and SHA-256
checksums. Passwords, keys and secrets are not in it; people whom fair review hides are in it with their names.

The task's `result` has `download_url`, which is valid until `expires_at`, a day later; then the file is removed."""


class EmployerExportStartedSerializer(serializers.Serializer[None]):
    task = TaskSerializer()


class EmployerExportView(ContractView):
    allowed: ClassVar = {"post": EMPLOYER_ADMINS}
    module = "employer"
    rate_class = "expensive"
    idempotent = frozenset({"post"})

    @operation(
        "exportEmployer",
        summary="Export everything that the employer holds",
        description=DESCRIPTION,
        tags=["Employer"],
        responses={202: EmployerExportStartedSerializer},
        errors=["export_running"],
        examples=[
            answered(
                {
                    "task": TASK
                    | {
                        "kind": "employer.export",
                        "state": "queued",
                        "progress": 0,
                        "message": "Waiting for a worker",
                        "started_at": None,
                        "result": None,
                    }
                },
                202,
            )
        ],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        run = start_employer_export()
        return self.respond({"task": live.shown(run)}, status=202, headers={"Location": f"/v1/tasks/{run.pk}"})


def register() -> None:
    """The code that this operation adds to the registry."""
    register_problem(
        "export_running",
        409,
        "An export is being made",
        "An employer's export reads all of its tables and files, so there is one at a time.",
        "Wait until the task that makes it has ended, then ask again if you still need to.",
    )
