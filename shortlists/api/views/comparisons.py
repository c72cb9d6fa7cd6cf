"""Comparisons of a job's applicants, and their reports."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.background import live
from shortlists import queries, services
from shortlists.api import examples, reports, serializers
from shortlists.models import Comparison
from shortlists.queries.comparisons import ORDERING

COMPARISONS = ["Comparisons"]


class ComparisonsView(TenantView[Comparison]):
    model = Comparison
    allowed: ClassVar = {"get": VIEWERS, "post": RECRUITERS}
    idempotent = frozenset({"post"})

    @operation(
        "listComparisons",
        summary="The comparisons of a job, newest first",
        tags=COMPARISONS,
        responses={200: serializers.ComparisonSerializer},
        examples=[answered(examples.COMPARISON)],
        paginated=True,
    )
    def get(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.page(queries.comparisons(job_id), ordering=ORDERING, shape=queries.shown_comparison)

    @operation(
        "createComparison",
        summary="Compare applicants side by side",
        description=(
            "2 to 6 of your applicants, whether they applied for this job or not. The report is made in the"
            " background: follow `task`, also live at `/ws/tasks/{taskId}`."
        ),
        tags=COMPARISONS,
        request=serializers.ComparisonBodySerializer,
        responses={202: serializers.ComparisonStartedSerializer},
        errors=["validation_failed"],
        examples=[asked(examples.ASK), answered(examples.STARTED, 202)],
    )
    def post(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        body = self.body(serializers.ComparisonBodySerializer)
        made = services.create_comparison(
            job_id=job_id,
            title=body["title"],
            applicant_ids=body["applicant_ids"],
            sections=body.get("config", {}).get("sections", ()),
        )
        shown = queries.shown_comparison(queries.comparison(made.pk))
        task = live.shown(made.run) if made.run else None
        headers = {"Location": f"/v1/tasks/{made.run_id}"}
        return self.respond({"comparison": shown, "task": task}, status=202, headers=headers)


class ComparisonView(TenantView[Comparison]):
    model = Comparison
    allowed: ClassVar = {"get": VIEWERS, "delete": RECRUITERS}

    @operation(
        "getComparison",
        summary="A comparison, and how far its report is",
        tags=COMPARISONS,
        responses={200: serializers.ComparisonSerializer},
        examples=[answered(examples.COMPARISON)],
        etag=True,
    )
    def get(self, request: Request, comparison_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        shown, tag = self._found(comparison_id)
        return self.respond(shown, etag=tag)

    @operation(
        "deleteComparison",
        summary="Delete a comparison with its report",
        description="One that is being made is given up.",
        tags=COMPARISONS,
        responses={204: None},
        etag=True,
    )
    def delete(self, request: Request, comparison_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_if_match(self._found(comparison_id)[1])
        services.delete_comparison(comparison_id=comparison_id)
        return self.respond()

    def _found(self, comparison_id: uuid.UUID) -> tuple[dict[str, object], str]:
        row = queries.comparison(comparison_id)
        shown = queries.shown_comparison(row)
        return shown, etag_of(row, shown["state"], shown["progress"])


class ReportView(TenantView[Comparison]):
    model = Comparison
    allowed: ClassVar = {"get": VIEWERS}
    query_serializer: ClassVar = {"get": serializers.ReportQuery}
    produces = reports.RANGES

    @operation(
        "getComparisonReport",
        summary="The report of a comparison, as HTML or PDF",
        description=(
            "`format` chooses, or else the `Accept` header; HTML when either will do. The HTML needs nothing else,"
            " runs nothing, and says so in its Content-Security-Policy."
        ),
        tags=COMPARISONS,
        responses={
            (200, "text/html"): OpenApiResponse(
                OpenApiTypes.STR, "The report", [answered(examples.REPORT_HTML, name="Page")]
            ),
            (200, "application/pdf"): OpenApiResponse(
                OpenApiTypes.BINARY, "The report", [answered(examples.REPORT_PDF, name="Document")]
            ),
        },
        errors=["identity_hidden", "comparison_not_ready", "comparison_removed", "pdf_unavailable"],
        etag=True,
    )
    def get(self, request: Request, comparison_id: uuid.UUID) -> HttpResponse:
        chosen = reports.chosen(self.query.values.get("format", ""), request.META.get("HTTP_ACCEPT", "*/*"))
        content = reports.content_of(comparison_id, chosen)
        response = HttpResponse(content, headers=reports.headers_for(chosen))
        self._tag(response, content, etag=True)
        return response
