"""When the mail about a rejection leaves."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MORNING = 8
"""O'clock, where the recruiter is."""


class Delay(models.TextChoices):
    NOW = "now", _("at once")
    HOUR = "hour", _("in an hour")
    MORNING = "morning", _("tomorrow at 8 in the morning")
    DAYS = "days", _("in three days")


def wait(delay: str, *, zone: str, now: dt.datetime | None = None) -> dt.timedelta:
    """How long from now on. `zone` is the browser's (IANA), empty or unknown for the installation's."""
    now = now or timezone.now()
    if delay == Delay.MORNING:
        here = now.astimezone(_zone(zone))
        tomorrow = dt.datetime.combine(here.date() + dt.timedelta(days=1), dt.time(MORNING), here.tzinfo)
        return tomorrow - now
    return {Delay.HOUR: dt.timedelta(hours=1), Delay.DAYS: dt.timedelta(days=3)}.get(Delay(delay), dt.timedelta(0))


def _zone(name: str) -> dt.tzinfo:
    try:
        return ZoneInfo(name) if name else timezone.get_current_timezone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_current_timezone()
