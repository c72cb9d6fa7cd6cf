from __future__ import annotations

from typing import Any

import pytest

from hiretrack.errors import Invalid
from jobs.questions import check_answers, normalise_questions, public_questions
from tests.factories.jobs import question

CHOICE = {"id": "stack", "type": "multiple_choice", "label": "Your stack?", "options": ["Python", "Go", "Rust"]}


def pointers(given: Any) -> list[str]:
    with pytest.raises(Invalid) as refused:
        normalise_questions(given)
    return sorted(error.pointer for error in refused.value.errors)


def test_questions_get_every_key() -> None:
    (kept,) = normalise_questions([{"id": "why", "type": "text", "label": " Why us? "}])

    assert kept == {
        "id": "why", "type": "text", "label": "Why us?", "required": False, "options": [], "knockout": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "pointer"),
    [
        ({"id": "No spaces"}, "/questions/0/id"),
        ({"label": "  "}, "/questions/0/label"),
        ({"required": 1}, "/questions/0/required"),
        ({"type": "essay"}, "/questions/0/type"),
        ({"options": ["a", "b"]}, "/questions/0/options"),
        ({"type": "choice", "knockout": None}, "/questions/0/options"),
        ({"type": "choice", "knockout": None, "options": ["a", "a "]}, "/questions/0/options"),
        ({"type": "choice", "knockout": None, "options": "ab"}, "/questions/0/options"),
        ({"type": "text"}, "/questions/0/knockout"),
        ({"knockout": {"operator": "equals"}}, "/questions/0/knockout"),
        ({"knockout": {"operator": "at_least", "value": True}}, "/questions/0/knockout/operator"),
        ({"knockout": {"operator": "equals", "value": "no"}}, "/questions/0/knockout/value"),
        ({"weight": 3}, "/questions/0/weight"),
    ],
)
def test_question_error_names_its_place(broken: dict[str, Any], pointer: str) -> None:
    assert pointers([question(**broken)]) == [pointer]


def test_questions_tell_all_errors_at_once() -> None:
    given = [question(label=""), question(type="essay"), "hello"]

    assert pointers(given) == ["/questions/0/label", "/questions/1/id", "/questions/1/type", "/questions/2"]


@pytest.mark.parametrize("given", [{}, "text", 7, [question(id=f"q{n}") for n in range(31)]])
def test_questions_are_a_bounded_list(given: Any) -> None:
    assert pointers(given) == ["/questions"]


def test_public_questions_never_tell_what_knocks_out() -> None:
    (shown,) = public_questions(normalise_questions([question()]))

    assert "knockout" not in shown
    assert "value" not in str(shown)


@pytest.mark.parametrize(
    ("asked", "value", "knocked_out"),
    [
        (question(), True, False),
        (question(), False, True),
        (question(type="number", knockout={"operator": "at_most", "value": 2}), 2, True),
        (question(type="number", knockout={"operator": "at_most", "value": 2}), 2.5, False),
        (question(type="date", knockout={"operator": "at_least", "value": "2026-06-01"}), "2026-07-01", True),
        (CHOICE | {"knockout": {"operator": "not_equals", "value": "Python"}}, ["Go"], True),
        (CHOICE | {"knockout": {"operator": "not_equals", "value": "Python"}}, ["Go", "Python"], False),
        (question(knockout=None), False, False),
    ],
)
def test_answer_is_kept_with_its_verdict(asked: dict[str, Any], value: Any, knocked_out: bool) -> None:
    questions = normalise_questions([asked])

    (kept,) = check_answers(questions, [{"question_id": questions[0]["id"], "value": value}])

    assert kept["knocked_out"] is knocked_out
    assert kept["question"] == questions[0]["label"]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (question(), "yes"),
        (question(type="number", knockout=None), True),
        (question(type="number", knockout=None), float("nan")),
        (question(type="date", knockout=None), "2026-02-30"),
        (question(type="date", knockout=None), "20260201"),
        (question(type="text", knockout=None), "x" * 501),
        (CHOICE, ["Python", "Cobol"]),
        (CHOICE, ["Python", "Python"]),
        (CHOICE, "Python"),
    ],
)
def test_answer_of_the_wrong_kind_is_refused(asked: dict[str, Any], value: Any) -> None:
    questions = normalise_questions([asked])

    with pytest.raises(Invalid) as refused:
        check_answers(questions, [{"question_id": questions[0]["id"], "value": value}])

    assert [error.pointer for error in refused.value.errors] == ["/answers/0/value"]
    assert list(refused.value.extra["questions"]) == [questions[0]["id"]]


def test_required_question_needs_an_answer() -> None:
    questions = normalise_questions([question(), question(id="why", type="text", knockout=None, required=False)])

    with pytest.raises(Invalid) as refused:
        check_answers(questions, [{"question_id": "why", "value": ""}])

    assert [error.code for error in refused.value.errors] == ["required"]


@pytest.mark.parametrize(
    "answers",
    [
        "text",
        [7],
        [{"value": True}],
        [{"question_id": "permit", "value": True, "more": 1}],
        [{"question_id": "other", "value": True}, {"question_id": "permit", "value": True}],
        [{"question_id": "permit", "value": True}, {"question_id": "permit", "value": False}],
    ],
)
def test_answers_that_fit_no_question_are_refused(answers: Any) -> None:
    with pytest.raises(Invalid):
        check_answers(normalise_questions([question()]), answers)
