"""What belongs to no job: colours, robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from hiretrack.brand import stylesheet

ROBOTS = """User-agent: *
Allow: /
Disallow: /{admin}
Disallow: /v1/
Disallow: /applied/
Disallow: /status/
Disallow: /account/
Disallow: /jobs/*/apply/

Sitemap: {site}/sitemap.xml
"""


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def brand(_request: HttpRequest, colour: str) -> HttpResponse:
    """An employer's colour as a stylesheet of its own, because the pages allow no inline style."""
    return HttpResponse(stylesheet(colour), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(_request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(admin=settings.ADMIN_PATH, site=settings.PUBLIC_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(_request: HttpRequest) -> HttpResponse:
    """For programs that ask for the traditional address instead of reading the page."""
    return HttpResponseRedirect(static("img/favicon.svg"))
