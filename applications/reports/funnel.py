"""How far applications came."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count

from applications.choices import PIPELINE, ApplicationStatus
from applications.reports.cohort import Asked, Row, read, share
from jobs.choices import PageEventKind
from jobs.models import PageEvent

STANDING = """
, standing AS (
    SELECT DISTINCT ON (application_id) status, from_status,
        max(place) OVER (PARTITION BY application_id) AS furthest
    FROM log ORDER BY application_id, entered_at DESC, step_id DESC
)
SELECT status, from_status, coalesce(furthest, 1) AS furthest, count(*) AS applications
FROM standing GROUP BY 1, 2, 3
"""
_S = ApplicationStatus
LEFT = (_S.REJECTED, _S.WITHDRAWN)


def funnel(asked: Asked) -> dict[str, Any]:
    """For each stage of the pipeline, in its order:

    - `now`: applications that are in it at `as_of`.
    - `reached`: that were in it or further along, whatever became of them. A stage that was jumped over counts as
      reached, so the numbers never rise along the pipeline.
    - `conversion`: the share of them that reached the next stage; null for the last one, and of nothing.
    - `rejected`, `withdrawn`: that ended so and are not reopened at `as_of`, by the stage they left.

    `visits` are what came before: the job pages' events of the same period, as long as they are kept. They belong to
    no application, so nothing converts from them.
    """
    standing = read(asked, STANDING)
    reached = [_sum(standing, lambda row, place=place: row["furthest"] >= place) for place in _places()]
    return {
        "visits": _visits(asked),
        "applications": _sum(standing, lambda _row: True),
        "stages": [_stage(standing, place, reached) for place in _places()],
    }


def _visits(asked: Asked) -> dict[str, int]:
    events = PageEvent.objects.filter(at__lte=asked.as_of)
    if asked.job_id is not None:
        events = events.filter(job_id=asked.job_id)
    if asked.since is not None:
        events = events.filter(at__gte=asked.since)
    if asked.until is not None:
        events = events.filter(at__lt=asked.until)
    counts = dict(events.order_by().values_list("kind").annotate(Count("pk")))
    return {f"{kind}s": counts.get(kind, 0) for kind in PageEventKind}


def _places() -> range:
    return range(1, len(PIPELINE) + 1)


def _stage(standing: list[Row], place: int, reached: list[int]) -> dict[str, Any]:
    stage, count = PIPELINE[place - 1], reached[place - 1]
    ended = Counter[str]()
    for row in standing:
        if row["status"] in LEFT and _left(row) == stage:
            ended[row["status"]] += row["applications"]
    return {
        "stage": str(stage),
        "now": _sum(standing, lambda row: row["status"] == stage),
        "reached": count,
        "conversion": share(reached[place], count) if place < len(PIPELINE) else None,
        **{str(end): ended[end] for end in LEFT},
    }


def _left(row: Row) -> str:
    """The stage an ended application left; its furthest one where the log does not say."""
    return str(row["from_status"] if row["from_status"] in PIPELINE else PIPELINE[row["furthest"] - 1])


def _sum(standing: list[Row], condition: Any) -> int:
    return sum(row["applications"] for row in standing if condition(row))
