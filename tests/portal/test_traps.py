from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from hiretrack.portal import traps

NOW = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)


def opened() -> str:
    with time_machine.travel(NOW, tick=False):
        return traps.opened_now()


def objection(after: dt.timedelta, *, note: str = "", decoy: str = "") -> str:
    with time_machine.travel(NOW + after, tick=False):
        return traps.objection(note or opened(), decoy)


def test_a_person_takes_a_moment() -> None:
    assert objection(dt.timedelta(minutes=3)) == ""


def test_a_robot_is_too_fast() -> None:
    assert "fast" in objection(dt.timedelta(seconds=1))


def test_a_filled_decoy_gives_a_robot_away() -> None:
    assert "hidden field" in objection(dt.timedelta(minutes=3), decoy="https://spam.example")


def test_an_old_form_has_to_be_sent_again() -> None:
    assert "long" in objection(dt.timedelta(days=3))


@pytest.mark.parametrize("note", ["form", "form:1tZ:forged", "\x00"])
def test_a_forged_note_is_refused(note: str) -> None:
    assert "recognised" in objection(dt.timedelta(minutes=3), note=note)
