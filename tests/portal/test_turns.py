"""Long documents are read a few at a time, by readers who have not all day."""

from __future__ import annotations

import threading

import pytest

from hiretrack.portal.feeds import turns
from hiretrack.portal.feeds.turns import Busy, InTurn


@pytest.fixture(autouse=True)
def one_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(1))


def test_next_reader_waits_until_the_first_has_ended() -> None:
    first = InTurn(["<a>", "</a>"])
    with pytest.raises(Busy):
        InTurn([])

    assert list(first) == ["<a>", "</a>"]
    first.close()
    first.close()
    InTurn([]).close()


def test_reader_by_drops_does_not_keep_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_S", -1)

    assert list(InTurn(["<a>", "</a>"])) == ["<a>"]
