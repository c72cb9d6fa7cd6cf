"""What the link in a mail lets a candidate do: withdraw, add a document, have their data deleted.

Opening a page does nothing, because programs that read mail open every link in it; a button does.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from applications import queries
from applications.services import acting_on, add_document, erase_by_link, withdraw_by_link
from hiretrack.errors import DomainError, Invalid, Unavailable
from hiretrack.portal import guard
from hiretrack.portal.document_forms import DeleteForm, DocumentForm
from hiretrack.portal.pages import limited_page, private, private_form
from hiretrack.portal.views.tracking import shown
from hiretrack.uploads.services import store

Page = Callable[[HttpRequest, str], HttpResponse]
REFUSED = {403, 409}
"""What the status page itself explains: the link allows nothing, or the application is over meanwhile."""


def _by_link(page: Page) -> Callable[[HttpRequest, str], HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    @limited_page
    @csrf_protect
    @wraps(page)
    def view(request: HttpRequest, token: str) -> HttpResponse:
        try:
            if request.method == "POST":
                guard.count(request)
            return private_form(page(request, token))
        except DomainError as error:
            if error.status in REFUSED:
                return _to_status(token)
            raise

    return view


def _to_status(token: str) -> HttpResponse:
    return private(HttpResponseRedirect(reverse("portal:status", args=[token])))


@_by_link
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    context = shown(token)
    if not context["application"]["may_withdraw"]:
        return _to_status(token)
    if request.method == "POST":
        withdraw_by_link(token=token)
        return _to_status(token)
    return render(request, "portal/status_withdraw.html", context)


@_by_link
def document(request: HttpRequest, token: str) -> HttpResponse:
    context = shown(token)
    if not context["missing"]:
        return _to_status(token)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(context["missing"], *given)
    if form.is_valid() and _added(form, token, context["employer"].pk):
        return _to_status(token)
    return _form_page(request, "portal/status_document.html", context, form)


def _added(form: DocumentForm, token: str, employer_id: uuid.UUID) -> bool:
    """Whether the file is with the application now; else the form says why not."""
    try:
        upload = store(employer_id=employer_id, **form.file_values())
        add_document(token=token, upload_id=upload.pk)
    except (Invalid, Unavailable) as error:
        errors = error.errors if isinstance(error, Invalid) else []
        form.add_error("file", [item.detail for item in errors] or [error.detail])
        form.status = error.status
        return False
    return True


@_by_link
def delete(request: HttpRequest, token: str) -> HttpResponse:
    with acting_on(token) as application:
        jobs = queries.jobs_of(application)
    context = shown(token) | {"jobs": jobs}
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        erase_by_link(token=token)
        return HttpResponseRedirect(reverse("portal:deleted"))
    return _form_page(request, "portal/status_delete.html", context, form)


@require_safe
@limited_page
def deleted(request: HttpRequest) -> HttpResponse:
    return private(render(request, "portal/status_deleted.html"))


def _form_page(
    request: HttpRequest, template: str, context: dict[str, Any], form: DocumentForm | DeleteForm
) -> HttpResponse:
    return render(request, template, context | {"form": form}, status=form.status if form.errors else 200)
