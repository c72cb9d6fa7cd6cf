"""Entries follow the survivor of a merge. Where both stood on a list, one stands for both: the better rank and score,
the notes of both. The other is kept behind it, so that an unmerge can bring back exactly what was.
"""

from __future__ import annotations

import uuid
from typing import Any

from hiretrack.audit.services import record
from shortlists.models import Shortlist, ShortlistEntry
from shortlists.services.locking import rank, standing, touch

BETWEEN = "\n\n"


def merge(survivor: uuid.UUID, merged: uuid.UUID) -> dict[str, Any]:
    lists = _held([survivor, merged])
    moved: list[str] = []
    united: list[dict[str, Any]] = []
    for shortlist in lists:
        there = {entry.applicant_id: entry for entry in standing(shortlist)}
        first, second = there.get(survivor), there.get(merged)
        if first is not None and second is not None:
            united.append(_unite(list(there.values()), first, second))
        elif second is not None:
            second.applicant_id = survivor
            second.save(update_fields=["applicant"])
            moved.append(str(second.pk))
    touch(lists)
    return {"moved": moved, "united": united}


def _unite(order: list[ShortlistEntry], first: ShortlistEntry, second: ShortlistEntry) -> dict[str, Any]:
    """Let `first` stand for both; answers what it takes to undo that, without any text of the notes."""
    before = [str(entry.pk) for entry in order]
    undo = {"first": str(first.pk), "second": str(second.pk), "order": before, "score": first.score}
    undo["notes"] = len(first.notes)
    at = min(order.index(first), order.index(second))
    rest = [entry for entry in order if entry not in {first, second}]
    first.score = _better(first.score, second.score)
    first.notes = _both(first.notes, second.notes)
    first.save(update_fields=["score", "notes"])
    second.superseded_by = first
    second.save(update_fields=["superseded_by"])
    rank([*rest[:at], first, *rest[at:]])
    return undo


def _better(one: float | None, other: float | None) -> float | None:
    return max((score for score in (one, other) if score is not None), default=None)


def _both(one: str, other: str) -> str:
    return BETWEEN.join(notes for notes in (one, other) if notes)


def unmerge(survivor: uuid.UUID, merged: uuid.UUID, moved: dict[str, Any]) -> None:
    united = {line["first"]: line for line in moved["united"]}
    lists = _held([survivor, merged])
    ShortlistEntry.objects.filter(pk__in=moved["moved"], applicant_id=survivor).update(applicant_id=merged)
    kept = ShortlistEntry.objects.filter(pk__in=[line["second"] for line in united.values()])
    for second in kept.select_related("superseded_by"):
        first = second.superseded_by
        if first is not None and str(first.pk) in united:
            _part(first, second, united[str(first.pk)])
    touch(lists)


def _part(first: ShortlistEntry, second: ShortlistEntry, undo: dict[str, Any]) -> None:
    order = standing(first.shortlist)
    if first.score == _better(undo["score"], second.score):
        first.score = undo["score"]
    # Notes that somebody has rewritten since stay as they are.
    if first.notes == _both(first.notes[: undo["notes"]], second.notes):
        first.notes = first.notes[: undo["notes"]]
    first.save(update_fields=["score", "notes"])
    second.superseded_by = None
    second.save(update_fields=["superseded_by"])
    rank(_order_again(order, second, undo))


def _order_again(order: list[ShortlistEntry], second: ShortlistEntry, undo: dict[str, Any]) -> list[ShortlistEntry]:
    """As it was before the merge, unless the list has changed since: then right behind the other."""
    by_id = {str(entry.pk): entry for entry in [*order, second]}
    if [str(entry.pk) for entry in order] == _order_after(undo):
        return [by_id[pk] for pk in undo["order"]]
    at = next(place for place, entry in enumerate(order) if str(entry.pk) == undo["first"])
    return [*order[: at + 1], second, *order[at + 1 :]]


def _order_after(undo: dict[str, Any]) -> list[str]:
    """What `_unite` made of the order."""
    before: list[str] = undo["order"]
    at = min(before.index(undo["first"]), before.index(undo["second"]))
    rest = [pk for pk in before if pk not in {undo["first"], undo["second"]}]
    return [*rest[:at], undo["first"], *rest[at:]]


def erase(applicant: uuid.UUID) -> None:
    """Their entries are no counts and no stages: they go, with whatever was noted."""
    lists = _held([applicant])
    ShortlistEntry.objects.filter(applicant_id=applicant).delete()
    for shortlist in lists:
        rank(standing(shortlist))
        record("shortlist.entry.removed", entity=shortlist, job_id=str(shortlist.job_id), applicant_id=str(applicant))
    touch(lists)


def export(applicant: uuid.UUID) -> list[dict[str, Any]]:
    rows = ShortlistEntry.objects.filter(applicant_id=applicant, superseded_by=None).order_by("added_at", "pk")
    return [
        {
            "job": row["shortlist__job__title"],
            **{name: row[name] for name in ("rank", "score", "notes", "added_at")},
        }
        for row in rows.values("shortlist__job__title", "rank", "score", "notes", "added_at")
    ]


def _held(applicants: list[uuid.UUID]) -> list[Shortlist]:
    """The shortlists that hold any of them, kept from other writers."""
    ids = ShortlistEntry.objects.filter(applicant_id__in=applicants).values("shortlist_id")
    return list(Shortlist.objects.filter(pk__in=ids).order_by("pk").select_for_update())
