"""JSON read strictly: RFC 8259, UTF-8 only, and nothing that PostgreSQL or our own answers could not hold."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from hiretrack.api.problems.errors import BadRequest

MAX_DEPTH = 64
WHOLE_LIMIT = 2**63
# Cheap tests on the bytes; only a body that shows one of these is walked.
ESCAPED = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


def malformed(detail: str) -> BadRequest:
    return BadRequest("malformed_json", detail)


def loads(body: bytes) -> Any:
    """The one JSON value in `body`. Raises `BadRequest` with code `malformed_json`."""
    try:
        value = _decoder.decode(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise malformed("The body is not UTF-8.") from error
    except RecursionError as error:
        raise malformed(f"The body is nested deeper than {MAX_DEPTH} levels.") from error
    except json.JSONDecodeError as error:
        raise malformed(f"{error.msg} at line {error.lineno}, column {error.colno}.") from error
    if ESCAPED.search(body) or body.count(b"[") + body.count(b"{") > MAX_DEPTH:
        _walk(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise malformed(f"The key {doubled[:100]!a} stands twice in one object.")
    return made


def _constant(name: str) -> NoReturn:
    raise malformed(f"{name} is not JSON.")


def _whole(text: str) -> int:
    # Longer texts are not even converted: that takes quadratic time.
    if len(text) > 20 or not -WHOLE_LIMIT <= (value := int(text)) < WHOLE_LIMIT:
        raise malformed("A whole number has more than 64 bits.")
    return value


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise malformed("A number is too large.")
    return value


def _walk(value: Any) -> None:
    """Refuse NUL characters, lone surrogates and deep nesting; without recursion, because the depth is the caller's."""
    waiting = [(value, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise malformed(f"The body is nested deeper than {MAX_DEPTH} levels.")
        if isinstance(node, dict):
            waiting.extend((part, depth + 1) for pair in node.items() for part in pair)
        elif isinstance(node, list):
            waiting.extend((part, depth + 1) for part in node)
        elif isinstance(node, str):
            _check_text(node)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise malformed("A text holds a NUL character.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise malformed("A text holds half of a surrogate pair.")


_decoder = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=_number, strict=True
)
