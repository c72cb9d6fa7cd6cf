"""Every error is a problem document, and tells nothing that it should not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.urls import Resolver404
from psycopg.errors import QueryCanceled, UniqueViolation
from redis.exceptions import ConnectionError as RedisAway
from rest_framework.exceptions import ErrorDetail, ValidationError

from hiretrack.api.problems import PROBLEMS, problem_of, register_problem
from hiretrack.api.problems.translation import items_of
from hiretrack.api.templatetags.problem_text import with_code
from hiretrack.errors import DomainError, Unavailable
from tests.api.conftest import ThingClient

MEMBERS = {"type", "title", "status", "code", "detail", "instance", "request_id"}


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def check(answer: Any, status: int, code: str) -> dict[str, Any]:
    document: dict[str, Any] = answer.json()
    assert (answer.status_code, document["status"], document["code"]) == (status, status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert set(document) >= MEMBERS
    assert document["type"].endswith(f"/problems/{code}")
    return document


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1/things/", "/v1/things/not-an-id"])
def test_unknown_path_is_a_problem(things: ThingClient, path: str) -> None:
    document = check(things.get(path), 404, "not_found")

    assert document["instance"] == path


def test_unknown_path_elsewhere_is_a_page(things: ThingClient) -> None:
    answer = things.get("/nothing")

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("method", ["PUT", "TRACE", "BREW"])
def test_wrong_method_names_the_right_ones(recruiter: ThingClient, method: str) -> None:
    answer = recruiter.raw(method, "/v1/things", b"")

    check(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/html", "application/xml, text/*", "application/json;q=0", "image/*;q=1"])
def test_json_excluded_is_not_acceptable(recruiter: ThingClient, accept: str) -> None:
    check(recruiter.get("/v1/things", headers={"Accept": accept}), 406, "not_acceptable")


@pytest.mark.parametrize("accept", ["", "*/*", "text/html, */*;q=0.1", "application/*", "application/json;q=0.5"])
def test_json_allowed_is_acceptable(recruiter: ThingClient, accept: str) -> None:
    assert recruiter.get("/v1/things", headers={"Accept": accept}).status_code == 200


def test_unknown_exception_shows_nothing(things: ThingClient) -> None:
    answer = things.get("/v1/failing/boom")

    check(answer, 500, "internal_error")
    assert b"secret" not in answer.content


def test_request_id_is_echoed(things: ThingClient) -> None:
    answer = things.get("/v1/nothing", headers={"X-Request-ID": "abc-123-def-456"})

    assert answer.json()["request_id"] == answer["X-Request-ID"] == "abc-123-def-456"


def test_value_that_the_database_cannot_hold_is_a_bad_request(things: ThingClient) -> None:
    answer = things.get("/v1/failing/overflow")

    check(answer, 400, "bad_request")
    assert b"integer" not in answer.content


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (caused(OperationalError(), QueryCanceled()), "deadline_exceeded"),
        (OperationalError("connection refused at 10.0.0.1"), "unavailable"),
        (caused(IntegrityError(), UniqueViolation()), "conflict"),
        (IntegrityError("check"), "internal_error"),
        (RedisAway("10.0.0.1"), "unavailable"),
        (Resolver404({"path": "x"}), "not_found"),
        (Unavailable("The store is away."), "unavailable"),
    ],
)
def test_exception_becomes_its_problem(error: Exception, code: str) -> None:
    problem = problem_of(error)

    assert problem.code == code
    assert "10.0.0.1" not in problem.detail


def test_unregistered_code_keeps_the_errors_own_words() -> None:
    problem = problem_of(DomainError("No.", code="odd_thing", title="Odd", status=418))

    assert (problem.code, problem.title, problem.status) == ("odd_thing", "Odd", 418)


def test_nested_errors_get_json_pointers() -> None:
    detail = {"a/b": [ErrorDetail("x", "bad")], "list": {"1": {"c~d": ["y"]}}, "non_field_errors": ["z"]}

    items = list(items_of(ValidationError(detail).detail))

    assert [item["pointer"] for item in items] == ["/a~1b", "/list/1/c~0d", ""]
    assert items[0]["code"] == "bad"


def test_a_code_has_one_meaning() -> None:
    with pytest.raises(ValueError, match="not_found"):
        register_problem("not_found", 404, "Other", "Other words")


def test_every_code_has_a_page(things: ThingClient) -> None:
    pages = {code: things.get(f"/problems/{code}") for code in PROBLEMS}

    assert {code for code, page in pages.items() if page.status_code != 200} == set()
    assert all(PROBLEMS[code].title.split("'")[0] in page.content.decode() for code, page in pages.items())


def test_problem_list_links_every_code(things: ThingClient) -> None:
    listed = things.get("/problems/").content.decode()

    assert [code for code in PROBLEMS if f'href="/problems/{code}"' not in listed] == []
    assert things.get("/problems/no-such-code").status_code == 404


def test_page_marks_code_and_escapes_the_rest() -> None:
    assert with_code("Send `<b>` & wait.") == "Send <code>&lt;b&gt;</code> &amp; wait."
