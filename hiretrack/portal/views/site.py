"""What belongs to no job: robots.txt, the favicon."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

ROBOTS = """User-agent: *
Allow: /
Disallow: /{admin}
Disallow: /v1/
Disallow: /applied/
Disallow: /status/
Disallow: /account/
Disallow: /jobs/*/apply/*/

Sitemap: {site}/sitemap.xml
"""


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
