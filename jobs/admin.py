"""The back office's job list and job page. Everything is written by the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from unfold.decorators import action, display

from employers.admin_scope import OwnEmployerAdmin
from hiretrack.errors import DomainError
from jobs import services
from jobs.choices import JobStatus
from jobs.forms import JobForm
from jobs.models import Job
from jobs.queries import public_url
from jobs.search import Fold, Matches, words
from jobs.validation import WRITABLE

_COLOURS = {"Draft": "info", "Published": "success", "Closed": "danger"}
_AT_ONCE = 100


@admin.register(Job)
class JobAdmin(OwnEmployerAdmin):
    form = JobForm
    list_display = ("title", "badge", "department", "location", "published_at", "applications_count")
    list_filter = ("status", "employment_type", "remote", "department", "country")
    search_fields = ("title",)
    search_help_text = 'Words, "phrases", OR and -not; or part of a title'
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    list_per_page = 50
    readonly_fields = ("badge", "public_page", "published_at", "closed_at", "source", "created_by", "created_at")
    fieldsets: ClassVar = [
        (None, {"fields": ("title", "badge", "public_page", "description_md")}),
        ("Where and what", {"fields": ("department", "location", "country", "remote", "employment_type", "languages")}),
        ("Salary", {"fields": (("salary_min", "salary_max"), ("salary_currency", "salary_period"))}),
        ("Screening", {"fields": ("questions",)}),
        ("More", {"fields": ("company", "tags", "closes_at")}),
        ("History", {"fields": ("created_by", "created_at", "published_at", "closed_at", "source")}),
    ]
    actions = ("publish_selected", "close_selected", "duplicate_selected")
    # Buttons of the form, and not links: a link's GET must not write, and the form carries the CSRF token.
    actions_submit_line = ("publish", "close", "duplicate")

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        rows: QuerySet[Job] = super().get_queryset(request).select_related("employer", "created_by")
        # A subquery for the rows shown, and not a join that would be counted for all before the page is cut.
        applications: Any = Job.applications.rel.related_model
        arrived = applications.objects.filter(job=OuterRef("pk")).order_by()
        counted = arrived.values("job").annotate(n=Count("pk")).values("n")
        return rows.annotate(arrived=Coalesce(Subquery(counted), Value(0)))

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[Job],
        search_term: str,
    ) -> tuple[QuerySet[Job], bool]:
        term = search_term.strip()[:200]
        if not term:
            return queryset, False
        in_title = queryset.alias(_title=Fold("title"))
        return in_title.filter(Q(Matches(F("search"), words(term))) | Q(_title__contains=Fold(Value(term)))), False

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (*self.list_filter, "employer") if request.user.is_superuser else self.list_filter

    @display(description="Status", label=_COLOURS, ordering="status")
    def badge(self, job: Job) -> str:
        return job.get_status_display() if job.pk and not job._state.adding else "Draft"

    @display(description="Applications", ordering="arrived")
    def applications_count(self, job: Job) -> int:
        return int(getattr(job, "arrived", 0))

    @display(description="Public page")
    def public_page(self, job: Job) -> str:
        if not job.is_published:
            return "–"
        return format_html('<a href="{0}" target="_blank" rel="noopener">{0}</a>', public_url(job.pk))

    @display(description="Imported from")
    def source(self, job: Job) -> str:
        if not job.source_url:
            return job.external_id or "–"
        return format_html('<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>', job.source_url)

    # --- The page ---

    def get_fieldsets(self, request: HttpRequest, obj: Job | None = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        if obj is None:
            # A new job has no history yet, and a platform admin says whose it is.
            first = ("employer",) if request.user.is_superuser else ()
            return [(None, {"fields": (*first, "title", "description_md")}), *shown[1:-1]]
        return shown

    def get_form(self, request: HttpRequest, obj: Job | None = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        if obj is None and request.user.is_superuser:
            kwargs["fields"] = [*sorted(WRITABLE), "employer"]
        return super().get_form(request, obj, change=change, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            # Somebody else changed the job between this form's check and its writing.
            self._explain(request, error)
            return HttpResponseRedirect(request.get_full_path())

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

    @action(description="Save and publish", permissions=["change"])
    def publish(self, request: HttpRequest, obj: Job) -> None:
        self._attempt(request, obj, services.publish_job, "is published.")

    @action(description="Save and close", permissions=["change"])
    def close(self, request: HttpRequest, obj: Job) -> None:
        self._attempt(request, obj, services.close_job, "is closed.")

    @action(description="Save and duplicate", permissions=["change"])
    def duplicate(self, request: HttpRequest, obj: Job) -> None:
        self._attempt(request, obj, services.duplicate_job, "was copied into a new draft.")

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> Any:
        buttons = super().get_actions_submit_line(request, object_id)
        status = Job.objects.filter(pk=object_id).values_list("status", flat=True).first()
        senseless = "publish" if status == JobStatus.PUBLISHED else "close"
        return [button for button in buttons if not button.action_name.endswith(f"_{senseless}")]

    # --- Several at once ---

    @admin.action(description="Publish", permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._attempt_all(request, queryset, services.publish_job, "is published.")

    @admin.action(description="Close", permissions=["change"])
    def close_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._attempt_all(request, queryset, services.close_job, "is closed.")

    @admin.action(description="Duplicate", permissions=["add"])
    def duplicate_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._attempt_all(request, queryset, services.duplicate_job, "was copied into a new draft.")

    def _attempt_all(
        self, request: HttpRequest, queryset: QuerySet[Job], service: Callable[..., Any], done: str
    ) -> None:
        chosen = list(queryset[: _AT_ONCE + 1])
        if len(chosen) > _AT_ONCE:
            self.message_user(request, f"At most {_AT_ONCE} jobs at once.", messages.ERROR)
            return
        for job in chosen:
            self._attempt(request, job, service, done)

    def _attempt(self, request: HttpRequest, job: Job, service: Callable[..., Any], done: str) -> None:
        try:
            service(job_id=job.pk)
        except DomainError as error:
            self._explain(request, error, about=job)
        else:
            self.message_user(request, f"“{job}” {done}", messages.SUCCESS)

    def _explain(self, request: HttpRequest, error: DomainError, about: Job | None = None) -> None:
        """Every reason as a message of its own."""
        named = f"“{about}”: " if about else ""
        for detail in [item.detail for item in error.errors] or [error.detail]:
            self.message_user(request, f"{named}{detail}", messages.ERROR)

    # --- Deleting ---

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        if not isinstance(obj, Job):
            return allowed
        return allowed and obj.status == JobStatus.DRAFT and not obj.applications.exists()

    def delete_model(self, request: HttpRequest, obj: Job) -> None:  # noqa: ARG002
        services.delete_job(job_id=obj.pk)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # Deleting is for one draft at a time.
        return {name: made for name, made in super().get_actions(request).items() if name != "delete_selected"}


def _adopt(obj: Job, saved: Job) -> None:
    """Let the page's object be the row that the service wrote."""
    obj.__dict__.update(vars(saved))
