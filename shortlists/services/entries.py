"""Adding, changing and removing one entry."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from hiretrack.audit.services import record
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, NotFound
from shortlists.choices import MAX_ENTRIES
from shortlists.models import Shortlist, ShortlistEntry
from shortlists.services.locking import hold_shortlist, owner_of, rank, standing, touch
from shortlists.services.people import hold_applicants, resolve_all

CheckEntry = Callable[[ShortlistEntry], None]


def any_entry(entry: ShortlistEntry) -> None:
    """Whoever did not say which version is meant, means the current one."""


@transaction.atomic
def add_entry(
    *,
    job_id: uuid.UUID,
    applicant_id: uuid.UUID,
    place: int | None = None,
    score: float | None = None,
    notes: str = "",
) -> ShortlistEntry:
    """Put an applicant on the job's shortlist, at `place` (the end by default); they need not have applied for it.

    Raises `NotFound`, `Invalid` for an unknown applicant, 409 `already_shortlisted` and `shortlist_full`.
    """
    employer_id = owner_of(job_id)
    (person,) = resolve_all([applicant_id], employer_id=employer_id, pointers=["/applicant_id"])
    shortlist = hold_shortlist(job_id, employer_id=employer_id)
    there = standing(shortlist)
    _refuse_more(there, person)
    entry = ShortlistEntry(
        employer_id=employer_id, shortlist=shortlist, applicant_id=person, score=score, notes=notes,
        rank=len(there) + 1, added_by_id=current_actor().user_id,
    )  # fmt: skip
    entry.save(force_insert=True)
    _put(entry, place or entry.rank, there)
    _changed("shortlist.entry.added", shortlist, entry)
    return entry


def _refuse_more(there: list[ShortlistEntry], person: uuid.UUID) -> None:
    if any(entry.applicant_id == person for entry in there):
        raise DomainError(
            "This applicant is on the shortlist already; change the entry instead.",
            code="already_shortlisted",
            title="Already on the shortlist",
        )
    if len(there) >= MAX_ENTRIES:
        raise DomainError(
            f"A shortlist has at most {MAX_ENTRIES} entries.", code="shortlist_full", title="The shortlist is full"
        )


@transaction.atomic
def change_entry(
    *, job_id: uuid.UUID, applicant_id: uuid.UUID, changes: Mapping[str, Any], check: CheckEntry = any_entry
) -> ShortlistEntry:
    """Change `score`, `notes` or `rank` (the others make room). Without a difference nothing is written.

    Raises `NotFound`.
    """
    shortlist, there, entry = _found(job_id, applicant_id)
    check(entry)
    changed = sorted(name for name, value in changes.items() if name != "rank" and getattr(entry, name) != value)
    for name in changed:
        setattr(entry, name, changes[name])
    if changed:
        entry.save(update_fields=changed)
    before = entry.rank
    _put(entry, changes.get("rank", before), [other for other in there if other.pk != entry.pk])
    if entry.rank != before:
        changed.append("rank")
    if changed:
        _changed("shortlist.entry.updated", shortlist, entry, fields=changed)
    return entry


@transaction.atomic
def remove_entry(*, job_id: uuid.UUID, applicant_id: uuid.UUID, check: CheckEntry = any_entry) -> None:
    """Take an applicant off the shortlist; those below move up. Raises `NotFound`."""
    shortlist, there, entry = _found(job_id, applicant_id)
    check(entry)
    rank(other for other in there if other.pk != entry.pk)
    _changed("shortlist.entry.removed", shortlist, entry)
    entry.delete()


def _found(job_id: uuid.UUID, applicant_id: uuid.UUID) -> tuple[Shortlist, list[ShortlistEntry], ShortlistEntry]:
    """The shortlist, held, all its entries, and the one of this person."""
    employer_id = owner_of(job_id)
    person = hold_applicants([applicant_id], employer_id=employer_id).get(applicant_id)
    shortlist = Shortlist.objects.select_for_update().filter(job_id=job_id).first()
    there = standing(shortlist) if shortlist else []
    entry = next((entry for entry in there if entry.applicant_id == person), None)
    if shortlist is None or entry is None:
        raise NotFound
    return shortlist, there, entry


def _put(entry: ShortlistEntry, place: int, others: list[ShortlistEntry]) -> None:
    """`entry` at `place`, or at the end where the list is shorter."""
    at = min(place, len(others) + 1) - 1
    rank([*others[:at], entry, *others[at:]])


def _changed(action: str, shortlist: Shortlist, entry: ShortlistEntry, **more: Any) -> None:
    touch([shortlist])
    record(
        action,
        entity=shortlist,
        job_id=str(shortlist.job_id),
        applicant_id=str(entry.applicant_id),
        **more,
    )
