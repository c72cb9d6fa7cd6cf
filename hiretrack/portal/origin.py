"""Where a visitor came from: what a link says about itself, else the other site that held it."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse

PARAMETERS = ("ref", "utm_source")
LONGEST = 500
_TO_APPLY = re.compile(rb'(href="/jobs/[0-9a-f-]{36}/apply/)"')


def came_from(request: HttpRequest) -> str:
    """Such as `newsletter` or `https://news.example/`; empty for visitors from our own pages and for unknown ones."""
    named = next((value for name in PARAMETERS if (value := request.GET.get(name))), "")
    return (named or _other_site(request)).replace("\x00", "")[:LONGEST]


def _other_site(request: HttpRequest) -> str:
    referrer = request.headers.get("Referer", "")
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return ""
    is_other = parts.scheme in {"http", "https"} and parts.netloc != request.get_host()
    return referrer if is_other else ""


def carry_origin(request: HttpRequest, page: HttpResponse) -> None:
    """Have the page's links to an apply form tell where its visitor came from. The page itself is the same for all."""
    if origin := came_from(request):
        page.content = _TO_APPLY.sub(rb"\1?" + urlencode({PARAMETERS[0]: origin}).encode() + rb'"', page.content)
