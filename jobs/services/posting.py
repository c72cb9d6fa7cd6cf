"""Keeping what the document of all jobs says of each. Nothing of it is anybody's decision, so nothing is journalled."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from django.db import connection

from hiretrack.tenancy import all_tenants
from jobs.models import KeptPosting
from jobs.queries.filtering import Row
from jobs.queries.posting import postable, unkept, unwanted

BATCH = 500
MOST = 50_000
_REASON = "keeping of postings"
_TURN = 0x706F7374
"""Key of the advisory lock; it ends with the transaction, and with a process that is killed."""


def keep_postings(*, form: str, write: Callable[[Row], str], within_s: float) -> int:
    """Write down the posting of every published job that has none of its present state, some hundred at a time and
    for about `within_s` seconds; how many they were. Ends at once while another process is at it."""
    until, made = time.monotonic() + within_s, 0
    with all_tenants(reason=_REASON):
        wanted = unkept(form=form, most=MOST)
    for first in range(0, len(wanted), BATCH):
        done = _keep_some(wanted[first : first + BATCH], form, write)
        made += done
        if not done or time.monotonic() > until:
            break
    return made


def forget_postings() -> int:
    """Delete those of jobs that are no longer published; how many they were."""
    with all_tenants(reason=_REASON):
        return KeptPosting.objects.filter(job_id__in=unwanted(most=MOST)).delete()[0]


def _keep_some(job_ids: list[uuid.UUID], form: str, write: Callable[[Row], str]) -> int:
    with all_tenants(reason=_REASON):
        if not _has_turn():
            return 0
        rows = postable(job_ids)
        KeptPosting.objects.bulk_create(
            [_kept(row, form, write) for row in rows],
            update_conflicts=True,
            unique_fields=["employer", "job"],
            update_fields=["form", "changed_at", "employer_name", "text"],
        )
        return len(rows)


def _kept(row: Row, form: str, write: Callable[[Row], str]) -> KeptPosting:
    employer = row["employer"]
    return KeptPosting(
        job_id=row["id"],
        employer_id=employer["id"],
        form=form,
        changed_at=row["updated_at"],
        employer_name=employer["name"],
        text=write(row),
    )


def _has_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_TURN])
        return bool(cursor.fetchone()[0])
