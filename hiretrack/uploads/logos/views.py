"""A logo as pages, mails and search engines load it. An address shows one picture for ever; after that picture was
replaced, mails and pages that still name it get the present one."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import condition, require_safe

from employers.logos import logo_of
from employers.models import Employer
from hiretrack.errors import Unavailable
from hiretrack.uploads.logos.services import TYPES, read_logo
from hiretrack.uploads.storage import ObjectMissing

YEAR_S = 31_536_000


def _etag(_request: HttpRequest, employer_id: uuid.UUID, name: str) -> str:  # noqa: ARG001 - Django's signature
    return f'"{name.partition("-")[0]}"'


@require_safe
@condition(etag_func=_etag)
def logo(_request: HttpRequest, employer_id: uuid.UUID, name: str) -> HttpResponse:
    try:
        content = read_logo(employer_id, name)
    except ObjectMissing:
        return _replaced(employer_id, name)
    except Unavailable:
        return HttpResponse(status=503, headers={"Cache-Control": "no-store", "Retry-After": "5"})
    answer = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    answer["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    # Web mail and the list in an employer's own site show it, too.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Content-Disposition"] = "inline"
    return answer


def _replaced(employer_id: uuid.UUID, name: str) -> HttpResponse:
    employer = Employer.objects.only("logo_url").filter(pk=employer_id).first()
    present = logo_of(employer) if employer else None
    if present is None or present.name == name:
        raise Http404
    answer = HttpResponseRedirect(present.path)
    answer["Cache-Control"] = "public, max-age=300"
    return answer
