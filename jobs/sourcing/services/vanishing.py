"""Listings that a whole scan did not see: after the second time, on every board, they are gone."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import connection

from jobs.sourcing.choices import FoundAs
from jobs.sourcing.locks import hold_writing
from jobs.sourcing.models import JobBoard

MISSES = 2
"""Whole scans without a listing, one after another, until it no longer stands on that board."""
AT_ONCE = 1000

_MISS = """
    UPDATE sourcing_sighting SET missed_scans = missed_scans + 1
    WHERE employer_id = %(employer)s AND board_id = %(board)s AND missed_scans < %(misses)s
        AND last_scan_id IS DISTINCT FROM %(scan)s
    RETURNING listing_id, missed_scans
"""
# Boards that are switched off say nothing new: what they showed last does not keep a listing alive.
_STANDING = """
    SELECT s.board_id, b.open_to_candidates FROM sourcing_sighting s JOIN sourcing_jobboard b ON b.id = s.board_id
    WHERE s.employer_id = %(employer)s AND s.listing_id = l.id AND s.missed_scans < %(misses)s
        AND (b.enabled OR b.id = %(board)s)
"""
_LAST_SEEN = "SELECT max(last_seen_at) FROM sourcing_sighting WHERE employer_id = %(employer)s AND listing_id = l.id"
# All of them in one order, as everybody locks listings.
_LOCK = """
    SELECT id FROM sourcing_listing WHERE employer_id = %(employer)s AND id = ANY(%(listings)s) ORDER BY id FOR UPDATE
"""
_DATE = f"UPDATE sourcing_listing l SET last_seen_at = ({_LAST_SEEN}) WHERE id = ANY(%(listings)s)"  # noqa: S608
_GONE = f"""
    UPDATE sourcing_listing l SET gone_at = %(now)s, updated_at = %(now)s
    WHERE id = ANY(%(listings)s) AND gone_at IS NULL AND NOT EXISTS ({_STANDING})
"""  # noqa: S608 - constants of our own
_SHOWING = """
    SELECT s.board_id, b.open_to_candidates FROM sourcing_sighting s JOIN sourcing_jobboard b ON b.id = s.board_id
    WHERE s.employer_id = %(employer)s AND s.listing_id = l.id
"""
_HOME = "SELECT board_id FROM ({}) AS on_board ORDER BY board_id = l.board_id DESC, board_id LIMIT 1"
_IS_OPEN = "SELECT bool_or(open_to_candidates) FROM ({}) AS on_board"
# Whose texts it has, and whether candidates see it, is for the boards to say where it still stands; where it stands
# on none, for those that showed it.
_SETTLE = f"""
    UPDATE sourcing_listing l
    SET board_id = said.board_id, open_to_candidates = said.is_open, updated_at = %(now)s
    FROM (
        SELECT l.id,
            coalesce(({_HOME.format(_STANDING)}), ({_HOME.format(_SHOWING)}), l.board_id) AS board_id,
            coalesce(({_IS_OPEN.format(_STANDING)}), ({_IS_OPEN.format(_SHOWING)}), false) AS is_open
        FROM sourcing_listing l WHERE l.employer_id = %(employer)s AND l.id = ANY(%(listings)s)
    ) AS said
    WHERE l.id = said.id AND (l.board_id, l.open_to_candidates) IS DISTINCT FROM (said.board_id, said.is_open)
"""  # noqa: S608 - constants of our own
_STAYED = """
    UPDATE sourcing_sighting SET last_scan_id = %(scan)s, last_seen_at = %(now)s, found_as = %(same)s
    WHERE employer_id = %(employer)s AND board_id = %(board)s AND missed_scans = 0
"""
_STALE = """
    UPDATE sourcing_listing SET last_seen_at = %(now)s WHERE id IN (
        SELECT l.id FROM sourcing_sighting s JOIN sourcing_listing l ON l.id = s.listing_id
        WHERE s.employer_id = %(employer)s AND s.board_id = %(board)s AND s.missed_scans = 0
            AND l.last_seen_at < %(before)s
        ORDER BY l.id LIMIT %(most)s
    )
"""


def miss_what_was_not_seen(*, board: JobBoard, scan_id: uuid.UUID, now: dt.datetime) -> int:
    """After a whole scan: count the misses of what it did not see; how many listings are gone with that."""
    given: dict[str, Any] = {
        "employer": board.employer_id,
        "board": board.pk,
        "scan": scan_id,
        "misses": MISSES,
        "now": now,
    }
    hold_writing(board.employer_id)
    with connection.cursor() as cursor:
        cursor.execute(_MISS, given)
        missed = cursor.fetchall()
        for some in _batches([pk for pk, times in missed if times == 1]):
            cursor.execute(_LOCK, {**given, "listings": some})
            cursor.execute(_DATE, {**given, "listings": some})
        last = _batches([pk for pk, times in missed if times >= MISSES])
        return sum(_leave(cursor, {**given, "listings": some}) for some in last)


def _batches(listings: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Sorted; each so small that one statement about it ends in time."""
    ordered = sorted(listings)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _leave(cursor: Any, given: dict[str, Any]) -> int:
    cursor.execute(_LOCK, given)
    cursor.execute(_GONE, given)
    gone: int = cursor.rowcount
    cursor.execute(_SETTLE, given)
    return gone


def settle(*, board: JobBoard, listings: list[uuid.UUID], now: dt.datetime) -> None:
    """Listings that were taken from a board, or whose board opened or closed: whose they are, and who sees them."""
    hold_writing(board.employer_id)
    given: dict[str, Any] = {"employer": board.employer_id, "board": board.pk, "misses": MISSES, "now": now}
    with connection.cursor() as cursor:
        for some in _batches(listings):
            cursor.execute(_LOCK, {**given, "listings": some})
            cursor.execute(_SETTLE, {**given, "listings": some})


def note_unchanged(*, board: JobBoard, scan_id: uuid.UUID, now: dt.datetime) -> None:
    """Everything that the last whole scan saw stands there still."""
    given: dict[str, Any] = {
        "employer": board.employer_id,
        "board": board.pk,
        "scan": scan_id,
        "now": now,
        "same": FoundAs.SAME,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STAYED, given)


def touch_stale(*, board: JobBoard, now: dt.datetime, before: dt.datetime) -> bool:
    """Bring some `last_seen_at` of an unchanged board up to date; whether there may be more."""
    given: dict[str, Any] = {
        "employer": board.employer_id,
        "board": board.pk,
        "now": now,
        "before": before,
        "most": AT_ONCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STALE, given)
        return bool(cursor.rowcount == AT_ONCE)
