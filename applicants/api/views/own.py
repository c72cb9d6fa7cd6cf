"""The employer's own applicants: list, make, read, change, delete."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants import consent, queries, services
from applicants.api import examples, serializers
from applicants.models import Applicant
from applicants.queries.listing import EXPANDABLE, SELECTABLE
from employers.api.examples import answered, asked
from employers.permissions import EMPLOYER_ADMINS, RECRUITERS, VIEWERS
from hiretrack.api.etags import etag_of
from hiretrack.api.pagination import estimate
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.errors import Forbidden, NotFound
from hiretrack.tenancy import require_scope

APPLICANTS = ["Applicants"]


class ApplicantView(TenantView[Applicant]):
    """What the views of the employer's own applicants share."""

    model = Applicant
    selectable = SELECTABLE
    expandable = EXPANDABLE
    expanded_modules: ClassVar = {"cv": "uploads", "applications": "applications"}

    def answer(self, applicant_id: uuid.UUID, *, status: int = 200) -> HttpResponse:
        """The applicant as it is now; of one that was merged away, the survivor."""
        row = queries.applicant(applicant_id, expand=self.query.expand)
        if row is None:
            raise NotFound
        (item,) = self.items([row])
        headers = {"Location": f"/v1/applicants/{row['id']}"} if status == 201 else {}
        return self.respond(self.sparse(item), status=status, etag=etag_of(row), headers=headers)

    def items(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        wanted = "applications" in self.query.expand
        applications = queries.applications_of(row["id"] for row in rows) if wanted else None
        return [queries.applicant_item(row, applications) for row in rows]

    def locked(self, applicant_id: uuid.UUID) -> Applicant:
        """The applicant, kept from other writers, once `If-Match` was compared with it. Raises `NotFound`."""
        row = queries.resolved(applicant_id, rows=Applicant.objects.select_for_update(of=("self",)))
        self.check_if_match(etag_of(row))
        return row


class ApplicantsView(ApplicantView):
    allowed: ClassVar = {"get": VIEWERS, "post": RECRUITERS}
    query_serializer: ClassVar = {"get": serializers.ApplicantsQuery}
    idempotent = frozenset({"post"})

    @operation(
        "listApplicants",
        summary="The employer's applicants",
        description="Without those that were merged into others or erased.",
        tags=APPLICANTS,
        responses={200: serializers.ApplicantSerializer},
        examples=[answered(examples.APPLICANT)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = dict(self.query.values)
        wanted = queries.ApplicantFilter(skills=tuple(given.pop("skill", ())), **given)
        found = queries.applicants(wanted, expand=self.query.expand)
        rows, next_cursor = self.paginate(found, ordering=wanted.ordering)
        total = estimate(found) if "total_estimate" in self.query.include else None
        return self.paginated([self.sparse(item) for item in self.items(rows)], next_cursor, total_estimate=total)

    @operation(
        "createApplicant",
        summary="Add an applicant",
        tags=APPLICANTS,
        request=serializers.ApplicantBodySerializer,
        responses={201: serializers.ApplicantSerializer},
        errors=["validation_failed", "email_taken", "external_id_taken"],
        examples=[asked(examples.CREATE), answered(examples.APPLICANT | {"cv_id": None}, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        if require_scope().employer_id is None:
            raise Forbidden("Applicants are added by an employer's own people.")
        values = self.body(serializers.ApplicantBodySerializer)
        agreed = values.pop("consent", None)
        row = services.create_applicant(
            cv_id=values.pop("cv_upload_id", None),
            consent=consent.given(source="api", policy_version=agreed["policy_version"], at=agreed.get("given_at"))
            if agreed
            else None,
            values=values,
        )
        return self.answer(row.pk, status=201)


class ApplicantDetailView(ApplicantView):
    allowed: ClassVar = {"get": VIEWERS, "patch": RECRUITERS, "delete": EMPLOYER_ADMINS}

    @operation(
        "getApplicant",
        summary="One of the employer's applicants",
        description="The id of a record that was merged away answers with the one it became part of.",
        tags=APPLICANTS,
        responses={200: serializers.ApplicantSerializer},
        errors=["not_found"],
        examples=[answered(examples.APPLICANT)],
        etag=True,
    )
    def get(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(applicant_id)

    @operation(
        "updateApplicant",
        summary="Change an applicant",
        tags=APPLICANTS,
        request=serializers.ApplicantChangeSerializer,
        responses={200: serializers.ApplicantSerializer},
        errors=["identity_hidden", "not_found", "validation_failed", "email_taken", "external_id_taken"],
        examples=[asked(examples.CHANGE), answered(examples.APPLICANT | examples.CHANGE)],
        etag=True,
    )
    def patch(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = self.locked(applicant_id)
        changes = self.body(serializers.ApplicantChangeSerializer)
        if "cv_upload_id" in changes:
            changes["cv_id"] = changes.pop("cv_upload_id")
        services.edit_applicant(applicant=row, changes=changes)
        return self.answer(row.pk)

    @operation(
        "deleteApplicant",
        summary="Delete somebody who never applied",
        tags=APPLICANTS,
        responses={204: None},
        errors=["not_found", "applicant_in_use"],
        etag=True,
    )
    def delete(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.delete_applicant(applicant=self.locked(applicant_id))
        return self.respond(status=204)
