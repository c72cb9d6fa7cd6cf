"""Locks that PostgreSQL holds for a connection: a process that is killed lets go of them at once."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection

# PostgreSQL shows a key of 64 bits in two halves.
_HELD = """
    SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextmanager
def alone(scan_id: uuid.UUID) -> Iterator[bool]:
    """Whether this process is the one that carries out the scan; a message that came twice finds it taken."""
    with _held(_of_scan(scan_id)) as mine:
        yield mine


def held(scan_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those that some process is carrying out at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD)
        keys = {int(key) for (key,) in cursor.fetchall()}
    return {scan_id for scan_id in scan_ids if _key(_of_scan(scan_id)) in keys}


@contextmanager
def a_slot(*, wanted: bool = True) -> Iterator[bool]:
    """Whether one more board may be scanned now: scans are long and must leave workers to all other tasks."""
    for number in range(settings.SOURCING_SCANS_AT_ONCE if wanted else 0):
        with _held(f"sourcing.slot.{number}") as mine:
            if mine:
                yield True
                return
    yield False


def hold_writing(employer_id: uuid.UUID) -> None:
    """Until the transaction ends: two boards of an employer may bring the same listing at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(f"sourcing.employer.{employer_id}")])


def hold_boards(employer_id: uuid.UUID) -> None:
    """Until the transaction ends: nobody else adds a board for the employer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(f"sourcing.boards.{employer_id}")])


def _of_scan(scan_id: uuid.UUID) -> str:
    return f"sourcing.scan.{scan_id}"


@contextmanager
def _held(name: str) -> Iterator[bool]:
    # Not tied to a transaction: none may be open while a board is being read.
    if not _told("SELECT pg_try_advisory_lock(%s)", name):
        yield False
        return
    try:
        yield True
    finally:
        _let_go(name)


def _let_go(name: str) -> None:
    try:
        _told("SELECT pg_advisory_unlock(%s)", name)
    except DatabaseError:
        # The connection is broken: with it the lock ends.
        if not connection.in_atomic_block:
            connection.close()


def _told(statement: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_key(name)])
        return bool(cursor.fetchone()[0])


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
