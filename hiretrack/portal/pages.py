"""What every public page's view shares: the scope it reads in, and how refusals look as pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.queries import LinkOutlived
from hiretrack.api.throttling import address_client, enforce, hit
from hiretrack.errors import DomainError
from hiretrack.portal.openings import JobClosed
from hiretrack.tenancy import public_scope

View = Callable[..., HttpResponse]
log = structlog.get_logger(__name__)
RETRY_AFTER_S = {429: "60", 503: "5"}


def public_page(view: View) -> View:
    """The view reads what anybody may read; a refusal becomes a page instead of a problem document."""
    return limited_page(in_public_scope(view))


def limited_page(view: View, *, rate_class: str = "public") -> View:
    """Counted for its client's address, before anything is read; refusals become pages."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            enforce(hit(rate_class, address_client(request)), guarded=False)
            return view(request, *args, **kwargs)
        except DomainError as error:
            return refusal_page(request, error)

    return limited


def in_public_scope(view: View) -> View:
    @wraps(view)
    def scoped(*args: Any, **kwargs: Any) -> HttpResponse:
        with public_scope():
            return view(*args, **kwargs)

    return scoped


def refusal_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """410 with other openings, or a plain page; a failure of ours goes on."""
    if isinstance(error, LinkOutlived):
        return private(render(request, "portal/status_outlived.html", status=410))
    if error.status == 404:
        raise Http404 from error
    if isinstance(error, JobClosed):
        return render(request, "portal/closed.html", error.page, status=410)
    if error.status == 429:
        return _message(request, 429, _("One moment, please"), _("That was a lot at once. Try again in a minute."))
    if error.status == 503:
        return _message(request, 503, _("Temporarily unavailable"), _("Please try again in a moment."))
    if error.status == 403:
        wording = _("You can't open this page"), _("It belongs to somebody else, or your session has ended.")
        return _message(request, 403, *wording)
    if error.status < 500:
        # A form that knows better says it beside its fields; this one did not.
        log.warning("refused_without_a_page", code=error.code, status=error.status)
        wording = _("It could not be done"), _("This did not work. Load the page again and try once more.")
        return _message(request, error.status, *wording)
    raise error


def _message(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    context = {"code": status, "heading": heading, "text": text, "back": request.get_full_path()}
    response = render(request, "portal/message.html", context, status=status)
    if status in RETRY_AFTER_S:
        response["Retry-After"] = RETRY_AFTER_S[status]
    return response


def private(response: HttpResponse) -> HttpResponse:
    """For pages whose address is a secret: kept nowhere, told to nobody."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def private_form(response: HttpResponse) -> HttpResponse:
    """A private page that sends a form. Under `no-referrer` browsers name no origin, and the form would be refused."""
    response = private(response)
    response["Referrer-Policy"] = "same-origin"
    return response
