"""All that is held about the candidate: taken along, and erased."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from applicants.api.me.data import document_of
from applicants.personal.erasure import erase_account
from hiretrack.api.throttling import enforce, hit
from hiretrack.portal.accounts.pages import own_page, owner, show
from hiretrack.portal.accounts.security_forms import EraseForm


@require_safe
@own_page
def export(request: HttpRequest) -> HttpResponse:
    user = owner(request)
    enforce(hit("expensive", f"user:{user.pk}"), guarded=True)
    document: Any = document_of(user.pk)
    return document


@sensitive_post_parameters()
@own_page
def erase(request: HttpRequest) -> HttpResponse:
    form = EraseForm(request)
    if request.method == "POST" and form.shows_owner():
        erase_account(user_id=owner(request).pk)
        logout(request)
        return render(request, "portal/account/erased.html")
    return show(request, "erase", "settings", {"form": form}, status=form.status)
