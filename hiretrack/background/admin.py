"""Platform admins see what failed for good, and send it again."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from hiretrack.background.deadletters import retry_dead_letter
from hiretrack.background.models import DeadLetter
from hiretrack.errors import DomainError


@admin.register(DeadLetter)
class DeadLetterAdmin(ModelAdmin):
    list_display = ("task", "error", "error_message", "attempts", "failed_at", "retried_at")
    list_filter = ("task", ("retried_at", admin.EmptyFieldListFilter))
    search_fields = ("task", "error")
    show_full_result_count = False
    actions: ClassVar = ["send_again"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Send again", permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[DeadLetter]) -> None:
        refused = [error for letter in queryset if (error := _refusal(letter))]
        sent = len(queryset) - len(refused)
        if sent:
            said = ngettext("%(number)d task was sent again.", "%(number)d tasks were sent again.", sent)
            self.message_user(request, said % {"number": sent})
        for detail in sorted(set(refused)):
            self.message_user(request, _("Not sent: %(reason)s") % {"reason": detail}, messages.WARNING)


def _refusal(letter: DeadLetter) -> str:
    try:
        retry_dead_letter(letter)
    except DomainError as error:
        return error.detail
    return ""
