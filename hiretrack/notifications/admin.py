"""Platform admins see which addresses are blocked, and unblock them. An address is found by typing it whole."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from hiretrack.errors import NotFound
from hiretrack.notifications.models import Suppression
from hiretrack.notifications.suppression import digests, lift


@admin.register(Suppression)
class SuppressionAdmin(ModelAdmin):
    list_display = ("__str__", "reason", "source", "detail", "since")
    list_filter = ("reason", "source")
    search_fields = ("digest",)
    search_help_text = _("The whole e-mail address: only a fingerprint of each is kept.")
    show_full_result_count = False
    actions: ClassVar = ["unblock"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Suppression], search_term: str
    ) -> tuple[QuerySet[Suppression], bool]:
        return (queryset.filter(digest__in=digests(search_term)) if search_term.strip() else queryset), False

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

    @admin.action(description=_("Write to these addresses again"), permissions=["view"])
    def unblock(self, request: HttpRequest, queryset: QuerySet[Suppression]) -> None:
        lifted = sum(_lifted(row) for row in queryset)
        said = ngettext("%(number)d address is unblocked.", "%(number)d addresses are unblocked.", lifted)
        self.message_user(request, said % {"number": lifted})


def _lifted(row: Suppression) -> bool:
    try:
        lift(suppression=row)
    except NotFound:
        return False
    return True
