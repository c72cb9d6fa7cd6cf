"""Replacing all entries of a shortlist at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from hiretrack.audit.services import record
from hiretrack.context import current_actor
from hiretrack.errors import FieldError, Invalid
from shortlists.choices import MAX_ENTRIES
from shortlists.models import Shortlist, ShortlistEntry
from shortlists.services.locking import CheckVersion, any_version, hold_shortlist, owner_of, standing, touch
from shortlists.services.people import resolve_all

COMPARED = ("rank", "score", "notes")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of the list to be."""

    applicant_id: uuid.UUID
    score: float | None = None
    notes: str = ""


@transaction.atomic
def replace_entries(*, job_id: uuid.UUID, entries: Sequence[Wanted], check: CheckVersion = any_version) -> Shortlist:
    """Make the shortlist exactly `entries`, ranked in their order. Whoever stays keeps who added them and when.

    Without a difference nothing is written. Raises `NotFound`, and `Invalid` that names every applicant who is
    unknown or stands there twice.
    """
    employer_id = owner_of(job_id)
    if len(entries) > MAX_ENTRIES:
        raise Invalid("Too long.", errors=[FieldError("/entries", "max_length", f"At most {MAX_ENTRIES} entries.")])
    people = resolve_all(
        [line.applicant_id for line in entries],
        employer_id=employer_id,
        pointers=[f"/entries/{place}/applicant_id" for place in range(len(entries))],
    )
    shortlist = hold_shortlist(job_id, employer_id=employer_id, check=check)
    if _write(shortlist, dict(zip(people, entries, strict=True))):
        touch([shortlist])
        record("shortlist.updated", entity=shortlist, job_id=str(job_id), entries=len(entries))
        shortlist.refresh_from_db()
    return shortlist


def _write(shortlist: Shortlist, wanted: dict[uuid.UUID, Wanted]) -> bool:
    """Whether anything was different."""
    there = {entry.applicant_id: entry for entry in standing(shortlist)}
    gone = [entry.pk for pk, entry in there.items() if pk not in wanted]
    made, changed = [], []
    for place, (pk, line) in enumerate(wanted.items(), 1):
        entry = there.get(pk)
        if entry is None:
            made.append(_entry(shortlist, pk, place, line))
        elif _differs(entry, place, line):
            changed.append(entry)
    if gone:
        ShortlistEntry.objects.filter(pk__in=gone).delete()
    if changed:
        ShortlistEntry.objects.bulk_update(changed, COMPARED)
    ShortlistEntry.objects.bulk_create(made)
    return bool(gone or changed or made)


def _entry(shortlist: Shortlist, applicant_id: uuid.UUID, place: int, line: Wanted) -> ShortlistEntry:
    return ShortlistEntry(
        employer_id=shortlist.employer_id,
        shortlist=shortlist,
        applicant_id=applicant_id,
        rank=place,
        score=line.score,
        notes=line.notes,
        added_by_id=current_actor().user_id,
    )


def _differs(entry: ShortlistEntry, place: int, line: Wanted) -> bool:
    before = tuple(getattr(entry, name) for name in COMPARED)
    entry.rank, entry.score, entry.notes = place, line.score, line.notes
    return before != (place, line.score, line.notes)
