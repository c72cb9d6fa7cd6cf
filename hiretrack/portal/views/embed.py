"""An employer's job list inside other sites: the script, the framed page and its stylesheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from employers.models import Employer
from hiretrack.api.etags import etag_of_bytes
from hiretrack.errors import Invalid
from hiretrack.portal.embedding.listing import Wanted, openings
from hiretrack.portal.embedding.look import Look
from hiretrack.portal.pages import View, public_page

FRAMED = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
}
"""Any site may show this one page, which carries no session, no form and nothing that a click could decide."""


def _kept(seconds: int) -> Callable[[View], View]:
    """Public, kept for `seconds`, and asked for again by its ETag."""

    def decorate(view: View) -> View:
        @wraps(view)
        def tagged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            response["Cache-Control"] = f"public, max-age={seconds}"
            response["ETag"] = etag_of_bytes(response.content)
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
            unchanged: Any = get_conditional_response(request, etag=response["ETag"], response=response)
            return unchanged

        return tagged

    return decorate


@require_safe
@_kept(3600)
@public_page
def script(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001
    """The same for everybody: it reads from its own address whose jobs it shows."""
    _employer(slug)
    return HttpResponse(_source(), content_type="text/javascript; charset=utf-8")


@cache
def _source() -> bytes:
    return (Path(settings.BASE_DIR) / "static" / "js" / "embed.js").read_bytes()


@require_safe
@xframe_options_exempt
@csp_replace(FRAMED)
@_kept(60)
@public_page
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """The list itself. A parameter with a value it doesn't take is answered with what it takes."""
    employer = _employer(slug)
    try:
        wanted, look = Wanted.read(request.GET), Look.read(request.GET)
    except Invalid as error:
        return render(request, "portal/embed.html", {"employer": employer, "wrong": error.errors}, status=400)
    with override(wanted.language or get_language()):
        jobs, more = openings(slug, wanted)
        styles = f"{reverse('portal:embed-look')}?{look.query(brand=employer.brand_colour)}"
        context = {
            "employer": employer,
            "jobs": jobs,
            "more": more,
            "styles": styles,
            "public_url": settings.PUBLIC_URL,
        }
        response = render(request, "portal/embed.html", context)
    if wanted.language:
        response["Content-Language"] = wanted.language
    return response


@require_safe
@_kept(86_400)
def look(request: HttpRequest) -> HttpResponse:
    """The variables that the framed page is coloured by, as a stylesheet because its policy allows no inline one."""
    try:
        text = Look.read(request.GET).stylesheet()
    except Invalid as error:
        return HttpResponse(f"/* {error.detail} */", status=400, content_type="text/css; charset=utf-8")
    return HttpResponse(text, content_type="text/css; charset=utf-8")


def _employer(slug: str) -> Employer:
    employer = Employer.objects.filter(slug=slug).first()
    if employer is None:
        raise Http404
    return employer
