"""Sizes, deadlines, and answers that no view made."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import RequestFactory

from hiretrack.api.middleware import check_sizes
from hiretrack.api.problems import Refusal
from tests.api.conftest import ThingClient


def test_long_body_is_refused_by_its_length(things: ThingClient, settings: Any) -> None:
    settings.API_MAX_BODY_BYTES = 20

    answer = things.raw("POST", "/v1/who", b'{"a": "0123456789012345"}')

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert things.raw("POST", "/v1/who", b'{"a": "0123456789"}').status_code == 200


def test_one_mebibyte_is_the_limit(things: ThingClient) -> None:
    fits = b'"' + b"a" * (1024 * 1024 - 2) + b'"'

    assert things.raw("POST", "/v1/who", fits).status_code == 200
    assert things.raw("POST", "/v1/who", fits + b" ").status_code == 413


def test_large_headers_are_refused(things: ThingClient) -> None:
    answer = things.get("/v1/who", headers={"X-Padding": "a" * 16 * 1024})

    assert (answer.status_code, answer.json()["code"]) == (431, "headers_too_large")
    assert things.get("/v1/who", headers={"X-Padding": "a" * 15 * 1024}).status_code == 200


@pytest.mark.parametrize(("terminated", "size", "code"), [(False, 2, "length_required"), (True, 30, "body_too_large")])
def test_chunked_body_is_measured_as_it_comes(settings: Any, terminated: bool, size: int, code: str) -> None:
    settings.API_MAX_BODY_BYTES = 20
    request = RequestFactory().generic("POST", "/v1/who", b"1" * size, headers={"Transfer-Encoding": "chunked"})
    request.META |= {"CONTENT_LENGTH": "", "wsgi.input_terminated": terminated, "wsgi.input": BytesIO(b"1" * size)}

    with pytest.raises(Refusal) as refused:
        check_sizes(request)

    assert refused.value.code == code


def test_chunked_body_that_fits_is_read() -> None:
    request = RequestFactory().generic("POST", "/v1/who", b'{"a":1}', headers={"Transfer-Encoding": "chunked"})
    request.META |= {"CONTENT_LENGTH": "", "wsgi.input_terminated": True, "wsgi.input": BytesIO(b'{"a":1}')}

    check_sizes(request)

    assert request.body == b'{"a":1}'


def test_late_query_ends_the_request(things: ThingClient, settings: Any) -> None:
    settings.REQUEST_DEADLINE_S = 0.05

    answer = things.get("/v1/failing/sleep")

    assert (answer.status_code, answer.json()["code"]) == (503, "deadline_exceeded")
    assert answer["Retry-After"]


def test_query_after_the_deadline_is_not_asked(things: ThingClient, settings: Any) -> None:
    settings.REQUEST_DEADLINE_S = -1

    answer = things.get("/v1/open")

    assert answer.json()["code"] == "deadline_exceeded"


def test_host_that_is_not_ours_is_a_problem(things: ThingClient) -> None:
    answer = things.get("/v1/open", headers={"Host": "evil.example"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_listed_origin_may_read_the_headers(things: ThingClient, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://careers.example"]

    allowed = things.get("/v1/open", headers={"Origin": "https://careers.example"})
    other = things.get("/v1/open", headers={"Origin": "https://evil.example"})

    assert allowed["Access-Control-Allow-Origin"] == "https://careers.example"
    assert "RateLimit" in allowed["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in other


def test_preflight_allows_our_headers(things: ThingClient, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://careers.example"]
    asked = {"Origin": "https://careers.example", "Access-Control-Request-Method": "POST"}

    answer = things.options("/v1/things", headers=asked)

    assert {"authorization", "idempotency-key", "if-match"} <= set(answer["Access-Control-Allow-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in answer
