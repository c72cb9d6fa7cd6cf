"""All that is held about the candidate: taken along, and erased."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from applicants.api.me.data import FILENAME
from applicants.personal.erasure import erase_account
from applicants.personal.export import export_person
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.throttling import enforce, hit
from hiretrack.portal import guard
from hiretrack.portal.accounts.pages import own_page, owner, show
from hiretrack.portal.accounts.security_forms import EraseForm


@require_safe
@own_page
def export(request: HttpRequest) -> HttpResponse:
    user = owner(request)
    enforce(hit("expensive", f"user:{user.pk}"), guarded=True)
    response = HttpResponse(json_bytes(export_person(user_id=user.pk)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{FILENAME}"'
    return response


@sensitive_post_parameters()
@own_page
def erase(request: HttpRequest) -> HttpResponse:
    user = owner(request)
    form = EraseForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST":
        guard.count_account(f"password:{user.pk}")
    if form.is_valid():
        erase_account(user_id=user.pk)
        logout(request)
        return render(request, "portal/account/erased.html")
    return show(request, "erase", "settings", {"form": form}, status=422 if form.errors else 200)
