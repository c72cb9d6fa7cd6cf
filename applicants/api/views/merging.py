"""Two records made one, and parted."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.merging_serializers import MergeBodySerializer, MergeSerializer
from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant, ApplicantMerge
from applicants.queries import resolved
from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.tenancy import employer_scope

APPLICANTS = ["Applicants"]
DUPLICATE_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c00d"
MERGE: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0d0",
    "survivor_id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c00c",
    "merged_id": DUPLICATE_ID,
    "changed": ["phone", "skills"],
    "merged_at": "2026-01-16T08:00:00Z",
    "undone_at": None,
}


class MergingView(TenantView[Applicant]):
    model = Applicant
    allowed: ClassVar = {"post": RECRUITERS}

    def own_employer(self, applicant_id: uuid.UUID) -> AbstractContextManager[Any]:
        """A platform admin's scope holds every employer; a merge keeps to one."""
        return employer_scope(resolved(applicant_id).employer_id)

    def answer(self, merge: ApplicantMerge) -> HttpResponse:
        told = {name: getattr(merge, name) for name in ("id", "survivor_id", "merged_id", "merged_at", "undone_at")}
        return self.respond(told | {"changed": sorted(merge.fields)})


class MergeView(MergingView):
    idempotent = frozenset({"post"})

    @operation(
        "mergeApplicants",
        summary="Make a duplicate part of an applicant",
        description="Applications, notes, files and shortlist entries go over. Of two applications for the same job the"
        " one that is further goes on; the other stays readable. The duplicate's id answers with the survivor from now"
        " on. It can be undone.",
        tags=APPLICANTS,
        request=MergeBodySerializer,
        responses={200: MergeSerializer},
        errors=["identity_hidden", "not_found", "validation_failed", "already_merged", "different_accounts"],
        examples=[asked({"applicant_id": DUPLICATE_ID, "fields": {"phone": "duplicate"}}), answered(MERGE)],
    )
    def post(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        given = self.body(MergeBodySerializer)
        with self.own_employer(applicant_id):
            merge = merge_applicants(
                survivor_id=applicant_id, duplicate_id=given["applicant_id"], fields=given.get("fields")
            )
            return self.answer(merge)


class UnmergeView(MergingView):
    @operation(
        "unmergeApplicant",
        summary="Part two records again",
        description="With the id of the record that was merged away, or with a survivor's for its latest merge. Fields"
        " and applications go back to where they were, unless they were changed since.",
        tags=APPLICANTS,
        responses={200: MergeSerializer},
        errors=["not_found", "not_merged", "merge_not_latest", "email_taken"],
        examples=[answered(MERGE | {"undone_at": "2026-01-17T08:00:00Z"})],
    )
    def post(self, request: Request, applicant_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        with self.own_employer(applicant_id):
            return self.answer(unmerge_applicant(applicant_id=applicant_id))
