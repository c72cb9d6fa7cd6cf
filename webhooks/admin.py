"""Webhooks in the back office: whom they go to, how that went, and sending again."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from employers.admin_scope import OwnEmployerAdmin
from hiretrack.errors import DomainError
from webhooks import services
from webhooks.choices import DeliveryState
from webhooks.models import DeliveryAttempt, WebhookDelivery, WebhookSubscription

STATE_COLOURS = {
    DeliveryState.QUEUED: "info",
    DeliveryState.SENDING: "info",
    DeliveryState.DELIVERED: "success",
    DeliveryState.FAILED: "danger",
    DeliveryState.CANCELLED: "warning",
}
SHOWN = 20


class ReadOnly:
    """Services alone write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(WebhookSubscription)
class WebhookSubscriptionAdmin(ReadOnly, OwnEmployerAdmin):
    list_display = ("__str__", "target_url", "events", "enabled", "failing_since", "created_at")
    list_filter = ("enabled",)
    search_fields = ("name", "target_url")
    fields = (
        "name", "target_url", "events", "enabled", "disabled_reason", "disabled_at", "failing_since", "log",
        "created_by", "created_at",
    )  # fmt: skip
    ordering = ("-created_at", "-id")
    actions = ("send_failed_again",)
    show_full_result_count = False

    @admin.display(description=gettext_lazy("events"))
    def events(self, row: WebhookSubscription) -> str:
        return ", ".join(row.event_types)

    @admin.display(description=gettext_lazy("newest deliveries"))
    def log(self, row: WebhookSubscription) -> str:
        newest = WebhookDelivery.objects.filter(subscription=row).order_by("-created_at", "-id")[:SHOWN]
        lines = ((f"{one.created_at:%Y-%m-%d %H:%M:%S}", one.event_type, one.get_state_display()) for one in newest)
        return format_html_join("", "<div>{} · {} · {}</div>", lines)

    @admin.action(description=gettext_lazy("Send failed deliveries again"), permissions=["redeliver"])
    def send_failed_again(self, request: HttpRequest, queryset: QuerySet[WebhookSubscription]) -> None:
        count = sum(services.redeliver_many(subscription=row) for row in queryset)
        self.message_user(request, _sent(count))

    def has_redeliver_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("webhooks.change_webhooksubscription")


class AttemptInline(ReadOnly, TabularInline):
    """The open scope keeps its rows to the employer, as it does its parent's."""

    model = DeliveryAttempt
    fields = ("number", "at", "status", "duration_ms", "error", "answer")
    readonly_fields = fields
    extra = 0


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnly, OwnEmployerAdmin):
    list_display = ("event_type", "subscription", "shown_state", "attempts", "next_attempt_at", "created_at")
    list_filter = ("state", "event_type")
    search_fields = ("=event_id",)
    fields = (
        "event_type", "subscription", "event_id", "sequence", "data", "state", "attempts", "next_attempt_at",
        "delivered_at", "created_at",
    )  # fmt: skip
    list_select_related = ("subscription",)
    inlines: ClassVar = [AttemptInline]
    ordering = ("-created_at", "-id")
    actions = ("send_again",)
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_COLOURS)
    def shown_state(self, row: WebhookDelivery) -> tuple[str, str]:
        return row.state, DeliveryState(row.state).label

    @admin.action(description=gettext_lazy("Send again"), permissions=["redeliver"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> None:
        refused = [error for row in queryset if (error := _refusal(row))]
        if sent := len(queryset) - len(refused):
            self.message_user(request, _sent(sent))
        for detail in sorted(set(refused)):
            self.message_user(request, _("Not sent: %(reason)s") % {"reason": detail}, messages.WARNING)

    def has_redeliver_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("webhooks.change_webhookdelivery")


def _sent(count: int) -> str:
    said = ngettext("%(number)d delivery is on its way.", "%(number)d deliveries are on their way.", count)
    return said % {"number": count}


def _refusal(row: WebhookDelivery) -> str:
    try:
        services.redeliver(delivery_id=row.pk)
    except DomainError as error:
        return error.detail
    return ""
