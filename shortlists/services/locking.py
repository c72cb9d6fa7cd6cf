"""Every change of a shortlist happens while its row is held, so that changes come one after the other."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence

from django.db.models import F
from django.utils import timezone

from hiretrack.errors import NotFound
from jobs.models import Job
from shortlists.models import Shortlist, ShortlistEntry

CheckVersion = Callable[[int], None]
"""Gets the held shortlist's version, and raises when the caller meant another."""


def any_version(version: int) -> None:
    """Whoever did not say which version is meant, means the current one."""


def owner_of(job_id: uuid.UUID) -> uuid.UUID:
    """The employer of one of the scope's jobs. Raises `NotFound`."""
    found: uuid.UUID | None = Job.objects.filter(pk=job_id).values_list("employer_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def hold_shortlist(job_id: uuid.UUID, *, employer_id: uuid.UUID, check: CheckVersion = any_version) -> Shortlist:
    """The job's shortlist, made if need be, kept from others until the transaction ends."""
    Shortlist.objects.bulk_create([Shortlist(employer_id=employer_id, job_id=job_id)], ignore_conflicts=True)
    shortlist: Shortlist = Shortlist.objects.select_for_update().get(job_id=job_id)
    check(shortlist.version)
    return shortlist


def standing(shortlist: Shortlist) -> list[ShortlistEntry]:
    """Its entries in the order of their ranks, without those that a merge put behind another."""
    rows = ShortlistEntry.objects.filter(shortlist=shortlist, superseded_by=None)
    return list(rows.order_by("rank", "id"))


def rank(entries: Iterable[ShortlistEntry]) -> None:
    """Give `entries`, in their order, the ranks from 1; writes only those that had another."""
    moved = []
    for place, entry in enumerate(entries, 1):
        if entry.rank != place:
            entry.rank = place
            moved.append(entry)
    if moved:
        ShortlistEntry.objects.bulk_update(moved, ["rank"])


def touch(shortlists: Sequence[Shortlist]) -> None:
    """Their entries have changed."""
    ids = [shortlist.pk for shortlist in shortlists]
    Shortlist.objects.filter(pk__in=ids).update(version=F("version") + 1, updated_at=timezone.now())
