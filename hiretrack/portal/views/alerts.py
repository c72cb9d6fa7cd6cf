"""The end of a job alert. Opening the page does nothing, because programs that read mail open every link in it; its
button, or a mail program's own (RFC 8058), ends the alert without a sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hiretrack.errors import DomainError
from hiretrack.notifications import unsubscribing
from hiretrack.portal.pages import private, private_form, refusal_page


# A mail program's POST comes from elsewhere and without cookies; the token in the address is what allows it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST":
            ended = unsubscribing.unsubscribe(token=token)
            return private(render(request, "portal/alerts/ended.html", {"alert": ended}))
        alert = unsubscribing.subscription(token)
    except DomainError as error:
        return refusal_page(request, error)
    page = "portal/alerts/end.html" if alert.is_active else "portal/alerts/ended.html"
    return private_form(render(request, page, {"alert": alert}))
