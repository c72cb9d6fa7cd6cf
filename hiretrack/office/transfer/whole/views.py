"""“Export everything” of the settings: for employer admins."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from hiretrack.background.models import TaskRun
from hiretrack.errors import DomainError
from hiretrack.office.pages import OfficePage
from hiretrack.office.transfer import objects
from hiretrack.office.transfer.whole.background import KIND, start_employer_export


class EmployerExportPage(OfficePage):
    template_name = "office/transfer/employer.html"
    title = _("Export everything")
    permission = write_permission = "employers.change_employer"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request.user, "employer_id", None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = TaskRun.objects.filter(kind=KIND, owner_id=self.user.pk).order_by("-created_at")[:5]
        runs = [(run, resolve_url("office:export_run", task_run_id=run.pk), objects.is_there(run)) for run in own]
        return super().get_context_data(**kwargs, runs=runs)

    def post(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        try:
            run = start_employer_export()
        except DomainError as error:
            return self.render_to_response(self.get_context_data(error=error.detail), status=error.status)
        return HttpResponseRedirect(resolve_url("office:export_run", task_run_id=run.pk))
