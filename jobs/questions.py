"""Screening questions of a job, and what applicants answer to them.

A question: `{"id", "type", "label", "required", "options", "knockout"}`; a knock-out is `{"operator", "value"}` and
says which answers knock out: `{"operator": "equals", "value": false}` marks who says no. It rejects nobody by itself.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from hiretrack.errors import FieldError, Invalid
from jobs.choices import KnockoutOperator as Op
from jobs.choices import QuestionType as Type

MAX_QUESTIONS = 30
MAX_OPTIONS = 50
MAX_LABEL = 500
MAX_TEXT = {Type.TEXT: 500, Type.LONG_TEXT: 10_000}

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_KEYS = {"id", "type", "label", "required", "options", "knockout"}
_CHOICES = {Type.CHOICE, Type.MULTIPLE_CHOICE}
_OPERATORS: dict[str, frozenset[Op]] = {
    Type.BOOLEAN: frozenset({Op.EQUALS, Op.NOT_EQUALS}),
    Type.NUMBER: frozenset(Op),
    Type.DATE: frozenset({Op.AT_LEAST, Op.AT_MOST}),
    Type.CHOICE: frozenset({Op.EQUALS, Op.NOT_EQUALS}),
    Type.MULTIPLE_CHOICE: frozenset({Op.EQUALS, Op.NOT_EQUALS}),
}

Question = dict[str, Any]


def normalise_questions(given: Any) -> list[Question]:
    """Questions with every key set. Raises `Invalid` with all that is wrong, under `/questions/…`."""
    errors = [] if isinstance(given, list) else [FieldError("/questions", "not_a_list", _("Give a list of questions."))]
    questions = given if isinstance(given, list) else []
    if len(questions) > MAX_QUESTIONS:
        errors.append(
            FieldError("/questions", "too_many", _("At most %(count)d questions.") % {"count": MAX_QUESTIONS})
        )
    for place, question in enumerate(questions[:MAX_QUESTIONS]):
        errors += _problems(question, f"/questions/{place}")
    errors += _repeated(questions)
    if errors:
        raise Invalid(_("The questions are not valid."), errors=errors)
    return [_complete(question) for question in questions]


def public_questions(questions: Sequence[Question]) -> list[Question]:
    """The questions as applicants see them: without the answers that knock out."""
    return [{key: value for key, value in question.items() if key != "knockout"} for question in questions]


def _complete(question: Question) -> Question:
    return {
        "id": question["id"],
        "type": str(question["type"]),
        "label": question["label"].strip(),
        "required": question.get("required", False),
        "options": [option.strip() for option in question.get("options") or []],
        "knockout": question.get("knockout") or None,
    }


def _repeated(questions: Sequence[Any]) -> list[FieldError]:
    seen: set[str] = set()
    errors = []
    for place, question in enumerate(questions):
        name = question.get("id") if isinstance(question, dict) else None
        if isinstance(name, str) and name in seen:
            twice = _("The id “%(id)s” is used twice.") % {"id": name}
            errors.append(FieldError(f"/questions/{place}/id", "repeated", twice))
        elif isinstance(name, str):
            seen.add(name)
    return errors


def _problems(question: Any, at: str) -> Iterator[FieldError]:
    if not isinstance(question, dict):
        yield FieldError(at, "not_an_object", _("A question is an object."))
        return
    for key in question.keys() - _KEYS:
        yield FieldError(f"{at}/{key}", "unknown_field", _("Questions have no such field."))
    if not isinstance(question.get("id"), str) or not _ID.fullmatch(question["id"]):
        yield FieldError(f"{at}/id", "invalid", _("An id has 1 to 40 of a-z, 0-9, - and _."))
    label = question.get("label")
    if not isinstance(label, str) or not 0 < len(label.strip()) <= MAX_LABEL:
        yield FieldError(f"{at}/label", "invalid", _("A label has 1 to %(count)d characters.") % {"count": MAX_LABEL})
    if not isinstance(question.get("required", False), bool):
        yield FieldError(f"{at}/required", "invalid", _("Say true or false."))
    if question.get("type") not in Type.values:
        yield FieldError(f"{at}/type", "invalid", _one_of(Type.values))
        return
    yield from _option_problems(question, f"{at}/options")
    yield from _knockout_problems(question, f"{at}/knockout")


def _option_problems(question: Question, at: str) -> Iterator[FieldError]:
    options = question.get("options") or []
    if not isinstance(options, list) or not all(isinstance(o, str) and 0 < len(o.strip()) <= 200 for o in options):
        yield FieldError(at, "invalid", _("Options are texts of 1 to 200 characters."))
    elif question["type"] not in _CHOICES:
        if options:
            yield FieldError(at, "not_allowed", _("A question of type %(type)s has no options.") % question)
    elif not 2 <= len(options) <= MAX_OPTIONS:
        yield FieldError(at, "invalid", _("Give 2 to %(count)d options.") % {"count": MAX_OPTIONS})
    elif len({option.strip() for option in options}) < len(options):
        yield FieldError(at, "repeated", _("Every option stands once."))


def _knockout_problems(question: Question, at: str) -> Iterator[FieldError]:
    knockout = question.get("knockout")
    if knockout is None:
        return
    operators = _OPERATORS.get(question["type"])
    if operators is None:
        yield FieldError(at, "not_allowed", _("A question of type %(type)s has no knock-out.") % question)
    elif not isinstance(knockout, dict) or set(knockout) != {"operator", "value"}:
        yield FieldError(at, "invalid", _("A knock-out has an operator and a value."))
    elif knockout["operator"] not in operators:
        yield FieldError(f"{at}/operator", "invalid", _one_of(sorted(operators)))
    elif _read(_one_choice(question), knockout["value"]) is None:
        yield FieldError(f"{at}/value", "invalid", _("The value is not an answer to this question."))


def _one_choice(question: Question) -> Question:
    """A knock-out of a multiple choice names one option."""
    multiple = question["type"] == Type.MULTIPLE_CHOICE
    return question | {"type": Type.CHOICE} if multiple else question


def check_answers(questions: Sequence[Question], answers: Any) -> list[dict[str, Any]]:
    """Answers as an application keeps them: `{question_id, question, answer, knocked_out}` in the questions' order.

    `answers` is a list of `{question_id, value}`. Raises `Invalid` with all that is wrong, under `/answers/…`; its
    `extra["questions"]` has the same by question id, for forms.
    """
    known = {question["id"]: question for question in questions}
    given, errors = _by_question(answers, known)
    kept: list[dict[str, Any]] = []
    wrong: dict[str, str] = {}
    for question in questions:
        place, value = given.get(question["id"], (0, None))
        error = _answer_problem(question, value, f"/answers/{place}/value")
        if error:
            errors.append(error)
            wrong[question["id"]] = error.detail
        elif not _empty(value):
            kept.append(_kept(question, _read(question, value)))
    if errors:
        raise Invalid(_("The answers are not valid."), errors=errors, extra={"questions": wrong} if wrong else {})
    return kept


def _empty(value: Any) -> bool:
    return value is None or value in ("", [])


def _answer_problem(question: Question, value: Any, at: str) -> FieldError | None:
    if _empty(value):
        required = FieldError("/answers", "required", _("Please answer: %(label)s") % question)
        return required if question["required"] else None
    return None if _read(question, value) is not None else FieldError(at, "invalid", _wanted(question))


def _kept(question: Question, answer: Any) -> dict[str, Any]:
    return {
        "question_id": question["id"],
        "question": question["label"],
        "answer": answer,
        "knocked_out": knocks_out(question, answer),
    }


def _by_question(answers: Any, known: Mapping[str, Question]) -> tuple[dict[str, tuple[int, Any]], list[FieldError]]:
    if not isinstance(answers, list):
        return {}, [FieldError("/answers", "not_a_list", _("Give a list of answers."))]
    given: dict[str, tuple[int, Any]] = {}
    errors = []
    for place, answer in enumerate(answers):
        name = answer.get("question_id") if isinstance(answer, dict) else None
        if not isinstance(name, str) or set(answer) - {"question_id", "value"}:
            errors.append(FieldError(f"/answers/{place}", "invalid", _("An answer has a question_id and a value.")))
        elif name not in known:
            errors.append(FieldError(f"/answers/{place}/question_id", "unknown", _("The job asks no such question.")))
        elif name in given:
            errors.append(
                FieldError(f"/answers/{place}/question_id", "repeated", _("This question is answered twice."))
            )
        else:
            given[name] = (place, answer.get("value"))
    return given, errors


def knocks_out(question: Question, answer: Any) -> bool:
    """Whether the question's knock-out holds for the answer."""
    knockout = question.get("knockout")
    if not knockout:
        return False
    value, chosen = knockout["value"], answer if isinstance(answer, list) else [answer]
    tests: dict[str, Callable[[], bool]] = {
        Op.EQUALS: lambda: value in chosen,
        Op.NOT_EQUALS: lambda: value not in chosen,
        Op.AT_LEAST: lambda: answer >= value,
        Op.AT_MOST: lambda: answer <= value,
    }
    return tests[knockout["operator"]]()


def _wanted(question: Question) -> str:
    options = ", ".join(question["options"])
    return {
        Type.BOOLEAN: _("Say true or false."),
        Type.NUMBER: _("Give a number."),
        Type.DATE: _("Give a date such as 2026-12-31."),
        Type.CHOICE: _("One of: %(options)s.") % {"options": options},
        Type.MULTIPLE_CHOICE: _("A list of: %(options)s.") % {"options": options},
        Type.TEXT: _text_of(Type.TEXT),
        Type.LONG_TEXT: _text_of(Type.LONG_TEXT),
    }[Type(question["type"])]


def _text_of(kind: Type) -> str:
    return _("A text of at most %(count)d characters.") % {"count": MAX_TEXT[kind]}


def _one_of(values: Iterable[str]) -> str:
    return _("One of %(choices)s.") % {"choices": ", ".join(values)}


def _read(question: Question, value: Any) -> Any:
    """The answer as it is kept, or None when `value` is none of the question's."""
    return _READERS[Type(question["type"])](question, value)


def _text(question: Question, value: Any) -> str | None:
    fits = isinstance(value, str) and 0 < len(value.strip()) <= MAX_TEXT[Type(question["type"])]
    return value.strip() if fits else None


def _boolean(_question: Question, value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(_question: Question, value: Any) -> int | float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool)
    return value if usable and math.isfinite(value) and abs(value) < 1e15 else None


def _date(_question: Question, value: Any) -> str | None:
    # Only the long form: texts of this form also sort as dates, which the knock-out relies on.
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _choice(question: Question, value: Any) -> str | None:
    options = question.get("options")
    known = isinstance(value, str) and isinstance(options, list) and value in options
    return value if known else None


def _several(question: Question, value: Any) -> list[str] | None:
    if not isinstance(value, list) or not value or len(value) > MAX_OPTIONS:
        return None
    chosen = [option for option in question["options"] if option in value]
    return chosen if len(chosen) == len(value) else None


_READERS: dict[Type, Callable[[Question, Any], Any]] = {
    Type.TEXT: _text,
    Type.LONG_TEXT: _text,
    Type.BOOLEAN: _boolean,
    Type.NUMBER: _number,
    Type.DATE: _date,
    Type.CHOICE: _choice,
    Type.MULTIPLE_CHOICE: _several,
}
