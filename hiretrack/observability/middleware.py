"""The outermost door: every request gets an id, a trace, and exactly one log line by route name."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hiretrack.context import request_id_of
from hiretrack.observability.tracing import request_id_from, trace_id_from, traceparent

log = structlog.get_logger("hiretrack.request")
NOT_FOUND = "unmatched"


def identify(*, employer_id: Any = None, user_id: Any = None) -> None:
    """Say who the running request acts for; called once authentication knows. Every later log line carries it."""
    known = {"employer_id": employer_id, "user_id": user_id}
    structlog.contextvars.bind_contextvars(**{key: str(value) for key, value in known.items() if value})


def route_name(request: HttpRequest) -> str:
    """The route's name, never the raw path: that may hold ids and magic-link tokens."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else NOT_FOUND


class RequestContextMiddleware:
    """Binds request and trace id for everything inside, echoes them, and logs the request at its end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        request_id = request_id_from(request.headers.get("X-Request-ID"))
        trace_id, flags = trace_id_from(request.headers.get("traceparent"))
        # A thread serves many requests: nothing of the one before may stay bound.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id, trace_id=trace_id)
        request.META["HIRETRACK_REQUEST_ID"], request.META["HIRETRACK_TRACE_ID"] = request_id, trace_id
        try:
            with request_id_of(request_id):
                response = self.get_response(request)
            response["X-Request-ID"], response["traceparent"] = request_id, traceparent(trace_id, flags)
            self._log(request, response, began)
            return response
        finally:
            structlog.contextvars.clear_contextvars()

    def _log(self, request: HttpRequest, response: HttpResponseBase, began: float) -> None:
        self._identify_session_user(request)
        write = log.error if response.status_code >= 500 else log.info
        write(
            "request",
            method=request.method,
            route=route_name(request),
            status=response.status_code,
            duration_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def _identify_session_user(self, request: HttpRequest) -> None:
        # Django keeps the loaded user here; asking `request.user` itself would cost a query on every public page.
        user = getattr(request, "_cached_user", None)
        if user is not None and user.is_authenticated:
            identify(employer_id=getattr(user, "employer_id", None), user_id=user.pk)
