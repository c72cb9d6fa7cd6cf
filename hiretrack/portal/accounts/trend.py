"""The tracker's weeks as a drawing: two bars a week, on whole numbers, described in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

KINDS = ("applied", "answered")
WIDTH, HEIGHT = 320, 130
LEFT, TOP, BOTTOM = 18, 8, 18
FLOOR = HEIGHT - BOTTOM
FEWEST = 2
"""A scale never ends below, so that a single application is no full-height bar."""

Week = dict[str, Any]


def drawn(weeks: Sequence[Week]) -> dict[str, Any]:
    """What the page draws of one week or more with `day`, `applied` and `answered`, oldest first."""
    top = _scale(weeks)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "edge": LEFT - 6,
        "bars": list(_bars(weeks, top)),
        "lines": list(_lines(top)),
        "first": weeks[0]["day"],
        "last": weeks[-1]["day"],
        "said": _said(weeks),
    }


def _scale(weeks: Sequence[Week]) -> int:
    """An even number, so that its half is a whole one too."""
    most = max(week[kind] for week in weeks for kind in KINDS)
    return max(FEWEST, most + most % 2)


def _bars(weeks: Sequence[Week], top: int) -> Iterator[dict[str, Any]]:
    """In whole units, so that no text of the reader's language writes a comma into them."""
    slot = (WIDTH - LEFT) / len(weeks)
    width = round(slot * 0.38)
    for place, week in enumerate(weeks):
        for nth, kind in enumerate(KINDS):
            if height := _height(week[kind], top):
                x = round(LEFT + place * slot + slot * 0.1) + nth * (width + 1)
                yield {"kind": kind, "x": x, "y": FLOOR - height, "width": width, "height": height}


def _lines(top: int) -> Iterator[dict[str, int]]:
    for count in (0, top // 2, top):
        y = FLOOR - _height(count, top)
        yield {"count": count, "y": y, "text_y": y + 4}


def _height(count: int, top: int) -> int:
    return round(count * (FLOOR - TOP) / top)


def _said(weeks: Sequence[Week]) -> str:
    said = _("Applications and answers in the last %(weeks)s weeks: %(applied)s applied, %(answered)s answered.")
    return said % {"weeks": len(weeks), **{kind: sum(week[kind] for week in weeks) for kind in KINDS}}
