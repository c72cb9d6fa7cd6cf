"""The profile as a JSON Resume: taken along, and brought."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applicants.api.me.jsonresume_serializers import JsonResumeSerializer
from applicants.profiles.jsonresume import replace_profile, resume_document
from applicants.profiles.services import own_profile
from hiretrack.api import strictjson
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.problems.errors import BadRequest
from hiretrack.errors import Invalid
from hiretrack.portal.accounts import profile as page
from hiretrack.portal.accounts.pages import own_page
from hiretrack.portal.accounts.profile_forms import JsonResumeForm

MOST_SAID = 10


@own_page
def json_resume(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _brought(request)
    response = HttpResponse(json_bytes(resume_document(own_profile())), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="resume.json"'
    return response


def _brought(request: HttpRequest) -> HttpResponse:
    form = JsonResumeForm(request.POST, request.FILES)
    if form.is_valid() and _replaced(form):
        messages.success(request, _("Your profile now says what the file says."))
        return redirect("portal:profile")
    return page.shown(request, document=form)


def _replaced(form: JsonResumeForm) -> bool:
    try:
        document = JsonResumeSerializer(data=strictjson.loads(form.cleaned_data["document"]))
    except BadRequest as error:
        told = _(
            "This file is not valid JSON. Please export it from your résumé tool again and choose it here. (%(detail)s)"
        )
        form.add_error("document", told % {"detail": error.detail})
        return False
    if not document.is_valid():
        form.add_error("document", list(_said(document.errors))[:MOST_SAID])
        return False
    try:
        with transaction.atomic():
            replace_profile(document.validated_data)
    except Invalid as error:
        form.add_error("document", [f"{item.pointer}: {item.detail}" for item in error.errors][:MOST_SAID])
        return False
    return True


def _said(errors: Any, pointer: str = "") -> Any:
    """Every text of nested errors, with where it is."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from _said(inner, f"{pointer}/{name}")
    else:
        for place, inner in enumerate(errors):
            yield from [f"{pointer}: {inner}"] if isinstance(inner, str) else _said(inner, f"{pointer}/{place}")
