"""The drawing of the tracker's weeks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hiretrack.portal.accounts.trend import HEIGHT, WIDTH, drawn


def weeks(*counts: tuple[int, int]) -> list[dict[str, Any]]:
    monday = dt.date(2026, 6, 1)
    return [
        {"day": monday + dt.timedelta(weeks=place), "applied": applied, "answered": answered}
        for place, (applied, answered) in enumerate(counts)
    ]


def test_bars_are_as_high_as_their_numbers() -> None:
    bars = drawn(weeks((4, 2), (0, 1)))["bars"]

    assert [bar["kind"] for bar in bars] == ["applied", "answered", "answered"]
    applied, answered, last = (bar["height"] for bar in bars)
    assert applied == 2 * answered == 4 * last


def test_everything_is_drawn_within_the_picture() -> None:
    shown = drawn(weeks(*[(9, 7)] * 26))

    assert all(bar["x"] + bar["width"] <= WIDTH and 0 <= bar["y"] < HEIGHT for bar in shown["bars"])
    assert [line["count"] for line in shown["lines"]] == [0, 5, 10]


def test_numbers_are_told_in_words() -> None:
    said = drawn(weeks((4, 2), (1, 1)))["said"]

    assert said == "Applications and answers in the last 2 weeks: 5 applied, 3 answered."
    assert drawn(weeks((0, 0)))["bars"] == []
