"""Deleting what is past its time: every employer's rows, a batch a transaction, so that no lock is held for long."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from hiretrack.tenancy.scopes import all_tenants

BATCH, MOST_BATCHES = 1000, 50


def expire(old: Callable[[], QuerySet], *, reason: str, batch: int = BATCH) -> int:
    """Delete what `old` finds, its first rows first, with what hangs on them; how many rows of `old`.

    `old` is asked anew in each transaction. What is more than 50 batches waits for the next call.
    """
    gone = 0
    for _ in range(MOST_BATCHES):
        deleted = _expire_some(old, reason, batch)
        gone += deleted
        if deleted < batch:
            break
    return gone


def _expire_some(old: Callable[[], QuerySet], reason: str, batch: int) -> int:
    with all_tenants(reason=reason):
        rows = old()
        ids = list(rows.values_list("pk", flat=True)[:batch])
        rows.model._default_manager.filter(pk__in=ids).delete()
    return len(ids)
