"""Which version of the public pages there is: one for all of them, and one for those of each employer.

A version is a text that is never used again; it begins with the moment of the change.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time
import uuid
from collections.abc import Collection
from typing import Any

import structlog
from django.core.cache import cache
from django.utils import timezone
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from hiretrack.audit.models import AuditLog
from jobs.choices import JobStatus

log = structlog.get_logger(__name__)
AWAY = (ConnectionInterrupted, RedisError)
ALL = "portal.version"
Versions = dict[str, Any]
STARTED = timezone.now()
"""Another release may write pages differently."""
_UNSEEN = frozenset({"job.created", "job.duplicated", "job.deleted"})
"""Of drafts only."""


def of_employer(employer_id: uuid.UUID) -> str:
    return f"{ALL}:{employer_id}"


def changed(entry: AuditLog) -> None:
    """Journal listener: what the entry tells of shows on public pages. Twice does no harm."""
    status = entry.metadata.get("status", JobStatus.PUBLISHED)
    if entry.action in _UNSEEN or (entry.action == "job.updated" and status != JobStatus.PUBLISHED):
        return
    version = f"{time.time_ns()}.{secrets.token_hex(4)}"
    keys = [ALL, *([of_employer(entry.employer_id)] if entry.employer_id else [])]
    try:
        # At once: who sees the one has seen the other.
        cache.set_many(dict.fromkeys(keys, version), timeout=None)
    except AWAY as error:
        log.warning("pages_not_forgotten", error=type(error).__name__)


def current(keys: Collection[str]) -> Versions:
    """The version under each key; None where nothing has changed yet. Raises one of AWAY."""
    found = cache.get_many(keys)
    return {key: found.get(key) for key in keys}


def changed_at(versions: Versions) -> dt.datetime | None:
    """When pages of these versions changed last, for Last-Modified; None when that cannot be told exactly enough.

    Pages also tell ages in days, so midnight changes them; and a change in the running second could be followed by
    another that the header, which counts whole seconds, would hide (RFC 9110, section 8.8.2.2).
    """
    if None in versions.values():
        return None
    moments = [dt.datetime.fromtimestamp(int(version.split(".")[0]) / 1e9, dt.UTC) for version in versions.values()]
    now = timezone.now()
    last = max(*moments, STARTED, now.replace(hour=0, minute=0, second=0, microsecond=0))
    return last if now - last >= dt.timedelta(seconds=2) else None
