from __future__ import annotations

from typing import Any

import pytest
from django import forms

from hiretrack.portal.question_fields import field_for, plain_value
from jobs.choices import QuestionType
from jobs.questions import MAX_TEXT


def field(kind: str, **more: Any) -> forms.Field:
    return field_for({"id": "a", "type": kind, "label": "Why?", "required": True, "options": [], **more})


@pytest.mark.parametrize("kind", QuestionType.values)
def test_every_type_has_a_field(kind: str) -> None:
    made = field(kind, options=["Red", "Blue"])

    assert (made.label, made.required) == ("Why?", True)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("boolean", "no", False),
        ("number", "3", 3),
        ("number", "2.5", 2.5),
        ("date", "2026-09-01", "2026-09-01"),
        ("choice", "Red", "Red"),
        ("multiple_choice", ["Blue", "Red"], ["Blue", "Red"]),
        ("text", " hello ", "hello"),
    ],
)
def test_what_is_typed_becomes_a_plain_value(kind: str, typed: Any, value: Any) -> None:
    assert plain_value(field(kind, options=["Red", "Blue"]).clean(typed)) == value


@pytest.mark.parametrize(("kind", "typed"), [("number", "many"), ("date", "soon"), ("choice", "Green"), ("text", "")])
def test_what_is_no_answer_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        field(kind, options=["Red", "Blue"]).clean(typed)


def test_many_options_go_into_a_drop_down() -> None:
    made = field("choice", options=[str(number) for number in range(20)])

    assert type(made.widget) is forms.Select


def test_line_break_counts_once_as_browsers_count_it() -> None:
    longest = "\r\n".join(["word"] * 2000)

    kept = field("long_text").clean(longest)

    assert len(kept) == MAX_TEXT[QuestionType.LONG_TEXT] - 1
    assert "\r" not in kept
