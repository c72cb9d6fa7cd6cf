"""Applications across jobs: listed, and made by recruiters and signed-in candidates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.person import Person
from applications import queries, services
from applications.api import bulk_examples, examples, serializers
from applications.api.views.pipeline import APPLICATIONS, PipelineView
from applications.choices import Source
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS, RECRUITERS, VIEWERS
from hiretrack.api.schema import operation
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import employer_scope

FOR_RECRUITERS = frozenset({"applicant_id", "applicant", "status", "notes"})
FOR_CANDIDATES = frozenset({"name", "phone", "location", "headline", "links", "consent"})


class ApplicationsView(PipelineView):
    allowed: ClassVar = {"get": VIEWERS | APPLICANTS, "post": RECRUITERS | APPLICANTS}
    query_serializer: ClassVar = {"get": serializers.ApplicationsQuery}
    selectable = queries.SELECTABLE
    expandable = frozenset(queries.EXPANSIONS)
    expanded_modules: ClassVar = {"applicant": "applicants", "job": "jobs"}
    idempotent = frozenset({"post"})

    @operation(
        "listApplications",
        summary="Applications for all jobs; a candidate's own",
        description="Those that went into another one when two applicants were merged are left out.",
        tags=APPLICATIONS,
        responses={200: serializers.ApplicationSerializer},
        examples=[answered(examples.APPLICATION)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        wanted = queries.ApplicationFilter(**self.query.values)
        expand, private = self.query.expand, self.is_private
        rows = queries.listed(wanted, expand=expand, private=private)
        return self.page(
            rows, ordering=wanted.ordering, shape=lambda row: queries.shaped(row, expand=expand, private=private)
        )

    @operation(
        "createApplication",
        summary="Add an application, or apply with one's account",
        description=(
            "A recruiter names an applicant or a person and may say where the application begins; the job may be closed"
            " already, but is no draft. A candidate with a confirmed address applies as on the public pages, without a"
            " captcha."
        ),
        tags=APPLICATIONS,
        request=serializers.NewApplicationSerializer,
        responses={201: serializers.ApplicationSerializer},
        errors=[
            "validation_failed",
            "job_status_conflict",
            "already_applied",
            "job_closed",
            "email_unverified",
            "identity_hidden",
        ],
        examples=[
            asked(bulk_examples.ADD, "By a recruiter"),
            asked(bulk_examples.APPLY_AS, "By a candidate"),
            answered(examples.APPLICATION, 201),
        ],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.NewApplicationSerializer)
        _check_members(given, FOR_CANDIDATES if self.is_private else FOR_RECRUITERS)
        return self._added(given) if self.is_private else self._applied(given)

    def _added(self, given: dict[str, Any]) -> HttpResponse:
        job_id, applicant_id, person = (
            given.pop("job_id"),
            given.pop("applicant_id", None),
            given.pop("applicant", None),
        )
        row = services.add_application(
            job_id=job_id,
            applicant_id=applicant_id,
            person=Person(**person | {"links": tuple(person.get("links", ()))}) if person else None,
            data=services.Added(**given),
        )
        return self.answer(row.pk, status=201)

    def _applied(self, given: dict[str, Any]) -> HttpResponse:
        consent = given.pop("consent", {})
        data = services.ApplyData(
            name=given.pop("name", ""),
            email="",
            consent_given=consent.get("given", False),
            policy_version=consent.get("policy_version", ""),
            source=given.pop("source", Source.API),
            **{name: value for name, value in given.items() if name != "job_id"},
        )
        user_id = self.principal.user_id if self.principal else None
        application_id, employer_id = services.apply_as(user_id=user_id, job_id=given["job_id"], data=data)
        # A candidate's own scope shows a record only once it is linked, which another account may have been before.
        with employer_scope(employer_id):
            return self.answer(application_id, status=201)


def _check_members(given: dict[str, Any], refused: frozenset[str]) -> None:
    """Raises `Invalid` naming what the caller's role cannot give."""
    wrong = sorted(refused & given.keys())
    if wrong:
        errors = [FieldError(f"/{name}", "not_allowed", "Not in your role.") for name in wrong]
        raise Invalid("Some of the fields are for others than you.", errors=errors)
