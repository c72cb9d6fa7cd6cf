"""The journal in the back office: to read, never to change. Here, because the journal itself knows no employers."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from employers.admin_scope import OwnEmployerAdmin
from employers.choices import Role
from hiretrack.audit.models import AuditLog


@admin.register(AuditLog)
class AuditLogAdmin(OwnEmployerAdmin):
    """Employer admins see all of their employer's entries, recruiters their own doings, platform admins everything."""

    list_display = ("created_at", "actor_name", "action", "entity_type", "entity_id")
    list_filter = ("action", "entity_type", ("created_at", admin.DateFieldListFilter))
    search_fields = ("=entity_id", "=request_id", "actor_name")
    search_help_text = _("An object's or request's id, or who did it")
    fields = (
        "created_at", "actor_kind", "actor_name", "action", "entity_type", "entity_id", "shown_metadata", "request_id",
    )  # fmt: skip
    ordering: ClassVar = ["-created_at", "-id"]
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditLog]:
        rows: QuerySet[AuditLog] = super().get_queryset(request)
        user: Any = request.user
        everything = user.is_superuser or Role.EMPLOYER_ADMIN in user.roles
        return rows if everything else rows.filter(actor_id=user.pk)

    @admin.display(description=_("details"))
    def shown_metadata(self, row: AuditLog) -> str:
        return json.dumps(row.metadata, indent=2, ensure_ascii=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
