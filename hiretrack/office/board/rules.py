"""Where a card may go, and in words why not: the page's script asks nobody else, the services decide."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from applications.choices import REOPEN, TRANSITIONS, ApplicationStatus, moves_from
from hiretrack.notifications.kinds import STATUS_MAILS

OUT = frozenset({ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN})


def rules() -> dict[str, dict[str, dict[str, Any]]]:
    """From status to status: `{"ok": true, "mails": …}`, or `{"ok": false, "why": …}`."""
    return {str(seen): {str(wanted): rule(seen, wanted) for wanted in ApplicationStatus} for seen in ApplicationStatus}


def rule(seen: ApplicationStatus, wanted: ApplicationStatus) -> dict[str, Any]:
    if wanted in TRANSITIONS[seen]:
        return {"ok": True, "mails": wanted in STATUS_MAILS}
    if REOPEN.get(seen) == wanted:
        return {"ok": True, "mails": False, "reopens": True}
    return {"ok": False, "why": why_not(seen, wanted)}


def why_not(seen: ApplicationStatus, wanted: ApplicationStatus) -> str:
    if seen == wanted:
        return _("It is here already.")
    if seen in REOPEN:
        return _("A rejected application is reopened in %(stage)s.") % {"stage": REOPEN[seen].label}
    onwards = [status for status in moves_from(seen) if status not in OUT]
    if not onwards:
        return _("%(stage)s is final.") % {"stage": seen.label}
    return _("From %(stage)s the next stage is %(next)s.") % {"stage": seen.label, "next": onwards[0].label}


def is_reopening(seen: str, wanted: str) -> bool:
    return seen in REOPEN and REOPEN[ApplicationStatus(seen)] == wanted
