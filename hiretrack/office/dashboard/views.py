"""The dashboard, and its charts, which load after it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack.notifications import centre
from hiretrack.notifications.showing import shown
from hiretrack.office.dashboard import charts, counts
from hiretrack.office.pages import OfficePage

NEWS = 5


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's hook for the first page. A platform admin has no pipeline: theirs is the list of tables."""
    user: Any = request.user
    if not user.employer_id:
        return context
    unread = list(centre.own(user.pk, unread=True)[:NEWS])
    return context | {
        "title": _("Dashboard"),
        "greeting": _greeting(),
        "tiles": counts.tiles(),
        "jobs": counts.open_jobs(),
        "news": shown(unread),
        "may_create_job": user.has_perm("jobs.add_job"),
        "periods": charts.PERIODS,
    }


def _greeting() -> str:
    hour = timezone.localtime().hour
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


class ChartsPart(OfficePage):
    """The charts of one period: 30, 90 or 365 days."""

    permission = "applications.view_application"
    template_name = "office/dashboard/charts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("days", "")
        days = int(wanted) if wanted in {str(period) for period in charts.PERIODS} else charts.PERIODS[1]
        return super().get_context_data(**kwargs) | charts.charts(days)
