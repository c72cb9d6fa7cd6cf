"""Whatever goes wrong, the answer is one and the same kind of document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError as ModelInvalid
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rest_framework import exceptions
from rest_framework.exceptions import ErrorDetail, ValidationError

from hiretrack.api.problems import PROBLEMS, exception_handler
from hiretrack.api.schema.errors import PROBLEM, PROBLEM_ITEM
from hiretrack.errors import DomainError, FieldError, Invalid

SHAPE = Draft202012Validator(
    json.loads(json.dumps(PROBLEM).replace("#/components/schemas/ProblemItem", "#/$defs/ProblemItem"))
    | {"$defs": {"ProblemItem": PROBLEM_ITEM}}
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LEAVES = st.lists(st.builds(ErrorDetail, TEXT, TEXT), min_size=1, max_size=3)
TREES = st.recursive(LEAVES, lambda inner: st.dictionaries(TEXT, inner, min_size=1, max_size=3), max_leaves=8)
FIELDS = st.lists(st.builds(FieldError, TEXT, TEXT, TEXT), max_size=3)
EXTRA = st.dictionaries(TEXT, st.integers(-(2**53), 2**53) | TEXT | st.none() | st.booleans(), max_size=3)
CODES = st.sampled_from(sorted(PROBLEMS))
ERRORS = st.one_of(
    st.builds(ValidationError, TREES),
    st.builds(lambda text, fields: Invalid(text, errors=fields), TEXT, FIELDS),
    st.builds(lambda text, code, extra: DomainError(text, code=code, extra=extra), TEXT, CODES, EXTRA),
    st.builds(ModelInvalid, st.dictionaries(TEXT, TEXT, min_size=1, max_size=3)),
    st.builds(exceptions.NotFound, TEXT),
    st.builds(exceptions.Throttled, st.integers(1, 3600)),
    st.builds(exceptions.UnsupportedMediaType, TEXT),
    st.builds(exceptions.MethodNotAllowed, TEXT),
    st.builds(lambda kind, text: kind(text), st.sampled_from([ValueError, KeyError, RuntimeError, OSError]), TEXT),
)  # fmt: skip


@given(ERRORS)
def test_every_error_has_the_documented_shape(error: Exception) -> None:
    answer = exception_handler(error)

    document: dict[str, Any] = json.loads(answer.content)
    SHAPE.validate(document)
    assert answer["Content-Type"] == "application/problem+json"
    assert document["status"] == answer.status_code
    assert document["type"].endswith(f"/problems/{document['code']}")


@given(st.sampled_from([ValueError, KeyError, RuntimeError, OSError]), st.text("xyz", min_size=12, max_size=40))
def test_nothing_of_an_unknown_error_is_told(kind: type[Exception], secret: str) -> None:
    answer = exception_handler(kind(secret))

    assert answer.status_code == 500
    assert secret not in answer.content.decode()


@given(TREES)
def test_each_failure_is_told_once(tree: Any) -> None:
    error = ValidationError(tree)

    told = json.loads(exception_handler(error).content)["errors"]

    assert sorted(item["detail"] for item in told) == sorted(leaves(error.detail))


def leaves(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [leaf for inner in node.values() for leaf in leaves(inner)]
    return [leaf for inner in node for leaf in leaves(inner)] if isinstance(node, list) else [str(node)]


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_registered_code_is_an_error(code: str) -> None:
    assert 400 <= PROBLEMS[code].status <= 599
