"""The apply form's CV, sent while the candidate goes on typing: straight to the store, then read for the form.

Only whoever holds the file's signed name may ask about it, and only until an application has taken it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from hiretrack.api.problems import exception_handler
from hiretrack.api.throttling import address_client, enforce, hit
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound
from hiretrack.portal import carried
from hiretrack.portal.forms import ApplyForm
from hiretrack.portal.openings import public_job
from hiretrack.portal.reading import found_in
from hiretrack.tenancy import employer_scope, public_scope
from hiretrack.uploads.choices import ScanStatus, UploadKind
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import complete, presign

Action = Callable[[HttpRequest, uuid.UUID], tuple[dict[str, Any], int]]
LONGEST_NAME = 255


def _answering(rate_class: str) -> Callable[[Action], Callable[..., HttpResponse]]:
    """A page's script asks: JSON, or a problem (RFC 9457). The action gets the employer of a job that is open."""

    def around(action: Action) -> Callable[..., HttpResponse]:
        @require_POST
        @never_cache
        @csrf_protect
        @wraps(action)
        def view(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
            try:
                enforce(hit(rate_class, address_client(request)), guarded=rate_class == "write")
                with public_scope():
                    employer_id = public_job(job_id)["employer"]["id"]
                answer, status = action(request, employer_id)
            except DomainError as error:
                return exception_handler(error, {"request": request})
            return JsonResponse(answer, status=status)

        return view

    return around


@_answering("write")
def promise(request: HttpRequest, employer_id: uuid.UUID) -> tuple[dict[str, Any], int]:
    """A form that puts one file into the store, and the name under which its sender knows it."""
    made = presign(
        employer_id=employer_id,
        kind=UploadKind.CV,
        filename=request.POST.get("filename", "")[:LONGEST_NAME],
        content_type=request.POST.get("content_type", ""),
        size=size_of(request.POST.get("size", "")),
    )
    return {"file": carried.signed(made.upload_id, employer_id), "url": made.url, "fields": made.fields}, 201


def size_of(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid("Say how large the file is.", errors=[FieldError("/size", "invalid", "A number of bytes.")])
    return int(text)


@_answering("write")
def done(request: HttpRequest, employer_id: uuid.UUID) -> tuple[dict[str, Any], int]:
    """The file is in the store: check that it is what was announced, and have it scanned and read."""
    with employer_scope(employer_id):
        row = complete(upload=_own(request, employer_id))
    return {"filename": row.filename}, 200


@_answering("public")
def read(request: HttpRequest, employer_id: uuid.UUID) -> tuple[dict[str, Any], int]:
    """What the file says about its owner: `state` is waiting, refused, unreadable or read, with `found` by field."""
    with employer_scope(employer_id):
        row = _own(request, employer_id)
    if row.scan_status == ScanStatus.PENDING:
        return {"state": "waiting"}, 202
    if row.is_infected:
        return {"state": "refused"}, 200
    found = found_in(row.text, ApplyForm.base_fields) if row.is_clean else {}
    return {"state": "read" if found else "unreadable", "found": found}, 200


def _own(request: HttpRequest, employer_id: uuid.UUID) -> Upload:
    upload_id = carried.opened(request.POST.get("file", "")[: carried.LONGEST], employer_id)
    row = carried.waiting(upload_id) if upload_id else None
    if row is None:
        raise NotFound("There is no such file.")
    return row
