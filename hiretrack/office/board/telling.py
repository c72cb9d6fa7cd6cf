"""What a board says about a card that somebody moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.choices import ApplicationStatus


def moment(at: dt.datetime) -> str:
    """The time alone, of today; else with its date."""
    local, today = timezone.localtime(at), timezone.localdate()
    return date_format(local, "TIME_FORMAT" if local.date() == today else "SHORT_DATETIME_FORMAT")


def step_in_words(name: str, step: dict[str, Any] | None) -> str:
    """Who moved it where and when, of a row of `last_steps`."""
    if step is None:
        return _("%(name)s was changed.") % {"name": name}
    about = {
        "name": name,
        "stage": ApplicationStatus(step["status"]).label,
        "who": step["changed_by__name"] or "",
        "when": moment(step["changed_at"]),
    }
    if not step["from_status"]:
        return _("%(name)s is new (%(when)s).") % about
    if about["who"]:
        return _("%(who)s moved %(name)s to %(stage)s (%(when)s).") % about
    return _("%(name)s was moved to %(stage)s (%(when)s).") % about
