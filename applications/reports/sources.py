"""Where applications come from, and what becomes of them."""

from __future__ import annotations

from typing import Any

from applications.choices import PIPELINE, ApplicationStatus
from applications.reports.cohort import Asked, Row, read, share

SOURCES = """
, furthest AS (SELECT source, application_id, max(place) AS place FROM log GROUP BY 1, 2)
SELECT source, count(*) AS applications,
    count(*) FILTER (WHERE place >= %s) AS interviews,
    count(*) FILTER (WHERE place >= %s) AS hired
FROM furthest GROUP BY source ORDER BY count(*) DESC, source
"""


def sources(asked: Asked) -> dict[str, Any]:
    """Per source that has any, most applications first: how many, their share of all, and how many of them had an
    interview or more, or were hired, by `as_of`. Reached is meant as in the funnel."""
    places = [PIPELINE.index(stage) + 1 for stage in (ApplicationStatus.INTERVIEW, ApplicationStatus.HIRED)]
    found = read(asked, SOURCES, *places)
    total = sum(row["applications"] for row in found)
    return {"applications": total, "sources": [_shown(row, total) for row in found]}


def _shown(row: Row, total: int) -> dict[str, Any]:
    return {
        "source": row["source"],
        "applications": row["applications"],
        "share": share(row["applications"], total),
        "interviews": row["interviews"],
        "interview_rate": share(row["interviews"], row["applications"]),
        "hired": row["hired"],
        "hire_rate": share(row["hired"], row["applications"]),
    }
