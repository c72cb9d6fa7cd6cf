"""A batch of a board's postings becomes listings and sightings, in a handful of statements."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from hiretrack.tenancy import new_id
from jobs.sourcing.choices import FoundAs
from jobs.sourcing.locks import hold_writing
from jobs.sourcing.models import JobBoard, Listing
from jobs.sourcing.rows import COLUMNS, Row

STALE = dt.timedelta(days=1)
"""How far a standing listing's `last_seen_at` may lag behind: each write of a listing goes into all its indexes, the
one of its words included, so that writing it at every scan would cost more than the scan."""

_WRITTEN = ("id", "board_id", "dedup_hash", "content_hash", "gone_at", "open_to_candidates", *COLUMNS)
_STAGED = ", ".join(f'"{column}"' for column in _WRITTEN)
_STAGE = f"""
    CREATE TEMPORARY TABLE IF NOT EXISTS listing_stage ON COMMIT DELETE ROWS AS
    SELECT {_STAGED} FROM sourcing_listing WITH NO DATA
"""  # noqa: S608 - constant names of our own
_COPY = f"COPY listing_stage ({_STAGED}) FROM STDIN"
_CHANGING = ", ".join(f'"{column}" = excluded."{column}"' for column in _WRITTEN if column not in {"id", "dedup_hash"})
# In the ids' order, as everybody locks listings.
_UPSERT = f"""
    INSERT INTO sourcing_listing
        ({_STAGED}, employer_id, is_new, is_hidden, first_seen_at, last_seen_at, updated_at)
    SELECT {_STAGED}, %(employer)s, true, false, %(now)s, %(now)s, %(now)s FROM listing_stage ORDER BY id
    ON CONFLICT (employer_id, dedup_hash) DO UPDATE
    SET {_CHANGING}, last_seen_at = excluded.last_seen_at, updated_at = excluded.updated_at
"""  # noqa: S608 - constant names of our own
_KNOWN = """
    SELECT l.dedup_hash, l.id, l.content_hash, l.gone_at IS NOT NULL, l.open_to_candidates, l.last_seen_at,
        l.board_id = %(board)s OR NOT home.enabled, s.last_scan_id = %(scan)s, s.found_as
    FROM sourcing_listing l
    JOIN sourcing_jobboard home ON home.id = l.board_id
    LEFT JOIN sourcing_sighting s ON s.employer_id = l.employer_id AND s.board_id = %(board)s AND s.listing_id = l.id
    WHERE l.employer_id = %(employer)s AND l.dedup_hash = ANY(%(hashes)s)
"""
_SEEN = """
    INSERT INTO sourcing_sighting
        (id, employer_id, board_id, listing_id, last_scan_id, found_as, missed_scans, last_seen_at)
    SELECT given.id, %(employer)s, %(board)s, given.listing, %(scan)s, given.found_as, 0, %(now)s
    FROM unnest(%(ids)s::uuid[], %(listings)s::uuid[], %(found_as)s::text[]) AS given (id, listing, found_as)
    ON CONFLICT (employer_id, board_id, listing_id) DO UPDATE
    SET last_scan_id = excluded.last_scan_id, found_as = excluded.found_as, missed_scans = 0,
        last_seen_at = excluded.last_seen_at
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A listing that is there already. `is_ours`: its texts are this board's, which no other board changes, lest two
    boards that tell of it differently change it for ever."""

    id: uuid.UUID
    content_hash: str
    is_gone: bool
    open_to_candidates: bool
    last_seen_at: dt.datetime
    is_ours: bool
    counted: bool | None
    """Whether this scan has seen it before: it began again after its worker was lost."""
    found_as: str | None

    def now(self, row: Row) -> FoundAs:
        if self.is_gone:
            return FoundAs.RETURNED
        return FoundAs.CHANGED if self.is_ours and self.content_hash != row.content_hash else FoundAs.SAME


def store(*, board: JobBoard, scan_id: uuid.UUID, rows: Sequence[Row]) -> Counter[str]:
    """Write down that `rows`, each another listing, stand on `board`; how many were found as what.

    A listing is counted once in a scan, however often it is stored. In the board's employer's scope, in the caller's
    transaction.
    """
    hold_writing(board.employer_id)
    now, given = timezone.now(), {"employer": board.employer_id, "board": board.pk, "scan": scan_id}
    known = _known(given, [row.dedup_hash for row in rows])
    found = {row.dedup_hash: _found_as(known.get(row.dedup_hash), row) for row in rows}
    ids = {row.dedup_hash: known[row.dedup_hash].id if row.dedup_hash in known else new_id() for row in rows}
    _write(board, [(ids[row.dedup_hash], row) for row in rows if found[row.dedup_hash].is_written], known, now)
    _touch(board, [one for key, one in known.items() if not found[key].is_written], now)
    _note(given, [(ids[key], one.kept) for key, one in found.items()], now)
    return Counter(str(one.counts) for one in found.values() if one.counts)


@dataclass(frozen=True, slots=True)
class _Found:
    is_written: bool
    kept: FoundAs
    """What the sighting says of this scan."""
    counts: FoundAs | None


def _found_as(known: Known | None, row: Row) -> _Found:
    found = FoundAs.ADDED if known is None else known.now(row)
    is_written = found is not FoundAs.SAME
    before = FoundAs(known.found_as) if known and known.counted and known.found_as else FoundAs.SAME
    if before is FoundAs.SAME:
        return _Found(is_written, found, found if is_written else None)
    return _Found(is_written, before, None)


def _known(given: dict[str, Any], hashes: list[str]) -> dict[str, Known]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {**given, "hashes": hashes})
        return {key: Known(*rest) for key, *rest in cursor.fetchall()}


def _write(board: JobBoard, rows: Iterable[tuple[uuid.UUID, Row]], known: dict[str, Known], now: dt.datetime) -> None:
    staged = list(rows)
    if not staged:
        return
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy(_COPY) as copy:
            for pk, row in staged:
                before = known.get(row.dedup_hash)
                is_open = board.open_to_candidates or (before is not None and before.open_to_candidates)
                copy.write_row((pk, board.pk, row.dedup_hash, row.content_hash, None, is_open, *row.values))
        cursor.execute(_UPSERT, {"employer": board.employer_id, "now": now})
        # One transaction may store more than one batch.
        cursor.execute("TRUNCATE listing_stage")


def _touch(board: JobBoard, known: Iterable[Known], now: dt.datetime) -> None:
    """What did not change, but was last seen long ago, or was on no open board so far."""
    rows = list(known)
    stale = [one.id for one in rows if one.last_seen_at < now - STALE]
    if stale:
        Listing.objects.filter(pk__in=stale).update(last_seen_at=now)
    closed = [one.id for one in rows if board.open_to_candidates and not one.open_to_candidates]
    if closed:
        Listing.objects.filter(pk__in=closed).update(open_to_candidates=True)


def _note(given: dict[str, Any], seen: list[tuple[uuid.UUID, FoundAs]], now: dt.datetime) -> None:
    listings, found_as = [pk for pk, _ in seen], [str(kept) for _, kept in seen]
    ids = [new_id() for _ in seen]
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {**given, "now": now, "ids": ids, "listings": listings, "found_as": found_as})
