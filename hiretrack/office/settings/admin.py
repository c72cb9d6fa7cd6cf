"""Where the admin's own addresses of these tables lead: their pages are this room's, and services alone write."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from employers.admin_scope import OwnEmployerAdmin
from employers.models import ApiKey
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.models import MailTemplate
from hiretrack.office.settings.journal.entries import seen_by
from webhooks.models import WebhookDelivery, WebhookSubscription


class ElsewhereAdmin(OwnEmployerAdmin):
    """Its list and its rows are pages of the settings."""

    page: ClassVar[str]
    actions = None

    def address_of(self, row: Any) -> str:
        return reverse(self.page)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse(self.page))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return HttpResponseRedirect(self.address_of(row))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MailTemplate)
class MailTemplateAdmin(ElsewhereAdmin):
    page = "office:settings-mails"

    def address_of(self, row: MailTemplate) -> str:
        return reverse("office:settings-mail", args=[row.kind])


@admin.register(ApiKey)
class ApiKeyAdmin(ElsewhereAdmin):
    page = "office:settings-keys"


@admin.register(WebhookSubscription)
class WebhookSubscriptionAdmin(ElsewhereAdmin):
    page = "office:settings-webhooks"

    def address_of(self, row: WebhookSubscription) -> str:
        return reverse("office:settings-webhook", args=[row.pk])


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ElsewhereAdmin):
    page = "office:settings-webhooks"

    def address_of(self, row: WebhookDelivery) -> str:
        return reverse("office:settings-delivery", args=[row.pk])


@admin.register(AuditLog)
class AuditLogAdmin(ElsewhereAdmin):
    """Employer admins see all of their employer's entries, recruiters their own doings, platform admins everything."""

    page = "office:settings-journal"

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditLog]:
        rows: QuerySet[AuditLog] = super().get_queryset(request)
        user: Any = request.user
        return seen_by(user, rows)

    def address_of(self, row: AuditLog) -> str:
        return f"{reverse(self.page)}?entry={row.pk}"
