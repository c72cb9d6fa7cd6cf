"""Applicants from a file."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api import examples, serializers
from applicants.importing.services import start_import
from applicants.importing.work import Options
from applicants.models import Applicant
from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.background import live

APPLICANTS = ["Applicants"]
DESCRIPTION = """\
The file comes as an upload of the kind `import` (up to 32 MiB), or in `content` when it is small. People are known
again by their external id, else by their e-mail address: what the file gives is added or brought up to date, what it
leaves empty stays. Nobody is sent a mail.

CSV: UTF-8 with a header row; commas, semicolons or tabs; lists separated by `|` or `;`. NDJSON: one object a line with
the members of an applicant. JSON Resume: one document, or a list of them.

The task's `result` has `rows`, `created`, `updated`, `unchanged`, `skipped` and `failed`, and for the first 1,000
errors `row`, `pointer`, `code` and `detail`. A row with an error is left out; the others are imported. A task that is
interrupted goes on behind its last batch."""


class ImportView(TenantView[Applicant]):
    model = Applicant
    allowed: ClassVar = {"post": RECRUITERS}
    rate_class = "expensive"
    idempotent = frozenset({"post"})

    @operation(
        "importApplicants",
        summary="Import applicants from CSV, NDJSON or JSON Resume",
        description=DESCRIPTION,
        tags=APPLICANTS,
        request=serializers.ImportBodySerializer,
        responses={202: serializers.ImportStartedSerializer},
        errors=["validation_failed", "storage_unavailable"],
        examples=[asked(examples.IMPORT), answered(examples.IMPORT_STARTED, 202)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.ImportBodySerializer)
        source = {"upload_id": given.pop("upload_id", None), "content": given.pop("content", "")}
        run = start_import(options=Options(**given), **source)
        shown = live.shown(run)
        return self.respond({"task": shown}, status=202, headers={"Location": f"/v1/tasks/{run.pk}"})
