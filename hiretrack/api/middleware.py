"""What holds for every /v1 request before its view is known, and for every answer after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hiretrack.api import throttling
from hiretrack.api.deadlines import request_deadline
from hiretrack.api.problems import exception_handler, refusal
from hiretrack.api.problems.answers import MEDIA_TYPE, answer
from hiretrack.api.problems.translation import of_status
from hiretrack.errors import DomainError

PREFIX = "/v1/"
PER_HEADER = len(": \r\n")


def is_api(path: str) -> bool:
    return path.startswith(PREFIX) or path == PREFIX[:-1]


class ProblemMiddleware:
    """Sizes, the deadline, and the promise that no /v1 error leaves as anything but a problem."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return self.get_response(request)
        with request_deadline(settings.REQUEST_DEADLINE_S):
            if not is_api(request.path):
                return self.get_response(request)
            return _limited(request, _as_problem(request, self._answer(request)))

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            check_sizes(request)
        except DomainError as error:
            return exception_handler(error, {"request": request})
        return self.get_response(request)


def check_sizes(request: HttpRequest) -> None:
    """Raise 431, 413, 411 or 404 (a NUL in the path would reach PostgreSQL) before anything else happens."""
    if header_bytes(request.META) > settings.API_MAX_HEADER_BYTES:
        raise refusal("headers_too_large", "")
    if "\x00" in request.path:
        raise refusal("not_found", "")
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > settings.API_MAX_BODY_BYTES:
        raise refusal("body_too_large", "")
    if not length and "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
        _read_chunks(request)


def header_bytes(meta: dict[str, Any]) -> int:
    """The headers' size as they came over the wire, give or take their spelling."""
    names = [name for name in meta if name.startswith("HTTP_")]
    return sum(len(name) - len("HTTP_") + len(str(meta[name])) + PER_HEADER for name in names)


def _read_chunks(request: HttpRequest) -> None:
    """A body without a length: Django would take it for empty. Read it here, at most one byte more than is allowed."""
    stream = request.META.get("wsgi.input")
    if stream is None or not request.META.get("wsgi.input_terminated"):
        raise refusal("length_required", "")
    body = stream.read(settings.API_MAX_BODY_BYTES + 1)
    if len(body) > settings.API_MAX_BODY_BYTES:
        raise refusal("body_too_large", "")
    request._body = body
    request.META["CONTENT_LENGTH"] = str(len(body))


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    headers = {name: response[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if name in response}
    return answer(of_status(response.status_code, headers=headers), request)


def _limited(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answers that no view counted (unknown paths, refused sizes, the documents) count as public ones."""
    if "RateLimit" in response or throttling.COUNTED in request.META:
        return response
    state = throttling.hit("public", throttling.address_client(request))
    try:
        throttling.enforce(state, guarded=False)
    except DomainError as error:
        return exception_handler(error, {"request": request})
    for name, value in state.headers.items():
        response[name] = value
    return response
