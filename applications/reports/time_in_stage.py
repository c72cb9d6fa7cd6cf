"""How long applications stay where they are."""

from __future__ import annotations

from typing import Any

from applications.choices import PIPELINE, TRANSITIONS
from applications.reports.cohort import Asked, Row, read, seconds

STAYS = """
, stay AS (
    SELECT status,
        extract(epoch FROM lead(entered_at) OVER own - entered_at)::float8 AS took,
        extract(epoch FROM %s - entered_at)::float8 AS lasts
    FROM log WINDOW own AS (PARTITION BY application_id ORDER BY entered_at, step_id)
)
SELECT status, count(took) AS ended,
    percentile_cont(ARRAY[0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY took) AS percentiles,
    avg(took) AS mean,
    count(*) FILTER (WHERE took IS NULL) AS open,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY lasts) FILTER (WHERE took IS NULL) AS open_median,
    max(lasts) FILTER (WHERE took IS NULL) AS longest
FROM stay WHERE status = ANY(%s) GROUP BY status
"""
MEASURED = tuple(stage for stage in PIPELINE if TRANSITIONS[stage])
"""In a stage that nothing leaves, nobody waits."""
NOTHING: Row = {"ended": 0, "percentiles": None, "mean": None, "open": 0, "open_median": None, "longest": None}


def time_in_stage(asked: Asked) -> dict[str, Any]:
    """Per stage that has an exit, in whole seconds. The unit is a stay: one that comes back by a reopening is another.

    `ended` stays were left by `as_of`; median, p75, p90 (interpolated, as PostgreSQL's percentile_cont does it) and
    mean are of these alone. Stays that still go on would pull them down, because they end too early; they are told
    apart in `open`, measured up to `as_of`.
    """
    found = {row["status"]: row for row in read(asked, STAYS, asked.as_of, [str(stage) for stage in MEASURED])}
    return {"stages": [{"stage": str(stage), **_shown(found.get(stage, NOTHING))} for stage in MEASURED]}


def _shown(row: Row) -> dict[str, Any]:
    median, p75, p90 = row["percentiles"] or (None, None, None)
    return {
        "ended": row["ended"],
        "median_seconds": seconds(median),
        "p75_seconds": seconds(p75),
        "p90_seconds": seconds(p90),
        "mean_seconds": seconds(row["mean"]),
        "open": {
            "count": row["open"],
            "median_seconds": seconds(row["open_median"]),
            "longest_seconds": seconds(row["longest"]),
        },
    }
