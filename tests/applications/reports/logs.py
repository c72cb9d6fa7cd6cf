"""Random stage logs, and a recount of them in plain Python: slow, obvious, and without a word of SQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from applications.choices import REOPEN, TRANSITIONS, UNANSWERED, ApplicationStatus, Source
from applications.reports import PIPELINE, Asked

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
FINAL = ("rejected", "withdrawn")


@dataclass
class Step:
    at: dt.datetime
    status: str
    before: str
    undone: bool = False


@dataclass
class Made:
    """An application and its log, as written to the database."""

    created_at: dt.datetime
    source: str
    job: int
    superseded: bool
    steps: list[Step] = field(default_factory=list)

    def until(self, as_of: dt.datetime) -> list[Step]:
        return [step for step in self.steps if step.at <= as_of and not step.undone] or [
            Step(self.created_at, "new", "")
        ]


hours = st.integers(0, 40 * 24).map(lambda n: n * HOUR)


@st.composite
def applications(draw: st.DrawFn) -> Made:
    """A legal walk, with reopenings and undone moves; the first row may be missing or come late."""
    made = Made(
        START + draw(hours),
        draw(st.sampled_from([str(source) for source in Source][:3])),
        draw(st.integers(0, 1)),
        draw(st.integers(0, 5)) == 0,
    )
    if draw(st.integers(0, 9)) == 0:
        return made
    at, status = made.created_at + draw(st.sampled_from([0, 0, 0, 5])) * HOUR, "new"
    made.steps.append(Step(at, status, ""))
    for _ in range(draw(st.integers(0, 9))):
        seen = ApplicationStatus(status)
        following = sorted({*TRANSITIONS[seen], *([REOPEN[seen]] if seen in REOPEN else [])})
        if not following:
            break
        before, status = status, str(draw(st.sampled_from(following)))
        at += draw(st.integers(0, 20 * 24)) * HOUR
        made.steps.append(Step(at, status, before))
        if draw(st.integers(0, 5)) == 0:
            made.steps[-1].undone = True
            at += draw(st.integers(0, 24)) * HOUR
            made.steps.append(Step(at, before, status, undone=True))
            status = before
    return made


moments = hours.map(lambda passed: START + 2 * passed)
questions = st.builds(
    Asked, moments, st.none(), st.none() | hours.map(START.__add__), st.none() | hours.map(START.__add__)
)


def counted(logs: list[Made], asked: Asked, job: int | None) -> list[Made]:
    return [
        made
        for made in logs
        if not made.superseded
        and made.created_at <= asked.as_of
        and (job is None or made.job == job)
        and (asked.since is None or made.created_at >= asked.since)
        and (asked.until is None or made.created_at < asked.until)
    ]


def share(part: int, whole: int) -> float | None:
    return None if whole == 0 else round(part / whole, 4)


def furthest(made: Made, as_of: dt.datetime) -> int:
    return max([PIPELINE.index(s.status) for s in made.until(as_of) if s.status in PIPELINE], default=0)  # type: ignore[arg-type]


def funnel(logs: list[Made], as_of: dt.datetime) -> dict[str, Any]:
    reached = [sum(furthest(made, as_of) >= place for made in logs) for place in range(len(PIPELINE))]
    last = [made.until(as_of)[-1] for made in logs]
    stages = [
        {
            "stage": str(stage),
            "now": sum(step.status == stage for step in last),
            "reached": reached[place],
            "conversion": share(reached[place + 1], reached[place]) if place + 1 < len(PIPELINE) else None,
            **{end: sum(step.status == end and step.before == stage for step in last) for end in FINAL},
        }
        for place, stage in enumerate(PIPELINE)
    ]
    return {"applications": len(logs), "stages": stages}


def percentile(values: list[float], wanted: float) -> int | None:
    if not values:
        return None
    values = sorted(values)
    place = wanted * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return round(values[low] + (values[high] - values[low]) * (place - low))


def time_in_stage(logs: list[Made], as_of: dt.datetime) -> dict[str, Any]:
    ended: dict[str, list[float]] = {}
    going: dict[str, list[float]] = {}
    for made in logs:
        steps = made.until(as_of)
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            into = going if following is None else ended
            passed = (following.at if following else as_of) - step.at
            into.setdefault(step.status, []).append(passed.total_seconds())
    return {
        "stages": [
            _times(str(stage), ended.get(stage, []), going.get(stage, [])) for stage in PIPELINE if stage != "hired"
        ]
    }


def _times(stage: str, ended: list[float], going: list[float]) -> dict[str, Any]:
    return {
        "stage": stage,
        "ended": len(ended),
        "median_seconds": percentile(ended, 0.5),
        "p75_seconds": percentile(ended, 0.75),
        "p90_seconds": percentile(ended, 0.9),
        "mean_seconds": round(sum(ended) / len(ended)) if ended else None,
        "open": {
            "count": len(going),
            "median_seconds": percentile(going, 0.5),
            "longest_seconds": round(max(going)) if going else None,
        },
    }


def sources(logs: list[Made], as_of: dt.datetime) -> dict[str, Any]:
    rows = []
    for source in {made.source for made in logs}:
        own = [furthest(made, as_of) for made in logs if made.source == source]
        interviews, hired = sum(place >= 2 for place in own), sum(place >= 4 for place in own)
        rows.append(
            {
                "source": source,
                "applications": len(own),
                "share": share(len(own), len(logs)),
                "interviews": interviews,
                "interview_rate": share(interviews, len(own)),
                "hired": hired,
                "hire_rate": share(hired, len(own)),
            }
        )
    rows.sort(key=lambda row: (-row["applications"], row["source"]))
    return {"applications": len(logs), "sources": rows}


def waits(made: Made, as_of: dt.datetime) -> list[tuple[dt.datetime, Step | None]]:
    found: list[tuple[dt.datetime, Step | None]] = []
    began: dt.datetime | None = None
    for step in made.until(as_of):
        if step.status in UNANSWERED and began is None:
            began = step.at
        elif step.status not in UNANSWERED and began is not None:
            found.append((began, step))
            began = None
    return [*found, (began, None)] if began is not None else found


def reply_rate(logs: list[Made], as_of: dt.datetime, days: int) -> dict[str, Any]:
    counts = dict.fromkeys(("in_time", "late", "overdue", "waiting", "withdrawn", "withdrawn_overdue"), 0)
    took: list[float] = []
    for began, end in [wait for made in logs for wait in waits(made, as_of)]:
        past = (end.at if end else as_of) > began + dt.timedelta(days=days)
        if end is None:
            counts["overdue" if past else "waiting"] += 1
        elif end.status == "withdrawn":
            counts["withdrawn_overdue" if past else "withdrawn"] += 1
        else:
            counts["late" if past else "in_time"] += 1
            took.append((end.at - began).total_seconds())
    decided = sum(counts[name] for name in ("in_time", "late", "withdrawn_overdue", "overdue"))
    return {
        "waits": sum(counts.values()),
        **counts,
        "rate": share(counts["in_time"], decided),
        "median_answer_seconds": percentile(took, 0.5),
        "p90_answer_seconds": percentile(took, 0.9),
    }
