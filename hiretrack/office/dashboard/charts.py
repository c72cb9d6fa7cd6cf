"""The pipeline's figures as charts, with the same numbers as tables that link to the rows behind them."""

from __future__ import annotations

import json
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import reports
from applications.choices import ApplicationStatus, Source
from applications.reports import Asked
from hiretrack.office.dashboard.counts import listed, since
from hiretrack.tenancy import require_scope

PERIODS = (30, 90, 365)
FRESH_S = 120
REACHED: dict[str, dict[str, str]] = {"all": {}, "interviews": {"reached": "interview"}, "hired": {"reached": "hired"}}
"""What a source's columns count, as filters of the list."""
DAY_S = 86_400


def charts(days: int) -> dict[str, Any]:
    """For the open scope's employer, of applications made in the last `days`; at most two minutes old.

    What is kept is counts alone, nobody's data.
    """
    scope = require_scope()
    key = f"dashboard:{scope.kind}:{scope.employer_id}:{days}"
    found: dict[str, Any] = cache.get(key) or _counted(days)
    cache.add(key, found, FRESH_S)
    return {
        "days": days,
        "periods": PERIODS,
        "as_of": found["as_of"],
        "funnel": _funnel(found["funnel"], days),
        "times": _times(found["times"]),
        "sources": _sources(found["sources"], days),
    }


def _counted(days: int) -> dict[str, Any]:
    asked = Asked(as_of=timezone.now(), since=since(days))
    return {
        "as_of": asked.as_of,
        "funnel": reports.funnel(asked),
        "times": reports.time_in_stage(asked),
        "sources": reports.sources(asked),
    }


def _funnel(report: dict[str, Any], days: int) -> dict[str, Any]:
    rows = [
        {
            **stage,
            "label": ApplicationStatus(stage["stage"]).label,
            "percent": _percent(stage["reached"], report["applications"]),
            "link": listed(status__exact=stage["stage"], created_at__gte=_day(days)),
            "reached_link": listed(reached=stage["stage"], created_at__gte=_day(days)),
        }
        for stage in report["stages"]
    ]
    chart = _chart([str(row["label"]) for row in rows], _("Applications"), [row["reached"] for row in rows])
    return {"rows": rows, "visits": report["visits"], "applications": report["applications"], "chart": chart}


def _times(report: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {
            "label": ApplicationStatus(stage["stage"]).label,
            "median": _days(stage["median_seconds"]),
            "p90": _days(stage["p90_seconds"]),
            "open": stage["open"]["count"],
            "longest": _days(stage["open"]["longest_seconds"]),
            "link": listed(status__exact=stage["stage"]),
        }
        for stage in report["stages"]
    ]
    chart = _chart([str(row["label"]) for row in rows], _("Days, median"), [row["median"] or 0 for row in rows])
    return {"rows": rows, "chart": chart}


def _sources(report: dict[str, Any], days: int) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "label": Source(row["source"]).label,
            "percent": _percent(row["applications"], report["applications"]),
            "interview_percent": _percent(row["interviews"], row["applications"]),
            "hire_percent": _percent(row["hired"], row["applications"]),
            **{f"{name}_link": listed(**_of(row, days), **more) for name, more in REACHED.items()},
        }
        for row in report["sources"]
    ]


def _of(row: dict[str, Any], days: int) -> dict[str, str]:
    return {"source__exact": row["source"], "created_at__gte": _day(days)}


def _chart(labels: list[str], name: str, values: list[float]) -> str:
    """What Unfold's script reads from a canvas."""
    colour = "var(--color-primary-600)"
    bars = {"label": name, "data": values, "backgroundColor": colour, "maxBarThickness": 48, "displayYAxis": True}
    return json.dumps({"labels": labels, "datasets": [bars]})


def _days(seconds: int | None) -> float | None:
    return None if seconds is None else round(seconds / DAY_S, 1)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _day(days: int) -> str:
    return since(days).replace(microsecond=0).isoformat()
