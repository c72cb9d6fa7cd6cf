"""Publishing, closing and copying: one job from its page, or several from the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from employers.admin_scope import OwnEmployerAdmin
from hiretrack.errors import DomainError
from hiretrack.office.transfer.exporting.actions import export_selected
from jobs import services
from jobs.choices import JobStatus
from jobs.models import Job

AT_ONCE = 100
PUBLISHED, CLOSED = _("“%(job)s” is published."), _("“%(job)s” is closed.")
COPIED = _("“%(job)s” was copied into a new draft.")


class JobActions(OwnEmployerAdmin):
    actions = ("publish_selected", "close_selected", "duplicate_selected", export_selected)
    # Buttons of the form, and not links: a link's GET must not write, and the form carries the CSRF token.
    actions_submit_line = ("publish", "close", "duplicate")

    @action(description=_("Save and publish"), permissions=["change"])
    def publish(self, request: HttpRequest, obj: Job) -> None:
        self.attempt(request, obj, services.publish_job, PUBLISHED)

    @action(description=_("Save and close"), permissions=["change"])
    def close(self, request: HttpRequest, obj: Job) -> None:
        self.attempt(request, obj, services.close_job, CLOSED)

    @action(description=_("Save and duplicate"), permissions=["change"])
    def duplicate(self, request: HttpRequest, obj: Job) -> None:
        copy = self.attempt(request, obj, services.duplicate_job, COPIED)
        request.META["hiretrack.copy"] = copy.pk if copy else None

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> Any:
        buttons = super().get_actions_submit_line(request, object_id)
        status = Job.objects.filter(pk=object_id).values_list("status", flat=True).first()
        senseless = "publish" if status == JobStatus.PUBLISHED else "close"
        kept = [button for button in buttons if not button.action_name.endswith(f"_{senseless}")]
        for button in kept:
            if status == JobStatus.CLOSED and button.action_name.endswith("_publish"):
                button.description = _("Save and re-open")
        return kept

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._attempt_all(request, queryset, services.publish_job, PUBLISHED)

    @admin.action(description=_("Close"), permissions=["change"])
    def close_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._attempt_all(request, queryset, services.close_job, CLOSED)

    @admin.action(description=_("Duplicate"), permissions=["add"])
    def duplicate_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._attempt_all(request, queryset, services.duplicate_job, COPIED)

    def _attempt_all(
        self, request: HttpRequest, queryset: QuerySet[Job], service: Callable[..., Any], done: Any
    ) -> None:
        chosen = list(queryset[: AT_ONCE + 1])
        if len(chosen) > AT_ONCE:
            self.message_user(request, _("At most %(count)d jobs at once.") % {"count": AT_ONCE}, messages.ERROR)
            return
        for job in chosen:
            self.attempt(request, job, service, done)

    def attempt(self, request: HttpRequest, job: Job, service: Callable[..., Any], done: Any) -> Any:
        """What the service made of it; None, with every reason told, when it refused."""
        try:
            made = service(job_id=job.pk)
        except DomainError as error:
            self.explain(request, error, about=job)
            return None
        self.message_user(request, done % {"job": job}, messages.SUCCESS)
        return made

    def explain(self, request: HttpRequest, error: DomainError, about: Job | None = None) -> None:
        """Every reason as a message of its own."""
        named = f"“{about}”: " if about else ""
        for detail in [item.detail for item in error.errors] or [error.detail]:
            self.message_user(request, f"{named}{detail}", messages.ERROR)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # Deleting is for one draft at a time.
        return {name: made for name, made in super().get_actions(request).items() if name != "delete_selected"}
