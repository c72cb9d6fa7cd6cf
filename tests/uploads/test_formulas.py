"""Cells that a spreadsheet would carry out, and that come back as they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiretrack.uploads.importing.formulas import is_formula, neutral, restored

NASTY = st.builds("".join, st.lists(st.sampled_from([*"=+-@\t\r\n' ;a", "\uff1d"])))


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1+1", "'=1+1"), ("a;=1+1", "a;'=1+1"), ("a; @x", "a;' @x"), ("a\t-1", "a\t'-1"), ("a\n=1", "a\n'=1")],
)
def test_what_a_program_could_take_for_a_cell_is_no_formula(cell: str, safe: str) -> None:
    assert neutral(cell) == safe


@pytest.mark.parametrize("cell", ["a-b", "C++; C#", "2 + 3", "ada@example.com", "x'=1"])
def test_harmless_cell_stays_as_it_is(cell: str) -> None:
    assert neutral(cell) == cell


@given(NASTY)
def test_no_part_is_a_formula_and_all_come_back(cell: str) -> None:
    safe = neutral(cell)

    assert not [part for part in re.split(r"[;\t\r\n]", safe) if is_formula(part)]
    assert restored(safe) == cell
