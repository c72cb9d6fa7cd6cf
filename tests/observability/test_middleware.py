from __future__ import annotations

import uuid
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from structlog.testing import capture_logs

from hiretrack.context import request_id
from hiretrack.observability import RequestContextMiddleware, identify


def run(view: Any, path: str = "/", **headers: str) -> tuple[HttpResponse, list[Any]]:
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        response = RequestContextMiddleware(view)(RequestFactory().get(path, headers=headers))
    assert isinstance(response, HttpResponse)
    return response, [line for line in logs if line["event"] == "request"]


def test_request_id_is_bound_echoed_and_logged() -> None:
    seen: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(request_id())
        return HttpResponse()

    response, (line,) = run(view, **{"X-Request-ID": "request-0001"})
    assert response["X-Request-ID"] == line["request_id"] == seen[0] == "request-0001"
    assert request_id() == ""


def test_line_names_the_route_and_never_the_path() -> None:
    secret = f"/v1/tasks/{uuid.uuid4()}"

    def view(request: HttpRequest) -> HttpResponse:
        request.resolver_match = resolve(secret)
        return HttpResponse(status=404)

    _response, (line,) = run(view, secret)
    assert (line["method"], line["status"]) == ("GET", 404)
    assert line["route"] == "hiretrack.background.api.views.TaskView"
    assert secret.rpartition("/")[2] not in str(line)


def test_line_says_who_it_was_for() -> None:
    employer, user = uuid.uuid4(), uuid.uuid4()

    def view(_request: HttpRequest) -> HttpResponse:
        identify(employer_id=employer, user_id=user)
        return HttpResponse()

    _response, (line,) = run(view)
    assert (line["employer_id"], line["user_id"]) == (str(employer), str(user))


def test_nothing_stays_bound_for_the_next_request() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        identify(user_id=uuid.uuid4())
        return HttpResponse()

    run(view)
    _response, (line,) = run(lambda _request: HttpResponse())
    assert "user_id" not in line


def test_whole_stack_logs_each_request_once(client: Client) -> None:
    with capture_logs() as logs:
        client.get("/no-such-page")

    assert [line["status"] for line in logs if line["event"] == "request"] == [404]
