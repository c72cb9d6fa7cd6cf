"""/problems/<code>: what a problem's `type` links to. And the API's documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from hiretrack.api.etags import etag_of_bytes
from hiretrack.api.problems import PROBLEMS

SELF = "'self'"
# Both viewers style themselves at run time; Redoc searches in a worker that it builds from a blob.
VIEWER_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}


@require_safe
def problem_list(request: HttpRequest) -> HttpResponse:
    known = sorted(PROBLEMS.values(), key=lambda kind: (kind.status, kind.code))
    return render(request, "api/problems.html", {"problems": known})


@require_safe
def problem_page(request: HttpRequest, code: str) -> HttpResponse:
    if code not in PROBLEMS:
        raise Http404
    return render(request, "api/problem.html", {"problem": PROBLEMS[code]})


@cache
def document() -> bytes:
    """The contract: the committed openapi.yaml, which the tests hold against the code; without one, made now."""
    committed = Path(settings.BASE_DIR) / "openapi.yaml"
    if committed.exists():
        return committed.read_bytes()
    from hiretrack.api.schema.document import generate

    return generate()


def _document_tag(_request: HttpRequest) -> str:
    return etag_of_bytes(document())


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_document_tag)
def openapi(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(document(), content_type="application/yaml")


@require_safe
@csp_replace(VIEWER_POLICY)
def swagger(request: HttpRequest) -> HttpResponse:
    return render(request, "api/swagger.html")


@require_safe
@csp_replace(VIEWER_POLICY)
def redoc(request: HttpRequest) -> HttpResponse:
    return render(request, "api/redoc.html")
