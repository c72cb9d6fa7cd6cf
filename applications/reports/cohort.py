"""What every report counts: applications of the open scope, with their log of stages up to a moment.

The rules, which all reports share:

- Only the stage log speaks. `Application.status` is today's and is never read, so a report of a past date does not
  change afterwards (for merges and undone bulk moves see below). Rows up to and including `as_of` count, and
  applications that had been made by then.
- An application without a row by then is in `new` since it was made: that is where the pipeline begins
  (`choices.TRANSITIONS`).
- Rows of one application follow each other by time, then by id (which is time-ordered, RFC 9562 section 5.7).
- A superseded application is the same person's other one for the same job, found out by a merge: it never was a second
  applicant, so it is left out of every report, also of those from before the merge.
- A bulk move that was undone never was: no candidate heard of it (its mails had not left), so neither its steps nor
  those that took them back count (`ApplicationStage.undone`), whatever `as_of` lies between them.
- Reopening (`choices.REOPEN`) is an ordinary step: the application is back in screening, and what it reached stays
  reached.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from applications.choices import PIPELINE, UNANSWERED
from applications.models import Application, ApplicationStage

Row = dict[str, Any]

LOG = """
WITH cohort (application_id, employer_id, source, created_at) AS ({applications}),
step (application_id, step_id, from_status, status, entered_at) AS ({steps}),
log AS (
    SELECT application_id, employer_id, source, step_id,
        coalesce(from_status, '') AS from_status,
        coalesce(status, 'new') AS status,
        coalesce(entered_at, created_at) AS entered_at,
        array_position(%s::text[], coalesce(status, 'new')::text) AS place,
        coalesce(status, 'new') = ANY(%s) AS waits
    FROM cohort LEFT JOIN step USING (application_id)
)
"""
"""`place` counts from 1 along the pipeline, and is null outside of it; `waits`: the candidate has heard nothing yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which job (all), and of applications made from `since` (inclusive) to `until` (exclusive)."""

    as_of: dt.datetime
    job_id: uuid.UUID | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def read(asked: Asked, sql: str, *params: Any) -> list[Row]:
    """The rows of a statement that goes on from `log`, within the open scope."""
    applications, chosen = _applications(asked)
    steps, shown = _steps(asked)
    with connection.cursor() as cursor:
        values = [*chosen, *shown, _texts(PIPELINE), _texts(UNANSWERED), *params]
        cursor.execute(LOG.format(applications=applications, steps=steps) + sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _applications(asked: Asked) -> tuple[str, tuple[Any, ...]]:
    rows = Application.objects.filter(superseded_by=None, created_at__lte=asked.as_of).order_by()
    if asked.job_id is not None:
        rows = rows.filter(job_id=asked.job_id)
    if asked.since is not None:
        rows = rows.filter(created_at__gte=asked.since)
    if asked.until is not None:
        rows = rows.filter(created_at__lt=asked.until)
    return rows.values_list("pk", "employer_id", "source", "created_at").query.sql_with_params()


def _steps(asked: Asked) -> tuple[str, tuple[Any, ...]]:
    rows = ApplicationStage.objects.filter(changed_at__lte=asked.as_of, undone=False).order_by()
    return rows.values_list("application_id", "pk", "from_status", "status", "changed_at").query.sql_with_params()


def _texts(statuses: Iterable[str]) -> list[str]:
    return [str(status) for status in statuses]


def share(part: int, whole: int) -> float | None:
    """A share between 0 and 1, to four places; None of nothing."""
    return round(part / whole, 4) if whole else None


def seconds(value: float | None) -> int | None:
    return None if value is None else round(value)
