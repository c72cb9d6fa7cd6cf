"""The profile's CV, sent by the page's script straight to the store, as the apply form's is."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from hiretrack.api.problems import exception_handler
from hiretrack.api.throttling import enforce, hit
from hiretrack.context import acting_as
from hiretrack.errors import DomainError, Forbidden, NotFound
from hiretrack.portal.accounts.pages import actor_of, is_candidate, owner
from hiretrack.portal.views.cv import LONGEST_NAME, size_of
from hiretrack.tenancy import person_scope
from hiretrack.uploads.choices import UploadKind
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import complete, presign

Action = Callable[[HttpRequest], tuple[dict[str, Any], int]]


def _answering(action: Action) -> Callable[..., HttpResponse]:
    """The page's script asks, in the candidate's own scope: JSON, or a problem (RFC 9457)."""

    @require_POST
    @never_cache
    @csrf_protect
    @wraps(action)
    def view(request: HttpRequest) -> HttpResponse:
        try:
            if not is_candidate(request):
                raise Forbidden
            user = owner(request)
            enforce(hit("write", f"user:{user.pk}"), guarded=True)
            with acting_as(actor_of(user)), person_scope(user.pk):
                answer, status = action(request)
        except DomainError as error:
            return exception_handler(error, {"request": request})
        return JsonResponse(answer, status=status)

    return view


@_answering
def promise(request: HttpRequest) -> tuple[dict[str, Any], int]:
    """A form that puts one file into the store, and the name under which the page sends it."""
    made = presign(
        employer_id=None,
        kind=UploadKind.RESUME,
        filename=request.POST.get("filename", "")[:LONGEST_NAME],
        content_type=request.POST.get("content_type", ""),
        size=size_of(request.POST.get("size", "")),
        uploaded_by=owner(request).pk,
    )
    return {"file": str(made.upload_id), "url": made.url, "fields": made.fields}, 201


@_answering
def done(request: HttpRequest) -> tuple[dict[str, Any], int]:
    """The file is in the store: check that it is what was announced, and have it scanned and read."""
    row = complete(upload=_own(request.POST.get("file", "")))
    return {"filename": row.filename}, 200


def _own(text: str) -> Upload:
    """One of the open scope's, which no profile has taken."""
    try:
        upload_id = uuid.UUID(text)
    except ValueError as error:
        raise NotFound(_("There is no such file.")) from error
    row: Upload | None = Upload.objects.filter(pk=upload_id, kind=UploadKind.RESUME, claimed_at=None).first()
    if row is None:
        raise NotFound(_("There is no such file."))
    return row
