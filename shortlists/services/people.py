"""Which applicants an id stands for now, held so that no merge or erasure comes between."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db import connection

from hiretrack.errors import FieldError, Invalid

# In the order of their ids, so that two requests never wait for each other. KEY SHARE is what the foreign key takes
# anyway; taken before the shortlist's row, it cannot meet a merge that holds the applicant and wants the shortlist.
_HELD = """
SELECT id, merged_into_id FROM applicants_applicant
WHERE id = ANY(%s) AND employer_id = %s AND erased_at IS NULL ORDER BY id FOR KEY SHARE
"""
Known = dict[uuid.UUID, uuid.UUID | None]


def hold_applicants(ids: Iterable[uuid.UUID], *, employer_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """Of each id that stands for somebody at this employer: who that is, the survivor of a merge included.

    They stay as they are until the transaction ends.
    """
    asked = set(ids)
    known: Known = {}
    pending = asked
    while pending:
        found = _hold(pending, employer_id)
        known |= found
        pending = {target for target in found.values() if target is not None} - known.keys()
    pairs = ((pk, _survivor(pk, known)) for pk in asked)
    return {pk: survivor for pk, survivor in pairs if survivor is not None}


def resolve_all(ids: Sequence[uuid.UUID], *, employer_id: uuid.UUID, pointers: Sequence[str]) -> list[uuid.UUID]:
    """Whom `ids` stand for, in their order; `pointers` say where in the body each was.

    Raises `Invalid` that names every id that stands for nobody, and every one that repeats another's person.
    """
    survivors = hold_applicants(ids, employer_id=employer_id)
    errors, seen = [], set[uuid.UUID]()
    for pk, pointer in zip(ids, pointers, strict=True):
        survivor = survivors.get(pk)
        if survivor is None:
            errors.append(FieldError(pointer, "unknown_applicant", "You have no such applicant."))
        elif survivor in seen:
            errors.append(FieldError(pointer, "repeated", "This person stands earlier in the list already."))
        else:
            seen.add(survivor)
    if errors:
        raise Invalid("Some applicants cannot be used.", errors=errors)
    return [survivors[pk] for pk in ids]


def _hold(ids: Iterable[uuid.UUID], employer_id: uuid.UUID) -> Known:
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [sorted(ids), employer_id])
        return dict(cursor.fetchall())


def _survivor(pk: uuid.UUID, known: Known) -> uuid.UUID | None:
    passed: set[uuid.UUID] = set()
    at: uuid.UUID | None = pk
    while at is not None and at not in passed:
        if at not in known:
            return None
        passed.add(at)
        if known[at] is None:
            return at
        at = known[at]
    return None
