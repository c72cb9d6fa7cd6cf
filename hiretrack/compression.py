"""Pages, feeds and their styles go out compressed: on a slow phone the HTML is what everything else waits for."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = frozenset(
    {"text/html", "text/css", "text/plain", "application/xml", "application/rss+xml", "application/atom+xml"}
)


class TextCompressionMiddleware(GZipMiddleware):
    """Documents only: an event stream would be held back by it, the API's short answers cost more than they save (a
    proxy can do it), and static files come compressed from the start.

    A page that holds a secret has it masked anew each time (CSRF tokens), and each answer gets a random length:
    nobody reads it out of the sizes (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
        return super().process_response(request, response) if kind in TEXTS else response
