"""Voluntary answers about equal opportunity, on a page of their own: held apart from all that anybody decides by."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applicants.profiles import queries
from applicants.profiles.services import ANSWERS, update_profile
from hiretrack.portal.accounts.pages import own_page, show
from hiretrack.portal.accounts.voluntary_form import VoluntaryForm


@own_page
def voluntary(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST.get("step") == "remove":
        update_profile(changes={"equal_opportunity": dict.fromkeys(ANSWERS, "")})
        messages.success(request, _("Your voluntary answers are removed."))
        return redirect("portal:voluntary")
    row = queries.answers()
    held = {name: str(getattr(row, name, "")) for name in ANSWERS}
    form = VoluntaryForm(request.POST if request.method == "POST" else None, held=held)
    if form.is_valid():
        update_profile(changes={"equal_opportunity": form.answers})
        messages.success(request, _("Your voluntary answers are saved."))
        return redirect("portal:voluntary")
    context = {"form": form, "has_answers": row is not None}
    return show(request, "voluntary", "profile", context, status=422 if form.errors else 200)
