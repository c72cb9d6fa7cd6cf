"""Employer admins see who used the assistant, what for and at what cost."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from employers.admin_scope import OwnEmployerAdmin
from hiretrack.assistant.models import AssistantRun


@admin.register(AssistantRun)
class AssistantRunAdmin(OwnEmployerAdmin):
    list_display = ("created_at", "who", "kind", "outcome", "model", "input_tokens", "output_tokens", "seconds")
    list_filter = ("kind", "outcome")
    list_select_related = ("user",)
    date_hierarchy = None
    show_full_result_count = False
    fields = (
        "created_at", "who", "kind", "outcome", "provider", "model", "prompt", "input_tokens", "output_tokens",
        "attempts", "seconds",
    )  # fmt: skip
    actions = None
    empty_hint: ClassVar = gettext_lazy("Drafts of job descriptions appear here as they are asked for.")

    @display(description=gettext_lazy("Asked by"))
    def who(self, run: AssistantRun) -> str:
        if run.employer_id is None:
            return _("A candidate")
        return run.user.name if run.user else _("A program") if run.api_key_id else "–"

    @display(description=gettext_lazy("Seconds"))
    def seconds(self, run: AssistantRun) -> str:
        return f"{run.duration_ms / 1000:.1f}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
