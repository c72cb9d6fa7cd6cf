from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiretrack.api import strictjson
from hiretrack.api.jsonbytes import canonical_bytes, json_bytes
from hiretrack.api.parsers import is_json
from hiretrack.api.problems import BadRequest
from tests.api.conftest import ThingClient

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
WHOLE = st.integers(min_value=-(2**63), max_value=2**63 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
BROKEN = {
    "no value": b" ",
    "two values": b"1 2",
    "unfinished": b'{"a":',
    "trailing comma": b"[1,]",
    "not UTF-8": b'"\xff"',
    "byte order mark": b"\xef\xbb\xbf{}",
    "raw control character": b'"\x01"',
    "raw NUL": b'"\x00"',
    "escaped NUL": b'"a\\u0000"',
    "NUL in a key": b'{"\\u0000": 1}',
    "half a surrogate pair": b'["\\ud800"]',
    "the other half": b'{"a": {"b": "\\uDFFF"}}',
    "doubled key": b'{"a": 1, "b": 2, "a": 3}',
    "doubled key inside": b'[{"a": 1, "a": 1}]',
    "NaN": b"NaN",
    "infinity": b"[-Infinity]",
    "too large a float": b"1e999",
    "more than 64 bits": b"9223372036854775808",
    "a very long number": b"1" * 100_000,
    "deep": b"[" * 65 + b"]" * 65,
    "very deep": b"[" * 100_000,
}


@given(VALUES)
def test_json_that_was_written_is_read_back(value: Any) -> None:
    assert strictjson.loads(json.dumps(value).encode()) == value


@given(VALUES)
def test_what_was_read_can_be_answered(value: Any) -> None:
    assert strictjson.loads(json_bytes(strictjson.loads(json.dumps(value).encode()))) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(BadRequest):
        strictjson.loads(body)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_broken_json_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest, match=r"\w"):
        strictjson.loads(body)


@pytest.mark.parametrize("body", [b'"\\\\u0000"', b'"\\ud83d\\ude00"', b"[" * 64 + b"]" * 64])
def test_what_only_looks_broken_is_read(body: bytes) -> None:
    assert strictjson.loads(body) == json.loads(body)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_server_refuses_broken_json(things: ThingClient, body: bytes) -> None:
    answer = things.raw("POST", "/v1/who", body)

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=latin1"]
)
def test_other_media_type_is_refused(things: ThingClient, content_type: str) -> None:
    answer = things.raw("POST", "/v1/who", b'{"a": 1}', content_type=content_type)

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_empty_body_is_an_empty_object(things: ThingClient) -> None:
    assert things.raw("POST", "/v1/who", b"", content_type="").json() == {"got": {}}


def test_charset_utf8_is_json() -> None:
    assert is_json('Application/JSON; charset="UTF-8"')


def test_canonical_form_ignores_the_order_of_keys() -> None:
    assert canonical_bytes({"b": 1, "a": 2}) == canonical_bytes({"a": 2, "b": 1})
