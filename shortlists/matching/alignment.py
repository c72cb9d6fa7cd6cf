"""Which of ESCO's alternative labels belong to which skill.

In the published table as it is passed around, the cells of alternative labels stand further and further above their
skills: those of skills without any are left out, and all below have moved up. Order is kept, so that the cells find
their skills again as in any alignment of two sequences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]{3,}")
_FOR_NOTHING = -0.05
"""A cell beside a skill that shares no word with it."""


def aligned(labels: Sequence[str], cells: Sequence[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Each label with its alternatives; without those that share no word with it."""
    given = [cell for cell in cells if cell]
    words = [_stems(label) for label in labels]
    told = [_counted(cell) for cell in given]
    place = _places(words, told)
    for row, label in enumerate(labels):
        own = given[place[row]] if row in place else []
        yield label, [other for other in own if _stems(other) & words[row]]


def _places(words: list[set[str]], told: list[dict[str, float]]) -> dict[int, int]:
    """The cell of each row that has one: the assignment in order with most in common."""
    spare = len(words) - len(told)
    best = [0.0] * (spare + 1)
    came: list[list[bool]] = []
    for cell, said in enumerate(told):
        row_best, row_came = [float("-inf")] * (spare + 1), [False] * (spare + 1)
        for shift in range(spare + 1):
            # The cell stands `shift` rows below its place in the sequence of cells.
            here = best[shift] + _likeness(words[cell + shift], said)
            before = row_best[shift - 1] if shift else float("-inf")
            row_best[shift], row_came[shift] = (here, True) if shift == 0 or here >= before else (before, False)
        # Reading on: a greater shift may always be reached by leaving rows out before this cell.
        best = row_best
        came.append(row_came)
    return _walked_back(came, spare)


def _walked_back(came: list[list[bool]], spare: int) -> dict[int, int]:
    places: dict[int, int] = {}
    shift = spare
    for cell in range(len(came) - 1, -1, -1):
        while not came[cell][shift]:
            shift -= 1
        places[cell + shift] = cell
    return places


def _likeness(words: set[str], said: dict[str, float]) -> float:
    shared = sum(said.get(word, 0.0) for word in words)
    return shared / len(words) if shared and words else _FOR_NOTHING


def _counted(cell: list[str]) -> dict[str, float]:
    """In which share of its labels each word stands."""
    counts: dict[str, float] = {}
    for label in cell:
        for word in _stems(label):
            counts[word] = counts.get(word, 0.0) + 1 / len(cell)
    return counts


def _stems(label: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(label.lower())}
