"""The apply form: shown, sent, shown again with what is wrong, and the captcha's challenge."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.portal import guard, sending
from hiretrack.portal.forms import ApplyForm
from hiretrack.portal.openings import employer_of, public_job
from hiretrack.portal.pages import private, public_page, refusal_page
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
    return _shown(request, job, employer, ApplyForm(questions=job["questions"]))


def _sent(request: HttpRequest, job: dict[str, Any], employer: Employer) -> HttpResponse:
    form = ApplyForm(questions=job["questions"], data=request.POST, files=request.FILES)
    try:
        guard.count(request)
        complete = form.is_valid()
        sending.keep_file(form, employer.pk)
        guard.check(request, form)
        if complete and not form.errors:
            return private(sending.send(form, job["id"], referrer=request.headers.get("Referer", "")[:500]))
    except DomainError as error:
        if error.code in {"job_closed", "not_found"}:
            return refusal_page(request, error)
        sending.explain(form, error)
    return _shown(request, job, employer, form)


def _shown(request: HttpRequest, job: dict[str, Any], employer: Employer, form: ApplyForm) -> HttpResponse:
    context = {"job": job, "employer": employer, "form": form}
    return render(request, "portal/apply.html", context, status=form.status if form.errors else 200)


@require_safe
@never_cache
def challenge(_request: HttpRequest) -> HttpResponse:
    """A proof of work for the browser to do while the form is being filled in."""
    return JsonResponse(guard.challenge())
