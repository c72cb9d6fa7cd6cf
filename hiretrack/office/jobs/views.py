"""Parts of the job form that answer while it is filled in, and the preview of its public page."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from employers.models import Employer
from hiretrack.office.jobs.page import checklist_of, page_url
from hiretrack.office.pages import OfficeCommand, OfficePage
from jobs import queries
from jobs.choices import JobStatus
from jobs.markdown import render
from jobs.models import MAX_DESCRIPTION, Job
from jobs.services.writing import found


class MarkdownPreview(OfficeCommand):
    """What a description becomes on the public page. Nothing is written."""

    write_permission = "jobs.change_job"

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:  # noqa: ARG002
        text = request.POST.get("text", "").replace("\x00", "")[:MAX_DESCRIPTION]
        return {"message": "", "html": render(text)}


class LiveChecklist(OfficeCommand):
    """The checklist for a form that is being filled in. Nothing is written."""

    write_permission = "jobs.change_job"

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        job = found(ids["job_id"]) if ids else None
        office = admin.site.get_model_admin(Job)
        form = office.get_form(request, job, change=job is not None)(request.POST, instance=job)
        form.is_valid()
        shown = {"checklist": checklist_of(request, form, form.instance), "job": job, "may_write": True}
        return {"message": "", "html": render_to_string("office/jobs/checklist.html", shown, request)}


class Preview(OfficePage):
    """The job's public page as it would look, for the employer's own people; drafts too."""

    permission = "jobs.view_job"
    template_name = "office/jobs/preview.html"
    title = _("Preview")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job_id: uuid.UUID = kwargs["job_id"]
        row = queries.preview(job_id)
        if row is None:
            raise Http404
        return {
            "job": row,
            "employer": Employer.objects.get(pk=row["employer"]["id"]),
            "status": JobStatus(found(job_id).status),
            "description": mark_safe(row["description_html"]),  # noqa: S308 rendered and cleaned by jobs.markdown
            "apply_url": "#application-form",
            "back": page_url(job_id),
        }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        response["Cache-Control"] = "no-store"
        return response
