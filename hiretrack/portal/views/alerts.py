"""The end of a job alert. Opening the page does nothing, because programs that read mail open every link in it; its
button, or a mail program's own (RFC 8058), ends the alert without a sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hiretrack.notifications import unsubscribing
from hiretrack.portal.pages import limited_page, private, private_form


# A mail program's POST comes from elsewhere and without cookies; the token in the address is what allows it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        ended = unsubscribing.unsubscribe(token=token)
        return private(render(request, "portal/alerts/ended.html", {"alert": ended}))
    alert = unsubscribing.subscription(token)
    page = "portal/alerts/end.html" if alert.is_active else "portal/alerts/ended.html"
    return private_form(render(request, page, {"alert": alert}))
