"""A person leaves."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.erasure_serializers import ErasureBodySerializer, ErasureSerializer
from applicants.choices import ErasureReason
from applicants.models import Applicant
from applicants.privacy import erase_applicant
from applicants.queries import resolved
from employers.api.examples import answered, asked
from employers.permissions import EMPLOYER_ADMINS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.tenancy import employer_scope

ERASURE: dict[str, Any] = {
    "applicant_id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c00c",
    "erased_at": "2026-01-16T08:00:00Z",
    "records": 1,
    "applications": 2,
    "files": 2,
}


class EraseView(TenantView[Applicant]):
    model = Applicant
    allowed: ClassVar = {"post": EMPLOYER_ADMINS}

    @operation(
        "eraseApplicant",
        summary="Erase a person",
        description="Name, addresses, files, letters, answers, notes and mails go for good, also of records that were"
        " merged into this one; counts, statuses and stages stay. From then on the id is not found.",
        tags=["Applicants"],
        request=ErasureBodySerializer,
        responses={200: ErasureSerializer},
        errors=["not_found", "validation_failed"],
        examples=[asked({"reason": "request"}), answered(ERASURE)],
    )
    def post(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        reason = ErasureReason(self.body(ErasureBodySerializer)["reason"])
        # A platform admin's scope holds every employer; the erasure keeps to the applicant's own.
        with employer_scope(resolved(applicant_id).employer_id):
            return self.respond(asdict(erase_applicant(applicant_id=applicant_id, reason=reason)))
