"""How well the employer keeps its reply promise."""

from __future__ import annotations

from typing import Any

from applications.reports.cohort import Asked, read, seconds, share

WAITS = """
, marked AS (
    SELECT *, lag(waits) OVER own AS waited
    FROM log WINDOW own AS (PARTITION BY application_id ORDER BY entered_at, step_id)
), numbered AS (
    SELECT *, count(*) FILTER (WHERE waits AND waited IS NOT TRUE) OVER own AS number
    FROM marked WINDOW own AS (PARTITION BY application_id ORDER BY entered_at, step_id)
), wait AS (
    SELECT employer_id,
        min(entered_at) AS began_at,
        min(entered_at) FILTER (WHERE NOT waits) AS ended_at,
        (array_agg(status ORDER BY entered_at, step_id) FILTER (WHERE NOT waits))[1] AS answer
    FROM numbered WHERE number > 0 GROUP BY employer_id, application_id, number
), promised AS (
    SELECT wait.*, began_at + make_interval(hours => 24 * promise.reply_promise_days) AS due_at,
        answer <> 'withdrawn' AS answered,
        extract(epoch FROM ended_at - began_at)::float8 AS took
    FROM wait JOIN employers_employer promise ON promise.id = wait.employer_id
)
SELECT count(*) AS waits,
    count(*) FILTER (WHERE answered AND ended_at <= due_at) AS in_time,
    count(*) FILTER (WHERE answered AND ended_at > due_at) AS late,
    count(*) FILTER (WHERE answer IS NULL AND due_at < %s) AS overdue,
    count(*) FILTER (WHERE answer IS NULL AND due_at >= %s) AS waiting,
    count(*) FILTER (WHERE NOT answered AND ended_at <= due_at) AS withdrawn,
    count(*) FILTER (WHERE NOT answered AND ended_at > due_at) AS withdrawn_overdue,
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY took) FILTER (WHERE answered) AS percentiles
FROM promised
"""
DECIDED = ("in_time", "late", "withdrawn_overdue", "overdue")


def reply_rate(asked: Asked) -> dict[str, Any]:
    """What became of each wait for an answer.

    A wait begins with the application, and anew when it is reopened (as `answer_by` does, see `services.moves`). It
    ends with the first step out of `choices.UNANSWERED`: before that the candidate has heard nothing. A withdrawal is
    no answer: in time it takes the wait out of the rate, afterwards the promise is broken. `rate` is the share answered
    in time among the waits that are decided: in time, late, withdrawn when overdue, or overdue at `as_of`.

    The promise is the employer's present `reply_promise_days` for every wait: the log does not keep older ones, and
    one yardstick keeps periods comparable.
    """
    (found,) = read(asked, WAITS, asked.as_of, asked.as_of)
    median, p90 = found.pop("percentiles") or (None, None)
    decided = sum(found[outcome] for outcome in DECIDED)
    times = {"median_answer_seconds": seconds(median), "p90_answer_seconds": seconds(p90)}
    return found | {"rate": share(found["in_time"], decided)} | times
