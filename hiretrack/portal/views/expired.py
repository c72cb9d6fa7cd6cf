"""Forms whose CSRF token no longer counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from hiretrack.portal.views import applying


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's `CSRF_FAILURE_VIEW`: nothing of an application is lost to it, any other form is only explained."""
    match = request.resolver_match
    if match and match.view_name == "portal:apply" and request.method == "POST" and _is_ours(request):
        return applying.expired(request, **match.kwargs)
    response: HttpResponse = csrf_failure(request, reason)
    return response


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form was one of this site's pages: what another site makes up is never shown as anybody's own."""
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == origin
