"""Where a visitor came from: what a link says about itself, else the other site that held it."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest

PARAMETERS = ("ref", "utm_source")
LONGEST = 500


def came_from(request: HttpRequest) -> str:
    """Such as `newsletter` or `https://news.example/`; empty for visitors from our own pages and for unknown ones."""
    named = next((value for name in PARAMETERS if (value := request.GET.get(name))), "")
    return (named or _other_site(request)).replace("\x00", "")[:LONGEST]


def with_origin(address: str, request: HttpRequest) -> str:
    """`address`, telling the next page where the visitor came from."""
    origin = came_from(request)
    return f"{address}?{urlencode({PARAMETERS[0]: origin})}" if origin else address


def _other_site(request: HttpRequest) -> str:
    referrer = request.headers.get("Referer", "")
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return ""
    is_other = parts.scheme in {"http", "https"} and parts.netloc != request.get_host()
    return referrer if is_other else ""
