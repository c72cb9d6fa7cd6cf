"""Jobs that a candidate has saved to come back to. The public pages are the same for everybody, so that they can be
kept: whether a job is saved is told here only."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applicants.saved import is_saved, save_job, saved_jobs, unsave_job
from hiretrack.errors import DomainError
from hiretrack.portal.accounts.pages import own_page, show
from hiretrack.portal.accounts.paging import paged
from hiretrack.portal.openings import public_job
from hiretrack.tenancy import public_scope
from jobs.models import Job


@require_safe
@own_page
def saved(request: HttpRequest) -> HttpResponse:
    page = paged(request, saved_jobs())
    with public_scope():
        openings = {job.pk: job for job in Job.objects.filter(pk__in=[row.job_id for row in page.items])}
    rows = [{"saved": row, "job": openings.get(row.job_id)} for row in page.items]
    return show(request, "saved", "saved", {"rows": rows, "page": page})


@own_page
def save(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Where the link on a job's page leads: what the job is, and a button that saves it or lets it go."""
    if request.method == "POST" and "remove" in request.POST:
        unsave_job(job_id=job_id)
        messages.success(request, _("It is removed from your saved jobs."))
        return redirect("portal:saved")
    with public_scope():
        job = public_job(job_id)
    if request.method == "POST":
        try:
            save_job(job_id=job_id, title=job["title"], company=job["company"])
            messages.success(request, _("The job is saved."))
        except DomainError as error:
            messages.error(request, error.detail)
        return redirect("portal:saved")
    return show(request, "save", "saved", {"job": job, "is_saved": is_saved(job_id)})
