"""Applications for those who work with them, and for the candidate whose they are."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applications import queries, services
from applications.api import examples, serializers
from applications.models import Application
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS, RECRUITERS, VIEWERS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.errors import NotFound
from hiretrack.tenancy import employer_scope

APPLICATIONS = ["Applications"]


class PipelineView(TenantView[Application]):
    model = Application

    @property
    def is_private(self) -> bool:
        """Whether the caller works for the employer, and so reads what candidates don't."""
        return self.principal is not None and self.principal.has_any(VIEWERS)

    def answer(self, application_id: uuid.UUID, *, status: int = 200) -> HttpResponse:
        """The application as it is now, as the caller may see it."""
        expand, private = self.query.expand, self.is_private
        row = queries.one(application_id, expand=expand, private=private)
        shown = self.sparse(queries.shaped(row, expand=expand, private=private))
        headers = {"Location": f"/v1/applications/{application_id}"} if status == 201 else {}
        # A candidate's tag changes with what they see, not with each change of the row.
        return self.respond(shown, status=status, etag=etag_of(row) if private else True, headers=headers)


class JobApplicationsView(PipelineView):
    allowed: ClassVar = {"get": VIEWERS}
    query_serializer = serializers.StatusQuery
    selectable = queries.SELECTABLE
    expandable = frozenset(queries.EXPANSIONS)
    expanded_modules: ClassVar = {"applicant": "applicants", "job": "jobs"}

    @operation(
        "listJobApplications",
        summary="A job's applications, newest first",
        tags=APPLICATIONS,
        responses={200: serializers.ApplicationSerializer},
        examples=[answered(examples.APPLICATION)],
        paginated=True,
    )
    def get(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        expand = self.query.expand
        wanted = queries.ApplicationFilter(job=job_id, status=self.query.values.get("status", ()))
        rows = queries.listed(wanted, expand=expand)
        page = self.page(rows, ordering=queries.ORDERING, shape=lambda row: queries.shaped(row, expand=expand))
        # Only an empty answer needs a second look: is there no application, or no such job?
        if page.content.startswith(b'{"items":[]') and not queries.job_exists(job_id):
            raise NotFound
        return page


class ApplicationView(PipelineView):
    allowed: ClassVar = {"get": VIEWERS | APPLICANTS, "patch": RECRUITERS}
    selectable = queries.SELECTABLE
    expandable = frozenset(queries.EXPANSIONS)
    expanded_modules: ClassVar = {"applicant": "applicants", "job": "jobs"}

    @operation(
        "getApplication",
        summary="An application",
        tags=APPLICATIONS,
        responses={200: serializers.ApplicationSerializer},
        examples=[answered(examples.APPLICATION)],
        etag=True,
    )
    def get(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(application_id)

    @operation(
        "updateApplication",
        summary="Move an application through the pipeline, or change its notes",
        tags=APPLICATIONS,
        request=serializers.ApplicationChangeSerializer,
        responses={200: serializers.ApplicationSerializer},
        errors=["validation_failed", "status_conflict", "application_superseded"],
        examples=[asked(examples.MOVE), answered(examples.MOVED)],
        etag=True,
    )
    def patch(self, request: Request, application_id: uuid.UUID) -> HttpResponse:
        if "If-Match" in request.headers:
            self.check_if_match(etag_of(queries.version_of(application_id)))
        given = self.body(serializers.ApplicationChangeSerializer)
        if "status" in given:
            delay = dt.timedelta(minutes=given.pop("mail_delay_minutes", 0))
            services.move(application_id=application_id, mail_delay=delay, **given)
        else:
            services.annotate(application_id=application_id, **{k: v for k, v in given.items() if k != "note"})
        return self.answer(application_id)


class StagesView(PipelineView):
    allowed: ClassVar = {"get": VIEWERS | APPLICANTS}

    @operation(
        "listApplicationStages",
        summary="An application's steps so far, oldest first",
        tags=APPLICATIONS,
        responses={200: serializers.StageSerializer},
        examples=[answered(examples.STAGE)],
        paginated=True,
    )
    def get(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        rows = queries.stages(application_id, private=self.is_private)
        page = self.page(rows, ordering=(("changed_at", "asc"), ("id", "asc")), shape=queries.shaped_stage)
        if page.content.startswith(b'{"items":[]') and not queries.application_exists(application_id):
            raise NotFound
        return page


class ReopenView(PipelineView):
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "reopenApplication",
        summary="Take a rejected application back into screening",
        tags=APPLICATIONS,
        request=serializers.NoteSerializer,
        responses={200: serializers.ApplicationSerializer},
        errors=["validation_failed", "status_conflict", "application_superseded"],
        examples=[asked({"note": "Another place became free."}), answered(examples.APPLICATION)],
    )
    def post(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.reopen(application_id=application_id, **self.body(serializers.NoteSerializer))
        return self.answer(application_id)


class WithdrawView(PipelineView):
    allowed: ClassVar = {"post": APPLICANTS | RECRUITERS}

    @operation(
        "withdrawApplication",
        summary="Withdraw an application",
        description=(
            "By its candidate, or by a recruiter whom the candidate has told so. It is final. It goes by what the"
            " candidate has been told: a step whose mail still waits does not stand in the way."
        ),
        tags=APPLICATIONS,
        request=serializers.NoteSerializer,
        responses={200: serializers.ApplicationSerializer},
        errors=["validation_failed", "status_conflict", "application_superseded"],
        examples=[asked({"note": "Has taken another offer."}), answered(examples.WITHDRAWN)],
    )
    def post(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        given: dict[str, Any] = self.body(serializers.NoteSerializer)
        # A candidate's scope only reads; whose application it is has been decided once the row is found in it.
        with employer_scope(self.get_object().employer_id):
            services.withdraw(application_id=application_id, **given)
            return self.answer(application_id)
