"""The webhooks' pages."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiretrack.errors import DomainError
from hiretrack.office.pages import OfficePage, OfficeView
from hiretrack.office.settings.webhooks import log
from hiretrack.office.settings.webhooks.forms import OVERLAPS, LogForm, WebhookForm
from webhooks import services
from webhooks.models import WebhookDelivery, WebhookSubscription
from webhooks.queries import with_attempts
from webhooks.services import Issued

MOST = 200
ENTITY = "webhooks.webhooksubscription"


class WebhookView(OfficeView):
    permission = "webhooks.view_webhooksubscription"
    write_permission = "webhooks.change_webhooksubscription"

    @cached_property
    def subscription(self) -> WebhookSubscription:
        found: WebhookSubscription = get_object_or_404(
            log.with_health().select_related("created_by"), pk=self.kwargs["webhook_subscription_id"]
        )
        return found


class WebhooksPage(WebhookView, OfficePage):
    title = gettext_lazy("Webhooks")
    template_name = "office/settings/webhooks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rows": list(log.with_health()[:MOST])}


class AddPage(WebhookView, OfficePage):
    """The answer to the form shows the secret, and is the only page that ever does."""

    title = gettext_lazy("New webhook")
    template_name = "office/settings/webhook_add.html"
    permission = "webhooks.change_webhooksubscription"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form") or WebhookForm()}

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WebhookForm(request.POST)
        try:
            issued = (
                services.create_subscription(**form.cleaned_data, created_by=self.user.pk) if form.is_valid() else None
            )
        except DomainError as error:
            form.refuse(error)
            issued = None
        if issued is None:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return secret_shown(self, issued)


class SecretPage(WebhookView, OfficePage):
    """Replaces the secret; the answer shows the new one."""

    title = gettext_lazy("New secret")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("office:settings-webhook", args=[self.subscription.pk]))

    def post(self, request: HttpRequest, webhook_subscription_id: Any) -> HttpResponse:
        offered = {str(seconds): seconds for seconds, _said in OVERLAPS}
        keep_old_s = offered.get(request.POST.get("keep_old_s", ""), OVERLAPS[0][0])
        return secret_shown(self, services.rotate_secret(subscription_id=self.subscription.pk, keep_old_s=keep_old_s))


def secret_shown(page: OfficePage, issued: Issued) -> HttpResponse:
    page.template_name = "office/settings/webhook_secret.html"
    context = page.get_context_data(issued=issued)
    return page.render_to_response(context | {"title": page.title})


class WebhookPage(WebhookView, OfficePage):
    """With `?part=log` the deliveries alone: a filter has changed, or the log is scrolled on."""

    def get_template_names(self) -> list[str]:
        is_part = self.request.GET.get("part") == "log"
        return ["office/settings/deliveries.html" if is_part else "office/settings/webhook.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, row = LogForm.read(self.request.GET), self.subscription
        rows = log.deliveries(row.pk, form.asked, self.request.GET.get("before", ""))
        found = list(rows[: log.PAGE + 1])
        shown = found[: log.PAGE]
        context = super().get_context_data(**kwargs) | {"webhook": row, "title": str(row), "log": form}
        context |= {"deliveries": shown, "more": shown[-1].pk if len(found) > log.PAGE else ""}
        context |= {"filters": self._filters(form), "now_failing": bool(row.failing_since)}
        return context | {
            "form": kwargs.get("form") or WebhookForm.of(row), "overlaps": OVERLAPS,
            "old_until": log.old_secrets_until(row.pk), "entity": ENTITY,
        }  # fmt: skip

    def _filters(self, form: LogForm) -> dict[str, str]:
        """As the address holds them."""
        return {name: self.request.GET.get(name, "") for name in form.asked}

    def post(self, request: HttpRequest, webhook_subscription_id: Any) -> HttpResponse:
        form = WebhookForm(request.POST)
        try:
            done = form.is_valid() and services.update_subscription(
                subscription_id=self.subscription.pk, changes=form.cleaned_data
            )
        except DomainError as error:
            form.refuse(error)
            done = False
        if not done:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("The webhook was changed."))
        return HttpResponseRedirect(reverse("office:settings-webhook", args=[self.subscription.pk]))


class DeliveryPage(WebhookView, OfficePage):
    template_name = "office/settings/delivery.html"
    permission = "webhooks.view_webhookdelivery"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = with_attempts().select_related("subscription")
        row: WebhookDelivery = get_object_or_404(rows, pk=self.kwargs["webhook_delivery_id"])
        context = super().get_context_data(**kwargs)
        return context | {
            "delivery": row,
            "sent": log.sent(row),
            "title": _("Delivery of %(event)s") % {"event": row.event_type},
        }
