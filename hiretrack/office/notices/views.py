from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.models import User
from hiretrack.notifications import centre
from hiretrack.notifications.showing import shown
from hiretrack.office.pages import OfficeCommand, OfficePage

ON_A_PAGE = 30


class Own:
    """Everybody who is in the back office has notifications of their own; no role is asked for."""

    user: User

    def allows(self, _permission: str) -> bool:
        return True


class NoticesPage(Own, OfficePage):
    """Newest first; `?before=` (an id of the last page) goes on."""

    template_name = "office/notices/page.html"
    title = gettext_lazy("Notifications")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = centre.own(self.user.pk).order_by("-created_at", "-id")
        before = self._before()
        last = rows.filter(pk=before).first() if before else None
        if last is not None:
            rows = rows.filter(created_at__lte=last.created_at).exclude(pk=last.pk)
        found = list(rows[: ON_A_PAGE + 1])
        more = found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None
        unread = centre.own(self.user.pk, unread=True).exists()
        return super().get_context_data(**kwargs) | {"news": shown(found[:ON_A_PAGE]), "more": more, "unread": unread}

    def _before(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.request.GET.get("before", ""))
        except ValueError:
            return None


class ReadNotice(Own, OfficeCommand):
    """Reads one and goes where it leads."""

    def post(self, request: HttpRequest, **ids: Any) -> HttpResponse:  # noqa: ARG002
        row = centre.mark_read(user_id=self.user.pk, notification_id=ids["notification_id"])
        url = shown([row])[0]["url"] or resolve_url("office:notices")
        parts = urlsplit(url)
        # The words' addresses are absolute, for mails; here the browser stays on the host that it came by.
        is_ours = url.startswith(settings.PUBLIC_URL)
        return HttpResponseRedirect(parts._replace(scheme="", netloc="").geturl() if is_ours else url)


class ReadAll(Own, OfficeCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        centre.mark_all_read(user_id=self.user.pk)
        return _("All are read.")

    def back_to(self, **ids: Any) -> str:  # noqa: ARG002
        return resolve_url("office:notices")
