"""Which day or week a digest tells of: it ends at the hour at which digests leave."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from hiretrack.notifications.catalogue import DAILY_DIGEST, WEEKLY_DIGEST

HOUR = 7
"""O'clock, in the installation's time zone."""
LENGTHS = {DAILY_DIGEST: dt.timedelta(days=1), WEEKLY_DIGEST: dt.timedelta(days=7)}


def last_end(kind: str, now: dt.datetime) -> dt.datetime:
    """The newest end that has passed: of a day, or of a week on Monday."""
    here = now.astimezone(timezone.get_current_timezone())
    end = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if end > here:
        end -= dt.timedelta(days=1)
    return end - dt.timedelta(days=end.weekday()) if kind == WEEKLY_DIGEST else end


def window(kind: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """From when until when."""
    until = last_end(kind, now)
    return until - LENGTHS[kind], until
