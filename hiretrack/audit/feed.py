"""The journal as a feed that misses nothing: in the order of transactions, and only what is settled.

See docs/adr/0022. A page looks at `WINDOW` entries at most, so that a type which is rare costs no more than any other.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, Func, Min, QuerySet, Value
from django.utils import timezone

from hiretrack.api.pagination.keyset import Rows
from hiretrack.audit.events import HEARD, event_of, typed
from hiretrack.audit.models import AuditLog

Position = tuple[int, int]
"""(transaction_id, sequence)"""
WINDOW = 2000
LONGEST_TRANSACTION = dt.timedelta(minutes=10)
"""Longer than any transaction may take: by then everything written before a moment has become visible."""
BEGINNING: Position = (0, 0)


class OldestRunning(Func):
    """The oldest transaction that may still write: everything below it is there to see, for good."""

    template = "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
    arity = 0
    output_field = BigIntegerField()


@dataclass(frozen=True, slots=True)
class Page:
    entries: Sequence[AuditLog]
    next: Position | None
    """Where the next page begins; None at the end of what is there now."""


def position_of(event_id: uuid.UUID) -> Position | None:
    """Where the scope's employer has this entry in the feed."""
    found = AuditLog.objects.filter(pk=event_id).values_list("transaction_id", "sequence").order_by().first()
    return None if found is None else (found[0], found[1])


def position_at(moment: dt.datetime) -> Position | None:
    """A position before which nothing was written later than `moment`; None when nothing was at all."""
    if moment > timezone.now():
        return None
    later = AuditLog.objects.filter(created_at__gt=moment)
    soon = later.filter(created_at__lte=moment + LONGEST_TRANSACTION)
    first = soon.order_by().aggregate(first=Min("transaction_id"))["first"]
    if first is None:
        first = later.order_by("created_at", "id").values_list("transaction_id", flat=True).first()
    return None if first is None else (first, 0)


def page(*, after: Position, limit: int, types: list[str] | None = None, since: dt.datetime | None = None) -> Page:
    """The scope's events behind `after`, oldest first. A page may be empty although others follow."""
    rows = AuditLog.objects.filter(transaction_id__lt=OldestRunning()).order_by("transaction_id", "sequence")
    rows = rows.filter(_compared(after, ">"))
    end = _end_of_window(rows)
    wanted = rows.filter(typed(types or list(HEARD)))
    if since is not None:
        wanted = wanted.filter(created_at__gt=since)
    found = list((wanted if end is None else wanted.filter(_compared(end, "<=")))[: limit + 1])
    if len(found) > limit:
        return Page(found[:limit], (found[limit - 1].transaction_id, found[limit - 1].sequence))
    return Page(found, end)


def item(entry: AuditLog) -> dict[str, Any]:
    """An entry as `GET /v1/events` lists it."""
    return event_of(entry) | {
        "sequence": entry.sequence,
        "actor": {"kind": entry.actor_kind, "id": entry.actor_id, "name": entry.actor_name},
        "data": entry.metadata,
        "request_id": entry.request_id or None,
    }


def _end_of_window(rows: QuerySet[AuditLog]) -> Position | None:
    found = list(rows.values_list("transaction_id", "sequence")[WINDOW - 1 : WINDOW])
    return (found[0][0], found[0][1]) if found else None


def _compared(position: Position, operator: str) -> Rows:
    columns = [F("transaction_id"), F("sequence")]
    return Rows(*columns, *(Value(part) for part in position), operator=operator)
