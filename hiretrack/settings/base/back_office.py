"""The back office's look and its menu: each entry is there for those whose role may see the rows behind it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _entry(title: Any, icon: str, model: str) -> dict[str, Any]:
    app, _dot, name = model.partition(".")
    link = reverse_lazy(f"admin:{app}_{name}_changelist")
    return {"title": title, "icon": icon, "link": link, "permission": _may_view(f"{app}.view_{name}")}


def _page(title: Any, icon: str, name: str, permission: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(name), "permission": _may_view(permission)}


def _within(*paths: str) -> dict[str, Any]:
    """The entry also of pages that lie elsewhere: the header names it as the way back."""
    return {"active": lambda request: request.path.startswith(paths)}


def _is_of_settings(request: HttpRequest) -> bool:
    # Its address begins those of other entries.
    return request.path == "/admin/settings/" or request.path.startswith("/admin/employers/employer/")


def _may_view(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(permission)


def _may_view_own(permission: str) -> Callable[[HttpRequest], bool]:
    """For pages of one employer's people: a platform admin has none."""
    return lambda request: bool(getattr(request.user, "employer_id", None)) and request.user.has_perm(permission)


_GREEN = {
    "50": "#eef7f3",
    "100": "#d5ece2",
    "200": "#aed9c8",
    "300": "#7dc0a7",
    "400": "#4ba384",
    "500": "#2b8768",
    "600": "#0f6b4f",
    "700": "#0d5841",
    "800": "#0d4735",
    "900": "#0b3a2c",
    "950": "#052118",
}
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "HireTrack",
    "SITE_HEADER": "HireTrack",
    "SITE_ICON": lambda _request: static("img/favicon.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("img/favicon.svg")},
    ],
    "COLORS": {"primary": _GREEN},
    "SHOW_LANGUAGES": True,
    "DASHBOARD_CALLBACK": "hiretrack.office.dashboard.dashboard",
    # Unfold would keep what was chosen, people's names included, in the browser.
    "COMMAND": {"show_history": False},
    "LOGIN": {"form": "employers.forms.SignInForm"},
    "ACCOUNT": {"navigation": [{"title": _("My account"), "link": reverse_lazy("office:account")}]},
    "STYLES": [lambda _request: static("office/office.css")],
    "SIDEBAR": {
        "show_search": True,
        "command_search": True,
        "navigation": [
            {
                "items": [
                    {"title": _("Dashboard"), "icon": "space_dashboard", "link": reverse_lazy("admin:index")},
                ],
            },
            {
                "title": _("Hiring"),
                "items": [
                    _entry(_("Jobs"), "work", "jobs.job"),
                    _entry(_("Applications"), "inbox", "applications.application")
                    | _within("/admin/applications/", "/admin/notifications/mailing/"),
                    _entry(_("Candidates"), "group", "applicants.applicant") | _within("/admin/applicants/"),
                    _entry(_("Shortlists"), "star", "shortlists.shortlist"),
                    _entry(_("Comparisons"), "compare_arrows", "shortlists.comparison"),
                    _page(_("Listings"), "travel_explore", "office:listings", "sourcing.view_listing"),
                ],
            },
            {
                "title": _("Employer"),
                "separator": True,
                "items": [
                    _page(_("Settings"), "settings", "office:settings", "employers.view_employer")
                    | {"active": _is_of_settings},
                    _entry(_("Users"), "badge", "employers.user"),
                    _page(_("Job boards"), "rss_feed", "office:job-boards", "sourcing.view_jobboard"),
                    _page(_("Mail templates"), "mail", "office:settings-mails", "notifications.view_mailtemplate")
                    | {"permission": _may_view_own("notifications.view_mailtemplate")},
                    _page(_("Webhooks"), "webhook", "office:settings-webhooks", "webhooks.view_webhooksubscription"),
                    _page(_("API keys"), "key", "office:settings-keys", "employers.view_apikey"),
                    _page(_("Journal"), "history", "office:settings-journal", "audit.view_auditlog"),
                    _entry(_("Files"), "attach_file", "uploads.upload"),
                    _entry(_("Blocked addresses"), "block", "notifications.suppression"),
                    _entry(_("Connected accounts"), "link", "employers.identity"),
                    _entry(_("Assistant"), "edit_note", "assistant.assistantrun"),
                ],
            },
        ],
    },
}
