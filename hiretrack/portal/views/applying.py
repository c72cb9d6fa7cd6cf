"""The apply form: shown, sent, shown again with what is wrong."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.portal import guard, sending
from hiretrack.portal.forms import ApplyForm
from hiretrack.portal.openings import employer_of, public_job
from hiretrack.portal.origin import came_from
from hiretrack.portal.pages import private, refusal_page
from hiretrack.portal.views.suggesting import suggesting
from hiretrack.tenancy import public_scope


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_protect
def apply_form(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    try:
        with public_scope():
            job = public_job(job_id)
            employer = employer_of(job)
    except DomainError as error:
        return refusal_page(request, error)
    if request.method == "POST":
        return _sent(request, job, employer)
    return _shown(request, job, employer, ApplyForm(questions=job["questions"], referrer=came_from(request)))


def _sent(request: HttpRequest, job: dict[str, Any], employer: Employer) -> HttpResponse:
    form = ApplyForm(questions=job["questions"], data=request.POST, files=request.FILES)
    try:
        guard.count(request)
        complete = form.is_valid()
        sending.keep_file(form, employer.pk)
        if complete and not form.errors:
            return private(sending.send(request, form, job["id"]))
    except DomainError as error:
        if error.code in {"job_closed", "not_found"}:
            return refusal_page(request, error)
        sending.explain(form, error)
    return _shown(request, job, employer, form)


def _shown(request: HttpRequest, job: dict[str, Any], employer: Employer, form: ApplyForm) -> HttpResponse:
    context = {"job": job, "employer": employer, "form": form, "suggesting": suggesting(request, job)}
    return render(request, "portal/apply.html", context, status=form.status if form.errors else 200)
