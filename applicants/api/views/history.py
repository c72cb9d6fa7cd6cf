"""What happened to a person, and everything that is held about them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants import queries
from applicants.api import examples, serializers
from applicants.models import Applicant
from applicants.privacy.export import export_applicant
from employers.api.examples import answered
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView

APPLICANTS = ["Applicants"]


class TimelineView(TenantView[Applicant]):
    model = Applicant
    allowed: ClassVar = {"get": VIEWERS}

    @operation(
        "getApplicantTimeline",
        summary="What happened to an applicant, newest first",
        description="From the journal: of the person, the records merged into it, its applications and its files.",
        tags=APPLICANTS,
        responses={200: serializers.TimelineEventSerializer},
        errors=["not_found"],
        examples=[answered(examples.EVENT)],
        paginated=True,
    )
    def get(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        traces = queries.traces_of(queries.resolved(applicant_id))
        entries, next_cursor = self.paginate(queries.timeline(traces), ordering=queries.NEWEST)
        notes = queries.stage_notes(entries)
        return self.paginated([queries.timeline_item(entry, notes) for entry in entries], next_cursor)


class ExportView(TenantView[Applicant]):
    model = Applicant
    allowed: ClassVar = {"get": RECRUITERS}
    rate_class = "expensive"

    @operation(
        "exportApplicant",
        summary="Everything that is held about a person",
        description=(
            "For a request under the right of access (GDPR, articles 15 and 20): the record, its consent, files with"
            " short-lived addresses, and what other parts of the product hold. The journal notes that it was made."
        ),
        tags=APPLICANTS,
        responses={200: serializers.ApplicantExportSerializer},
        errors=["identity_hidden", "not_found"],
        examples=[answered(examples.EXPORT)],
    )
    def get(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        document = export_applicant(applicant=queries.resolved(applicant_id))
        name = f'attachment; filename="applicant-{document["applicant"]["id"]}.json"'
        return self.respond(document, headers={"Content-Disposition": name})
