"""The assistant in the job form: a draft of the description from what the form says, saved or not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from hiretrack.assistant import orders
from hiretrack.assistant.orders import MAX_NOTES, Wish
from hiretrack.assistant.services import is_available, start_draft
from hiretrack.office.pages import OfficeCommand
from jobs.models import Job
from jobs.services.writing import found
from jobs.validation import WRITABLE


def drafting_url(job: Job) -> str:
    """Where the form's button leads; empty without an assistant."""
    if not is_available():
        return ""
    # A row that is not stored yet has an id already.
    return reverse("office:job-draft-new") if job._state.adding else reverse("office:job-draft", args=[job.pk])


class DraftDescription(OfficeCommand):
    """Starts a draft; the page watches it being written. The job stays as it is."""

    write_permission = "jobs.change_job"

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        job = found(ids["job_id"]) if ids else Job()
        owner = job.employer if ids else self.user.employer
        order = orders.description(
            job=self._values(request, job, is_new=not ids),
            employer=owner.name if owner else "",
            notes=request.POST.get("assistant_notes", "").replace("\x00", "")[:MAX_NOTES],
            wish=Wish(),
            by=orders.asker(employer_id=owner.pk if owner else None),
        )
        run = start_draft(order)
        live = f"{settings.LIVE_URL}/ws/tasks/{run.pk}"
        return {"message": "", "live": live, "url": reverse("assistant:draft", args=[run.pk])}

    def _values(self, request: HttpRequest, job: Job, *, is_new: bool) -> dict[str, Any]:
        """As the form has them; what it cannot read counts as it was."""
        saved = {name: getattr(job, name) for name in WRITABLE}
        form = admin.site.get_model_admin(Job).get_form(request, None if is_new else job, change=not is_new)(
            request.POST, instance=job
        )
        form.is_valid()
        return saved | {name: value for name, value in form.cleaned_data.items() if name in WRITABLE}
