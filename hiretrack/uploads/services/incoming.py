"""What browsers leave where files arrive: a form stays valid after its file was taken over, or erased."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from hiretrack.uploads import storage
from hiretrack.uploads.models import INCOMING

LEFT_AFTER = dt.timedelta(hours=2)
"""Longer than any form is valid, and than an upload waits to be completed."""
MOST = 10_000


def sweep_incoming(*, now: dt.datetime | None = None, limit: int = MOST) -> int:
    """Remove objects that lie under `incoming/` for longer than `LEFT_AFTER`; how many. Raises `Unavailable`.

    It asks the store alone: what no row tells of any more is found too.
    """
    before, removed = (now or timezone.now()) - LEFT_AFTER, 0
    for key in storage.keys_before(INCOMING, before):
        if removed >= limit:
            break
        storage.remove(key)
        removed += 1
    return removed
