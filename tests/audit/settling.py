"""Waiting until what was written is settled: other databases of the same server have transactions as well."""

from __future__ import annotations

from django.db import connection

from hiretrack.embedded.waiting import until

SECONDS = 120


def settle() -> None:
    """Return once every transaction that is running now has ended. Call it outside of one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (mine,) = cursor.fetchone()
    until(lambda: _oldest_running() > mine, within=SECONDS)


def _oldest_running() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
