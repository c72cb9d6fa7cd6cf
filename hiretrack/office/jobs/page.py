"""The page of one job: its form in sections, the checklist, and what can be done with it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldBooleanSwitchWidget

from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.office.jobs.batch import JobActions
from hiretrack.office.jobs.forms import JobForm
from hiretrack.office.jobs.listing import JobListing, applications_url, board_url
from hiretrack.office.jobs.sharing import sharing
from jobs import services
from jobs.checklist import Checklist, checklist
from jobs.choices import JobStatus
from jobs.models import Job
from jobs.validation import WRITABLE

WORK = ("title", ("department", "employment_type"), "description_md")
SECTIONS: list[tuple[Any, dict[str, Any]]] = [
    (_("The job"), {"fields": WORK}),
    (_("Where"), {"fields": (("location", "country"), "remote")}),
    (_("Salary"), {"fields": (("salary_min", "salary_max", "salary_currency", "salary_period"),)}),
    (_("Application form"), {"fields": ("questions", "fair_review")}),
    (_("Being found"), {"fields": ("languages", "tags", "company", "closes_at")}),
]
HISTORY = (_("History"), {"fields": (("maker", "created_at"), ("published_at", "closed_at"), "source")})


class JobPage(JobActions, JobListing):
    form = JobForm
    change_form_template = "office/jobs/change_form.html"
    compressed_fields = False
    warn_unsaved_form = True
    readonly_fields: ClassVar = ["published_at", "closed_at", "source", "maker", "created_at"]

    @display(description=_("Written by"))
    def maker(self, job: Job) -> str:
        # As text: the page of a colleague is not for every role.
        return job.created_by.name if job.created_by else "–"

    @display(description=_("Imported from"))
    def source(self, job: Job) -> str:
        if not job.source_url:
            return job.external_id or "–"
        return format_html('<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>', job.source_url)

    def get_fieldsets(self, request: HttpRequest, obj: Job | None = None) -> Any:
        if obj is not None:
            return [*SECTIONS, HISTORY]
        # A new job has no history yet, and a platform admin says whose it is.
        first = ("employer",) if request.user.is_superuser else ()
        return [(SECTIONS[0][0], {"fields": (*first, *WORK)}), *SECTIONS[1:]]

    def get_form(self, request: HttpRequest, obj: Job | None = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        if obj is None and request.user.is_superuser:
            kwargs["fields"] = [*sorted(WRITABLE), "employer"]
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"remote", "fair_review"}:
            kwargs["widget"] = UnfoldBooleanSwitchWidget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            # Somebody else changed the job between this form's check and its writing.
            self.explain(request, error)
            return HttpResponseRedirect(request.get_full_path())

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        job = kwargs.get("obj") or Job()
        given = kwargs.get("obj")
        may_write = self.has_change_permission(request, given) if given else self.has_add_permission(request)
        shown = {"checklist": checklist_of(request, context["adminform"].form, job), "may_write": may_write}
        if kwargs.get("obj"):
            shown |= {"job": job, "status": JobStatus(job.status), "board": board_url(job.pk), "share": sharing(job)}
            shown |= {"applications": applications_url(job.pk), "badge": _BADGES[JobStatus(job.status)]}
        buttons = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context | buttons | shown, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Job, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            fields = {name: value for name, value in form.cleaned_data.items() if name != "employer"}
            employer = form.cleaned_data.get("employer")
            _adopt(obj, services.create_job(employer_id=employer.pk if employer else None, **fields))
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        _adopt(obj, services.update_job(job_id=obj.pk, changes=changes))
        for button in self.get_actions_submit_line(request, obj.pk):
            if button.action_name in request.POST:
                button.method(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Job) -> HttpResponseRedirect:  # noqa: ARG002
        """On to the job's page: there it is checked and published."""
        return HttpResponseRedirect(page_url(obj.pk))

    def response_post_save_change(self, request: HttpRequest, obj: Job) -> HttpResponseRedirect:
        return HttpResponseRedirect(page_url(request.META.get("hiretrack.copy") or obj.pk))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        if not isinstance(obj, Job):
            return allowed
        return allowed and obj.status == JobStatus.DRAFT and not obj.applications.exists()

    def delete_model(self, request: HttpRequest, obj: Job) -> None:  # noqa: ARG002
        services.delete_job(job_id=obj.pk)


_BADGES = {JobStatus.DRAFT: "o-is-info", JobStatus.PUBLISHED: "o-is-good", JobStatus.CLOSED: ""}


def checklist_of(request: HttpRequest, form: Any, job: Job) -> Checklist:
    """Of the job as the form has it, saved or not."""
    values = {name: getattr(job, name) for name in WRITABLE}
    if form.is_bound:
        # What cannot be read is not there yet, whatever was saved before.
        values |= {name: _nothing(values[name]) for name in form.errors if name in values}
        values |= {name: value for name, value in form.cleaned_data.items() if name in WRITABLE}
    return checklist(values, employer=_employer(request, job))


def _nothing(value: Any) -> Any:
    return type(value)() if isinstance(value, str | list) else None


def _employer(request: HttpRequest, job: Job) -> Employer | None:
    user: Any = request.user
    return job.employer if job.employer_id else user.employer


def page_url(job_id: Any) -> str:
    return reverse("admin:jobs_job_change", args=[job_id])


def _adopt(obj: Job, saved: Job) -> None:
    """Let the page's object be the row that the service wrote."""
    obj.__dict__.update(vars(saved))
