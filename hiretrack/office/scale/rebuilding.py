"""Loading without indexes, foreign keys and triggers, and building them again: all within one transaction.

A load that breaks off leaves everything as it was. What the triggers would have done the rows must say themselves;
foreign keys and indexes are checked again, over the whole table at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique ORDER BY 1
"""
_FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype = 'f' ORDER BY 1, 2
"""


@contextmanager
def bare(tables: Sequence[str], *, tell: Callable[[str], None]) -> Iterator[None]:
    """Inside, these tables have their unique indexes only. As their owner, in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        cursor.execute(_FOREIGN_KEYS, [list(tables)])
        keys = cursor.fetchall()
        # What was written before waits for its checks until the end, and nothing can be altered meanwhile.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for name, definition in indexes:
            tell(name)
            cursor.execute(definition)
        for table, name, definition in keys:
            tell(f"{table}: {name}")
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
