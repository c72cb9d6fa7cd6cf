"""Each request has so many seconds; past them it asks the database nothing more.

`statement_timeout` ends a single long statement. This adds up: a statement that starts late gets only what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.pq import TransactionStatus

from hiretrack.api.problems.errors import refusal
from hiretrack.context import deadline_in, seconds_left

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@contextmanager
def request_deadline(seconds: float) -> Iterator[None]:
    """Work inside must end within `seconds`; a query after that raises the problem `deadline_exceeded` (503)."""
    with deadline_in(seconds), connection.execute_wrapper(_within_deadline):
        yield


def _within_deadline(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001
    left = seconds_left()
    if left is not None and not _is_failed(context["connection"]):
        if left <= 0:
            raise refusal("deadline_exceeded", "The request was given up at its deadline.")
        _shorten(left, context)
    return execute(sql, params, many, context)


def _is_failed(made: Any) -> bool:
    """After a failed statement PostgreSQL takes nothing but the way back to the savepoint, however late it is."""
    return bool(made.connection.info.transaction_status == TransactionStatus.INERROR)


def _shorten(left: float, context: dict[str, Any]) -> None:
    """Only a request that is late already pays for the extra statement."""
    milliseconds = int(left * 1000) + 1
    made = context["connection"]
    if milliseconds < settings.STATEMENT_TIMEOUT_MS and made.in_atomic_block and not made.needs_rollback:
        # Past Django's cursor: its wrapper would come back here, and a server-side one takes a single query.
        made.connection.execute(f"SET LOCAL statement_timeout = {milliseconds}")
