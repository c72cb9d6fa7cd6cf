"""Uploads over the API: promise, complete, read."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.models import Employer
from employers.permissions import APPLICANTS, RECRUITERS, VIEWERS
from hiretrack.api.permissions import ANYONE
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.api.viewsets import TenantView
from hiretrack.errors import FieldError, Forbidden, Invalid, NotFound
from hiretrack.tenancy import Scope, ScopeKind, employer_scope, person_scope, require_scope
from hiretrack.uploads import queries, services
from hiretrack.uploads.api import examples
from hiretrack.uploads.api.serializers import PresignedSerializer, PresignSerializer, UploadSerializer
from hiretrack.uploads.choices import UploadKind
from hiretrack.uploads.homes import Home
from hiretrack.uploads.models import Upload

MEDIA = ["Media"]


def shaped(row: Upload, *, download_url: str | None = None) -> dict[str, Any]:
    names = ("id", "kind", "filename", "content_type", "size", "sha256", "scan_status", "scan_detail")
    times = ("created_at", "completed_at")
    own = {name: getattr(row, name) for name in (*names, *times)}
    return {**own, "download_url": download_url}


class SenderView(ContractView):
    """What a visitor, a candidate and a recruiter may do; a viewer only looks."""

    allowed: ClassVar = {"post": ANYONE}
    rate_class: ClassVar = {"post": "write"}

    @property
    def employer_of_token(self) -> uuid.UUID | None:
        """The employer of a back-office token; None for visitors, candidates and platform admins."""
        principal = self.principal
        if principal is None:
            return None
        if not principal.has_any(RECRUITERS | APPLICANTS):
            raise Forbidden
        return principal.employer_id


class PresignView(SenderView):
    given: dict[str, Any]
    home: Home

    def open_scope(self) -> AbstractContextManager[Any]:
        self.given = self.body(PresignSerializer)
        slug = self.given.pop("employer", None)
        self._check_importer()
        user_id = self.principal.user_id if self.principal else None
        self.home = Home(self._employer_of(slug), user_id)
        return self.home.scope()

    def _employer_of(self, slug: str | None) -> uuid.UUID | None:
        own = self.employer_of_token
        if slug is None and (own or self._is_for_own_profile):
            return own
        named = _employer(slug)
        if own and own != named:
            raise _wrong_employer("not_yours", "Your token names another employer; leave this out.")
        return named

    def _check_importer(self) -> None:
        """Whoever is not a recruiter sends documents about themselves, never lists of people."""
        recruits = self.principal is not None and self.principal.has_any(RECRUITERS)
        if self.given["kind"] == UploadKind.IMPORT and not recruits:
            raise Forbidden("Only recruiters import applicants.")

    @property
    def _is_for_own_profile(self) -> bool:
        principal = self.principal
        candidate = principal is not None and principal.user_id is not None and principal.has_any(APPLICANTS)
        return candidate and self.given["kind"] == UploadKind.RESUME

    @operation(
        "presignUpload",
        summary="Get a form that puts one file into the store",
        description=(
            "POST `fields` and then the file as `file` to `url`; the store refuses another size or type. A candidate's"
            " `resume` without `employer` is for the own profile, and no employer sees it."
        ),
        tags=MEDIA,
        request=PresignSerializer,
        responses={201: PresignedSerializer},
        errors=["validation_failed", "forbidden"],
        examples=[asked(examples.PRESIGN), answered(examples.PRESIGNED, 201)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        home = self.home
        made = services.presign(employer_id=home.employer_id, uploaded_by=home.owner_id, **self.given)
        answer = {
            "upload_id": made.upload_id,
            "url": made.url,
            "fields": made.fields,
            "expires_at": made.expires_at,
        }
        return self.respond(answer, status=201)


def _employer(slug: str | None) -> uuid.UUID:
    if slug is None:
        raise _wrong_employer("required", "Say whom the file is for: the employer's slug.")
    found: uuid.UUID | None = Employer.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise _wrong_employer("unknown", "There is no such employer.")
    return found


def _wrong_employer(code: str, detail: str) -> Invalid:
    return Invalid(detail, errors=[FieldError("/employer", code, detail)])


class CompleteView(SenderView):
    def open_scope(self) -> AbstractContextManager[Any]:
        home = self.employer_of_token or queries.home_of(self.kwargs["upload_id"])
        return employer_scope(home) if home else self._scope_of_own()

    def _scope_of_own(self) -> AbstractContextManager[Scope]:
        if self.principal is None or self.principal.user_id is None:
            raise NotFound
        with person_scope(self.principal.user_id):
            own = Upload.objects.filter(pk=self.kwargs["upload_id"]).first()
        if own is None:
            raise NotFound
        return own.home.scope()

    @operation(
        "completeUpload",
        summary="Say that the file is in the store",
        description="Size, type and checksum are checked at once; the scan follows. Doing it again changes nothing.",
        tags=MEDIA,
        responses={200: UploadSerializer},
        errors=["upload_missing", "upload_refused", "storage_unavailable", "forbidden"],
        examples=[answered(examples.PENDING)],
    )
    def post(self, request: Request, upload_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = Upload.objects.filter(pk=upload_id).first()
        if row is None:
            raise NotFound
        return self.respond(shaped(services.complete(upload=row)))


class UploadView(TenantView[Upload]):
    model = Upload
    allowed: ClassVar = {"get": VIEWERS | APPLICANTS}

    def get_queryset(self) -> QuerySet[Upload]:
        rows = super().get_queryset()
        # A candidate's own file is not the platform's to read either.
        return rows.exclude(employer=None) if require_scope().kind is ScopeKind.ALL else rows

    @operation(
        "getUpload",
        summary="An upload, with an address to download it once it is clean",
        tags=MEDIA,
        responses={200: UploadSerializer},
        errors=["identity_hidden"],
        examples=[answered(examples.CLEAN)],
        etag=True,
    )
    def get(self, request: Request, upload_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = self.get_object()
        services.check_readable(row)
        url = services.download_url(row) if row.is_clean else None
        # The address is new each time, so the tag is of the content: an old one must not be kept in its place.
        return self.respond(shaped(row, download_url=url), etag=True)
